import { ACTIVITY_MEANINGS, MS_PER_HOUR, type Clock } from '@kelvin/kernel';
import { bestHour, hourCounts, type BestHour } from '@kelvin/scoring';
import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { ShortCache } from '../../platform/security/short-cache.ts';

/** The last so many events of each of a customer's identities say when he is there now. */
const OWN_EVENTS = 500;
/** Everybody's hours are those of the most active customers, a part of each one's events: the latest of all would be those of this very hour. */
const ASKED_CUSTOMERS = 100;
const EVENTS_EACH = 100;
const WORKSPACE_FOR_MS = 6 * MS_PER_HOUR;

/**
 * The hour to reach a customer, in the workspace's time zone. Read from the events when somebody asks: counting it with every
 * event would cost the path a row for each customer and hour, and would not follow noise that is taken back.
 */
@Injectable()
export class BestHourReadModel {
  private readonly workspaces: ShortCache<Float64Array>;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {
    this.workspaces = new ShortCache(clock, WORKSPACE_FOR_MS);
  }

  /** Null where neither the customer nor anybody has done enough. Nothing after the workspace's as-of date is read. */
  async findBestHour(tx: Tx, customerId: string): Promise<BestHour | null> {
    const { timeZone, asOf } = await getWorkspaceFacts(tx);
    const untilAt = asOf ?? this.clock.now();
    const profiles = await tx.query<{ id: string }>('SELECT id FROM profile WHERE workspace_id = $1 AND customer_id = $2', [tx.workspaceId, customerId]);
    const own = await countHours(tx, profiles.map(({ id }) => id), { timeZone, untilAt, mostEach: OWN_EVENTS });
    const everybody = await this.workspaces.get(`${tx.workspaceId} ${timeZone}`, async () => {
      const active = await tx.query<{ id: string }>(`
        SELECT p.id FROM (SELECT id FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded ORDER BY hundredths DESC, id DESC LIMIT $2) c
          JOIN profile p ON p.workspace_id = $1 AND p.customer_id = c.id`, [tx.workspaceId, ASKED_CUSTOMERS]);
      return countHours(tx, active.map(({ id }) => id), { timeZone, untilAt, mostEach: EVENTS_EACH });
    });
    return bestHour(own, everybody!);
  }
}

/**
 * Activity by hour of the day. Exact midnights, here or in UTC, are left out: they are dates without a time. Nor does
 * noise count.
 */
async function countHours(tx: Tx, profileIds: readonly string[], { timeZone, untilAt, mostEach }: { timeZone: string; untilAt: Date; mostEach: number }): Promise<Float64Array> {
  if (profileIds.length === 0) return hourCounts([]);
  const types = await tx.query<{ id: number }>('SELECT id FROM event_type WHERE workspace_id = $1 AND meaning = ANY($2::text[])', [tx.workspaceId, [...ACTIVITY_MEANINGS]]);
  return hourCounts(await tx.query<{ hour: number; n: number }>(`
    SELECT extract(hour FROM e.local)::int AS hour, count(*)::int AS n
      FROM unnest($2::uuid[]) AS p(id)
     CROSS JOIN LATERAL (
       SELECT e.occurred_at AT TIME ZONE $4 AS local, e.occurred_at AT TIME ZONE 'UTC' AS utc FROM event e
        WHERE e.workspace_id = $1 AND e.profile_id = p.id AND e.occurred_at <= $5 AND e.noise IS NULL AND e.event_type_id = ANY($3::int[])
        ORDER BY e.occurred_at DESC LIMIT $6) e
     WHERE e.local::time <> '00:00' AND e.utc::time <> '00:00' GROUP BY 1`, [tx.workspaceId, profileIds, types.map(({ id }) => id), timeZone, untilAt, mostEach]));
}
