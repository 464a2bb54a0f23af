import type { OutcomeDefinition } from '@kelvin/contracts';
import { dayOfZone, type FixedClock } from '@kelvin/kernel';
import type { EngineCode } from '@kelvin/scoring';
import { startTestPath, type TestMember, type TestPath } from '@kelvin/testing';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { TrainingJob } from './training-job.ts';

/** An order within a week: what most of these tests predict. */
export const BUYS: OutcomeDefinition = {
  name: 'Buys within 7 days', role: 'buys', horizonDays: 7, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 },
};

/** The product with a runner whose trainings try one engine only, so that tests are about what is done with models. */
export interface LearningPath extends TestPath {
  readonly quick: JobRunner;
  /** A new workspace with these customers. */
  shopOf(people: readonly (readonly Deed[])[]): Promise<TestMember>;
  /** Runs the workspace's queued trainings to their end. */
  runTrainings(member: TestMember): Promise<void>;
}

/** Starts the product for tests of trainings; `stop` stops the runner as well. */
export async function startLearningPath(clock: FixedClock, env: Record<string, string> = {}): Promise<LearningPath> {
  const path = await startTestPath(clock, env);
  const quick = makeQuickRunner(path, clock);
  return {
    ...path, quick,
    async shopOf(people) {
      const member = await path.signUp('Shop');
      await fillShop(path, member, clock, people);
      return member;
    },
    async runTrainings({ workspaceId }) {
      await quick.answer(workspaceId);
      await quick.settled(workspaceId);
    },
    async stop() {
      await quick.stop();
      await path.stop();
    },
  };
}

/** What a made-up customer does, by day before today (0 is today): `[daysAgo, metric, money]`. */
export type Deed = readonly [daysAgo: number, metric: 'order' | 'view' | 'ticket_opened', money?: number];

/**
 * Puts customers with their daily counts into a workspace, past the path: training reads nothing else of them for outcomes
 * that are a meaning or an absence. Who is put in first has the same id in every workspace, because a training takes customers in that order.
 */
export async function fillShop(path: TestPath, member: TestMember, clock: FixedClock, people: readonly (readonly Deed[])[]): Promise<void> {
  const today = dayOfZone('Europe/Berlin')(clock.now().getTime());
  const metrics = ['order', 'view', 'ticket_opened'];
  await path.runtime.db.transaction(member, async (tx) => {
    const [known] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM customer WHERE workspace_id = $1', [tx.workspaceId]);
    const rows = people.map((deeds, at) => ({ customer: idOfNth('8', known!.n + at), profile: idOfNth('9', known!.n + at), first: Math.max(...deeds.map(([daysAgo]) => daysAgo)), deeds }));
    await tx.query(`INSERT INTO metric (workspace_id, id, key) SELECT $1, n, key FROM unnest($2::text[]) WITH ORDINALITY AS m(key, n) ON CONFLICT DO NOTHING`, [tx.workspaceId, metrics]);
    await tx.query(`INSERT INTO event_type (workspace_id, id, kind, name, meaning, event_count, first_seen_at, last_seen_at)
      SELECT $1, n, 'track', key, key, 1, $3, $3 FROM unnest($2::text[]) WITH ORDINALITY AS m(key, n) ON CONFLICT DO NOTHING`, [tx.workspaceId, metrics, clock.now()]);
    await tx.query(`INSERT INTO customer (workspace_id, id, is_visitor, name, first_seen_at, last_seen_at)
      SELECT $1, customer, false, 'Customer', $3::timestamptz - make_interval(days => first), $3 FROM json_to_recordset($2) AS r(customer uuid, first int)`, [tx.workspaceId, JSON.stringify(rows), clock.now()]);
    await tx.query(`INSERT INTO profile (workspace_id, id, customer_id, kind, key, first_seen_at, last_seen_at)
      SELECT $1, profile, customer, 'userId', profile::text, $3, $3 FROM json_to_recordset($2) AS r(profile uuid, customer uuid)`, [tx.workspaceId, JSON.stringify(rows), clock.now()]);
    const days = new Map<string, { p: string; d: number; m: number; n: number; t: number }>();
    for (const { profile, deeds } of rows) {
      for (const [daysAgo, metric, money = 0] of deeds) {
        const key = `${profile} ${daysAgo} ${metric}`;
        const row = days.get(key) ?? { p: profile, d: today - daysAgo, m: metrics.indexOf(metric) + 1, n: 0, t: 0 };
        days.set(key, { ...row, n: row.n + 1, t: row.t + money });
      }
    }
    await tx.query(`INSERT INTO profile_day (workspace_id, profile_id, day, metric_id, n, total) SELECT $1, p, d, m, n, t FROM json_to_recordset($2) AS r(p uuid, d int, m int, n int, t float8)`,
      [tx.workspaceId, JSON.stringify([...days.values()])]);
    await tx.query(`INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) SELECT $1, customer, gen_random_uuid(), 'event', $3 FROM json_to_recordset($2) AS r(customer uuid)`,
      [tx.workspaceId, JSON.stringify(rows), clock.now()]);
  });
}

const idOfNth = (kind: '8' | '9', nth: number): string => `00000000-0000-4000-${kind}000-${String(nth).padStart(12, '0')}`;

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A shop in which views of the last days tell of an order to come, while a good past does not: rules give points for orders,
 * so a model that looks at views must be better.
 */
export function windowShoppers(people: number, days: number, seed: number): Deed[][] {
  const random = randomOf(seed);
  return Array.from({ length: people }, () => {
    const deeds: Deed[] = [[days - Math.floor(random() * 20), 'view']];
    for (let daysAgo = days - 20; daysAgo > 0; daysAgo -= 1) {
      // Somebody wants something: he looks for a week, and orders in the one after it.
      if (random() < 0.03) {
        for (let look = 0; look < 4; look += 1) deeds.push([Math.max(1, daysAgo - look), 'view']);
        if (random() < 0.85 && daysAgo - 9 > 0) deeds.push([daysAgo - 5 - Math.floor(random() * 4), 'order', 30]);
      }
      if (random() < 0.02) deeds.push([daysAgo, 'order', 30]);
    }
    return deeds;
  });
}

/** A further runner of trainings that try one engine only, with the same luck in every run: a gate that lets a model through by little would not let it through always. Stop it at the end. */
export function makeQuickRunner({ runtime: { db, log, rings, config, secret } }: TestPath, clock: FixedClock, engine: EngineCode = 'logistic'): JobRunner {
  const job = new TrainingJob({ db, clock, rings, outbound: { allow: config.OUTBOUND_ALLOW, masterSecret: secret } }, { timeBudgetMs: 60_000, longestMs: 120_000, heapMb: 256, engines: [engine], seed: 4 });
  const runner = new JobRunner(db, clock, log, rings);
  runner.register('train', (handle) => job.run(handle));
  return runner;
}
