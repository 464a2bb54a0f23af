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

/** A random port of 127.0.0.1 on which nobody listens now, and which no outgoing connection takes later. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isPortFree(port)) return port;
  }
}

/** The port this cluster had last time when it is free, else a random free one, remembered for the next start. */
export async function choosePort(clusterDir: string): Promise<number> {
  const remembered = Number(await readFile(join(clusterDir, PORT_FILE), 'utf8').catch(() => ''));
  const port = remembered >= 1024 && await isPortFree(remembered) ? remembered : await findFreePort();
  await writeFile(join(clusterDir, PORT_FILE), String(port));
  return port;
}
