import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

const PORT_FILE = 'port';
/** Below the range that outgoing connections take their ports from, so that a port stays ours between starts. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Whether a server can listen on this port of 127.0.0.1 now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)));
  });
}

/** The port this cluster had last time when it is free, else a random free one, remembered for the next start. */
export async function choosePort(clusterDir: string): Promise<number> {
  const remembered = Number(await readFile(join(clusterDir, PORT_FILE), 'utf8').catch(() => ''));
  let port = remembered >= 1024 ? remembered : randomInt(LOWEST, HIGHEST);
  while (!(await isPortFree(port))) port = randomInt(LOWEST, HIGHEST);
  await writeFile(join(clusterDir, PORT_FILE), String(port));
  return port;
}
