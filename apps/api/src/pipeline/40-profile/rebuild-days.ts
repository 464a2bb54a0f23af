import { COUNTED_MEANING_SQL, countedMoneySql } from '@kelvin/conditions';
import { ACTIVITY_MEANINGS, HOURS_PER_PART, REFUND_PREFIX, type Clock } from '@kelvin/kernel';
import { MOVE_WITHIN_MS } from '@kelvin/profile';
import type { Db, Tx } from '../../platform/db/db.ts';
import { waitForDrainLock } from '../../platform/db/drain-lock.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import type { JobHandle } from '../../platform/jobs/job-handle.ts';
import { rateSql, ratesParameter } from './count-currencies.step.ts';
import { metricIds } from './metric-ids.ts';
import { outdateFigures } from './outdate-figures.port.ts';
import { forgetWholePast } from './pack-past.port.ts';
import { PAGE_KINDS_SQL, SECTION_SQL } from './section.sql.ts';
import { markStale } from './stale-marks.port.ts';

const PROFILES_PER_PORTION = 2_000;

/** Whose days are made anew: those with an event of a type, or of some currencies; null is everybody. */
export type RebuildScope = { readonly eventTypeId: number } | { readonly currencies: readonly string[] } | null;

/** The scope that a job's input asks for. */
export function rebuildScopeOf({ eventTypeId, currencies }: Record<string, unknown>): RebuildScope {
  if (typeof eventTypeId === 'number') return { eventTypeId };
  return Array.isArray(currencies) ? { currencies: currencies.map(String) } : null;
}

/**
 * Makes daily counts anew from the events themselves: after a change of a meaning, of the time zone, of what money is worth, or of noise.
 * Says in SQL what `countDays` and `countPages` add event by event; tests hold them together. Portion by portion under the drain
 * lock, so that live events go on between portions; each portion is right by itself, and running it again is safe.
 */
export class RebuildDays {
  constructor(private readonly db: Db, private readonly clock: Clock) {}

  /** Rebuilds the profiles of a scope. Marks their customers with cause *definition*. */
  async run(handle: Pick<JobHandle, 'workspaceId' | 'progress' | 'throwIfStopped'>, scope: RebuildScope): Promise<{ profiles: number }> {
    const ctx = { workspaceId: handle.workspaceId };
    const profileIds = await this.db.transaction(ctx, (tx) => listProfiles(tx, scope));
    for (let done = 0; done < profileIds.length; done += PROFILES_PER_PORTION) {
      handle.throwIfStopped();
      handle.progress('rebuild', done, profileIds.length);
      const portion = profileIds.slice(done, done + PROFILES_PER_PORTION);
      await this.db.transaction(ctx, async (tx) => {
        await waitForDrainLock(tx);
        await rebuildProfiles(tx, portion);
        // Once, at the end: figures of days that are half old and half new would be made for nothing.
        if (done + portion.length === profileIds.length) await outdateFigures(tx, null);
        const owners = await tx.query<{ id: string }>('SELECT DISTINCT customer_id AS id FROM profile WHERE workspace_id = $1 AND id = ANY($2::uuid[])', [tx.workspaceId, portion]);
        await markStale(tx, owners.map((row) => row.id), 'definition', this.clock.now());
      });
    }
    handle.progress('rebuild', profileIds.length, profileIds.length);
    return { profiles: profileIds.length };
  }
}

async function listProfiles(tx: Tx, scope: RebuildScope): Promise<string[]> {
  const listBy = (test: string, value: unknown) => tx.query<{ id: string }>(`SELECT DISTINCT profile_id AS id FROM event WHERE workspace_id = $1 AND ${test} ORDER BY 1`, [tx.workspaceId, value]);
  const rows = scope === null ? await tx.query<{ id: string }>('SELECT id FROM profile WHERE workspace_id = $1 ORDER BY id', [tx.workspaceId])
    : 'eventTypeId' in scope ? await listBy('event_type_id = $2', scope.eventTypeId)
      : await listBy('upper(currency) = ANY($2)', scope.currencies);
  return rows.map((row) => row.id);
}

/** The bit of the part of the day of an event `e`: in SQL what `dayPartOfZone` says, in the zone $3. */
const DAY_PART_SQL = `
  (CASE WHEN (e.occurred_at AT TIME ZONE $3)::time = '00:00' OR (e.occurred_at AT TIME ZONE 'UTC')::time = '00:00' THEN 0
        ELSE 1 << (extract(hour FROM e.occurred_at AT TIME ZONE $3)::int / ${HOURS_PER_PART}) END)::int2`;

const ACTIVITY_SQL = `('other', ${[...ACTIVITY_MEANINGS].map((meaning) => `'${meaning}'`).join(', ')})`;

