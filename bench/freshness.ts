import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Customer } from '@kelvin/contracts';
import type pg from 'pg';
import type { BenchRun } from './bench-run.ts';
import { sendLoad } from './http-load.ts';

const PROBE_EVERY_MS = 250;
const GIVE_UP_MS = 15_000;

/**
 * Seconds from the sending of an event over HTTP until a browser has the new score, one value per probe, while other
 * events arrive at `rate` a second. The browser is played by a listener to the live stream that, when told of new scores,
 * fetches the customer's page, as the screen does. What never came counts as the time of giving up.
 */
export async function measureFreshness(run: BenchRun, owner: pg.Client, options: { rate: number; seconds: number; cookie: string }): Promise<number[]> {
  const probes = Math.floor((options.seconds * 1000) / PROBE_EVERY_MS);
  const customers = await makeProbes(run, owner, probes);
  const waiting = new Map<string, number>();
  const ages: number[] = [];
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    for (const [customerId, sentAt] of waiting) {
      const page = await run.account.client.call<Customer>('GET', `/api/w/${run.account.workspace.slug}/customers/${customerId}`);
      if (page.hundredths === 0 || !waiting.delete(customerId)) continue;
      ages.push((performance.now() - sentAt) / 1000);
    }
    isLooking = false;
  };
  const stream = listen(run, options.cookie, () => void look());
  const load = sendLoad({
    port: run.port, path: '/v1/track', authorization: run.account.authorization, batch: 1, connections: 16, rate: options.rate, seconds: options.seconds + 2, seed: 77,
  });
  await sleep(1_000);
  for (const [userId, customerId] of customers) {
    waiting.set(customerId, performance.now());
    await track(run, { userId, messageId: `probe-${userId}`, event: 'Order Completed', properties: { order_id: `probe-${userId}`, revenue: 99, currency: 'EUR' } });
    await sleep(PROBE_EVERY_MS);
  }
  await load;
  for (const deadline = performance.now() + GIVE_UP_MS; waiting.size > 0 && performance.now() < deadline;) await sleep(50);
  stream.destroy();
  return [...ages, ...Array.from({ length: waiting.size }, () => GIVE_UP_MS / 1000)].sort((a, b) => a - b);
}

/** Customers who are known but have done nothing that earns a point yet. */
async function makeProbes(run: BenchRun, owner: pg.Client, count: number): Promise<Map<string, string>> {
  for (let n = 0; n < count; n += 1) await track(run, { userId: `probe-${n}`, messageId: `known-${n}`, event: 'Something Unknown', properties: {} });
  for (;;) {
    const { rows } = await owner.query<{ key: string; customer_id: string }>(`
      SELECT p.key, p.customer_id FROM profile p JOIN score s ON s.workspace_id = p.workspace_id AND s.customer_id = p.customer_id
       WHERE p.workspace_id = $1 AND p.key LIKE 'probe-%'`, [run.account.workspace.id]);
    if (rows.length === count) return new Map(rows.map((row) => [row.key, row.customer_id]));
    await sleep(100);
  }
}

async function track(run: BenchRun, body: object): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${run.port}/v1/track`, { method: 'POST', headers: { authorization: run.account.authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  await answer.text();
  if (!answer.ok) throw new Error(`A probe was answered with ${answer.status}.`);
}

function listen(run: BenchRun, cookie: string, onScores: () => void): { destroy(): void } {
  return get({ host: '127.0.0.1', port: run.port, path: `/api/w/${run.account.workspace.slug}/live`, headers: { cookie } }, (stream) => {
    stream.on('data', (chunk: Buffer) => { if (chunk.includes('event: scores')) onScores(); });
    stream.on('error', () => undefined);
  }).on('error', () => undefined);
}
