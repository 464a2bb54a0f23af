import type { OutcomeDefinition } from '@kelvin/contracts';
import type pg from 'pg';
import type { Account } from '../rig/account.ts';
import { Random } from '../rig/random.ts';
import { untilSettled } from '../rig/settle.ts';

const DAYS = 160;
const BATCH = 500;
const MS_PER_DAY = 86_400_000;
const SETTLE_SECONDS = 120;

/** What trainings of a run learn. */
export const BUYS: OutcomeDefinition = {
  name: 'Buys within 7 days', role: 'buys', horizonDays: 7, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 },
};

/** Sends the past of a small shop through the inbox: who is about to buy looks around for some days before, so there is something to learn. */
export async function sendShop(url: string, { authorization }: Account, customers: number, seed: number, nowMs: number): Promise<void> {
  const random = new Random(seed);
  let batch: object[] = [];
  let sent = 0;
  const send = async (): Promise<void> => {
    const answer = await fetch(`${url}/v1/batch`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ batch }) });
    if (!answer.ok) throw new Error(`The shop could not be sent: ${answer.status}.`);
    batch = [];
  };
  for (let customer = 0; customer < customers; customer += 1) {
    for (const [daysAgo, event] of makePast(random)) {
      const messageId = `shop-${(sent += 1)}`;
      const properties = event === 'Order Completed' ? { order_id: messageId, revenue: 10 + random.below(60), currency: 'EUR' } : { product_id: `p${random.below(40)}` };
      batch.push({ type: 'track', messageId, userId: `user-${customer}`, event, timestamp: new Date(nowMs - (daysAgo + random.next()) * MS_PER_DAY).toISOString(), properties });
      if (batch.length === BATCH) await send();
    }
  }
  if (batch.length > 0) await send();
}

function makePast(random: Random): (readonly [daysAgo: number, event: string])[] {
  const past: (readonly [number, string])[] = [[DAYS - random.below(20), 'Product Viewed']];
  for (let daysAgo = DAYS - 20; daysAgo > 9; daysAgo -= 1) {
    if (random.next() < 0.02) past.push([daysAgo, 'Order Completed']);
    if (random.next() >= 0.03) continue;
    for (let look = 0; look < 4; look += 1) past.push([daysAgo - look, 'Product Viewed']);
    if (random.next() < 0.85) past.push([daysAgo - 5 - random.below(4), 'Order Completed']);
  }
  return past;
}

/** Marks everybody for scoring, so that chances are given anew, and waits until nothing is to be drained and nobody to be scored. */
export async function scoreAnew(owner: pg.Client, workspaceId: string, now: Date): Promise<void> {
  await owner.query(`
    INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at)
    SELECT workspace_id, id, gen_random_uuid(), 'definition', $2 FROM customer WHERE workspace_id = $1 AND merged_into IS NULL ORDER BY id
    ON CONFLICT (workspace_id, customer_id) DO UPDATE SET mark = excluded.mark`, [workspaceId, now]);
  await untilSettled(owner, workspaceId, SETTLE_SECONDS);
}