/** One row per event and metric that is counted, and how often (n): the meaning itself, then what more is known of some, then pages, moves and visits. */
const COUNTED_METRICS = `
  SELECT e.profile_id, ((e.occurred_at AT TIME ZONE $3)::date - date '1970-01-01') AS day, m.metric, 1 AS n, m.money, CASE WHEN m.metric IN ${ACTIVITY_SQL} THEN ${DAY_PART_SQL} END AS parts,
         CASE c.meaning WHEN 'order' THEN e.order_id WHEN 'refund' THEN '${REFUND_PREFIX}' || e.order_id END AS line_group
    FROM event e
    JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id AND t.kind NOT IN ('identify', 'group', 'alias')
    CROSS JOIN LATERAL (SELECT ${COUNTED_MEANING_SQL} AS meaning) c
    CROSS JOIN LATERAL (
      SELECT coalesce(c.meaning, 'other') AS metric, CASE WHEN c.meaning IS NULL THEN 0 ELSE ${countedMoneySql('c.meaning', `e.amount * ${rateSql('$4')}`)} END AS money
      UNION ALL
      SELECT 'feature:' || left(coalesce(
               CASE WHEN jsonb_typeof(coalesce(e.properties -> 'feature', e.properties -> 'action')) = 'string' THEN nullif(coalesce(e.properties -> 'feature', e.properties -> 'action') #>> '{}', '') END,
               t.name), 80), 0
       WHERE t.meaning = 'key_action'
      UNION ALL
      SELECT 'deal:' || left(moved.stage, 80), 0
        FROM (SELECT coalesce(nullif(e.properties -> 'stage', 'null'), nullif(e.properties -> 'status', 'null')) AS told) said
        CROSS JOIN LATERAL (SELECT CASE jsonb_typeof(said.told) WHEN 'string' THEN nullif(said.told #>> '{}', '') WHEN 'number' THEN substring(said.told #>> '{}' FROM '^-?[0-9]{1,15}$') END AS stage) moved
       WHERE t.meaning = 'deal_moved' AND moved.stage IS NOT NULL
      UNION ALL
      SELECT 'review:' || round(stars.value)::int, 0
        FROM (SELECT coalesce(e.properties ->> 'stars', e.properties ->> 'rating', e.properties ->> 'score', e.properties ->> 'оценка') AS text) said
        CROSS JOIN LATERAL (SELECT CASE WHEN said.text ~ '^\\s*[0-9]+(\\.[0-9]+)?\\s*$' THEN said.text::numeric END AS value) stars
       WHERE t.meaning = 'review' AND stars.value BETWEEN 1 AND 5
    ) m
   WHERE e.workspace_id = $1 AND e.profile_id = ANY($2::uuid[]) AND e.noise IS NULL
  UNION ALL
  SELECT s.profile_id, ((s.occurred_at AT TIME ZONE $3)::date - date '1970-01-01'), m.metric, m.n, 0, NULL, NULL
    FROM (
      SELECT v.*, lag(section) OVER by_time AS before, lag(occurred_at) OVER by_time AS before_at
        FROM (
          SELECT e.profile_id, e.occurred_at, ${SECTION_SQL} COLLATE "C" AS section
            FROM event e JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id AND t.kind IN ${PAGE_KINDS_SQL}
           WHERE e.workspace_id = $1 AND e.profile_id = ANY($2::uuid[]) AND e.noise IS NULL) v
       WHERE section IS NOT NULL
      WINDOW by_time AS (PARTITION BY profile_id ORDER BY occurred_at, section)) s
    CROSS JOIN LATERAL (
      SELECT 'section:' || s.section AS metric, 1 AS n
      UNION ALL
      SELECT 'move:' || s.before || ' > ' || s.section, 1 WHERE s.before <> s.section AND s.occurred_at - s.before_at <= interval '${MOVE_WITHIN_MS} milliseconds'
      UNION ALL
      SELECT 'session', 1 WHERE (s.occurred_at - s.before_at <= interval '${MOVE_WITHIN_MS} milliseconds') IS NOT TRUE
      UNION ALL
      SELECT 'session_minutes', v.minutes
        FROM (SELECT (floor(extract(epoch FROM s.occurred_at) / 60) - floor(extract(epoch FROM s.before_at) / 60))::int AS minutes) v
       WHERE v.minutes > 0 AND s.occurred_at - s.before_at <= interval '${MOVE_WITHIN_MS} milliseconds') m`;

/** Makes the days of these profiles anew. Under the drain lock. */
export async function rebuildProfiles(tx: Tx, profileIds: readonly string[]): Promise<void> {
  const { timeZone, rates } = await getWorkspaceFacts(tx);
  await forgetWholePast(tx, profileIds);
  await tx.query('DELETE FROM profile_day WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[])', [tx.workspaceId, profileIds]);
  await tx.query('DELETE FROM order_day WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[])', [tx.workspaceId, profileIds]);
  const parameters = [tx.workspaceId, profileIds, timeZone, ratesParameter(rates)] as const;
  const metrics = await tx.query<{ metric: string }>(`SELECT metric FROM (${COUNTED_METRICS}) c GROUP BY metric ORDER BY count(*) DESC, metric COLLATE "C"`, parameters);
  await metricIds(tx, new Set(metrics.map((row) => row.metric)));
  await tx.query(`
    INSERT INTO profile_day (workspace_id, profile_id, day, metric_id, n, total, parts)
    SELECT $1, c.profile_id, c.day, k.id,
           coalesce(sum(c.n) FILTER (WHERE c.line_group IS NULL), 0) + count(DISTINCT c.line_group), sum(c.money), nullif(bit_or(c.parts), 0)
      FROM (${COUNTED_METRICS}) c JOIN metric k ON k.workspace_id = $1 AND k.key = c.metric
     GROUP BY c.profile_id, c.day, c.metric, k.id`, parameters);
  await tx.query(`
    INSERT INTO order_day (workspace_id, profile_id, day, order_id)
    SELECT DISTINCT $1::uuid, c.profile_id, c.day, c.line_group FROM (${COUNTED_METRICS}) c WHERE c.line_group IS NOT NULL`, parameters);
}
