import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { OutboundGuard } from '../security/outbound-guard.ts';
import { OutboundClient, type OutboundRequest } from './outbound-client.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

const client = new OutboundClient(new OutboundGuard(['127.0.0.1'], () => Promise.resolve([{ address: '127.0.0.1', family: 4 }])));
const post = (port: number, over: Partial<OutboundRequest> = {}): Parameters<OutboundClient['send']>[0] =>
  ({ url: `http://model.example:${port}/score?a=1`, method: 'POST', headers: { 'x-one': 'two' }, body: Buffer.from('тело'), timeoutMs: 2_000, mostBytes: 1_000, ...over });

describe('a call to an address that somebody typed in', () => {
  it('goes to the address that was checked, under the name that was typed', async () => {
    const port = await listen((request, response) => {
      void request.toArray().then((parts: Buffer[]) => response.writeHead(201).end(JSON.stringify([request.headers.host, request.method, request.url, request.headers['x-one'], Buffer.concat(parts).toString()])));
    });
    const answer = await client.send(post(port));
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.body.toString())).toEqual([`model.example:${port}`, 'POST', '/score?a=1', 'two', 'тело']);
  });

  it('does not follow a redirect', async () => {
    let calls = 0;
    const port = await listen((_request, response) => {
      calls += 1;
      response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    });
    expect((await client.send(post(port))).status).toBe(307);
    expect(calls).toBe(1);
  });

  it('breaks off what is too long, too slow or not there', async () => {
    const long = await listen((_request, response) => response.end('x'.repeat(1_001)));
    await expect(client.send(post(long))).rejects.toMatchObject({ code: 'outbound.answer_too_large' });
    const fitting = await listen((_request, response) => response.end('x'.repeat(1_000)));
    expect((await client.send(post(fitting))).body).toHaveLength(1_000);
    const silent = await listen(() => undefined);
    await expect(client.send(post(silent, { timeoutMs: 50 }))).rejects.toMatchObject({ code: 'outbound.timeout', isRetryable: true });
    const slow = await listen((_request, response) => response.write('begun'));
    await expect(client.send(post(slow, { timeoutMs: 50 }))).rejects.toMatchObject({ code: 'outbound.timeout' });
    const broken = await listen((_request, response) => response.destroy());
    await expect(client.send(post(broken))).rejects.toMatchObject({ code: 'outbound.unreachable', isRetryable: true });
  });

  it.each(['Connection: Upgrade\r\nUpgrade: websocket\r\n', ''])('takes a server that wants to speak another protocol at its word: 101 with “%s”', async (headers) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    expect(await client.send(post((server.address() as AddressInfo).port, { timeoutMs: 200 }))).toEqual({ status: 101, body: Buffer.alloc(0) });
    await new Promise((done) => server.close(done));
  });

  it('is not made at all when the guard refuses', async () => {
    let calls = 0;
    const port = await listen((_request, response) => {
      calls += 1;
      response.end();
    });
    await expect(new OutboundClient(new OutboundGuard([])).send(post(port, { url: `http://127.0.0.1:${port}/` }))).rejects.toMatchObject({ code: 'outbound.private_address' });
    expect(calls).toBe(0);
  });
});
