import { fork, type ChildProcess } from 'node:child_process';
import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A Fastify with one route that reads a body and keeps nothing: what an answer costs without Kelvin. */
export async function startBareServer(): Promise<{ port: number; stop(): void }> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), ['serve']);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(message as number));
    child.once('exit', () => reject(new Error('The bare server ended.')));
  });
  return { port, stop: () => void child.kill() };
}

if (process.argv[2] === 'serve' && process.send) {
  const fastify = Fastify();
  fastify.post('/v1/track', () => ({ success: true }));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  process.on('disconnect', () => process.exit(0));
  process.send((fastify.server.address() as AddressInfo).port);
}
