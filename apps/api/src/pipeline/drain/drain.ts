import { dayOfZone, type Clock } from '@kelvin/kernel';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { sqlState } from '../../platform/db/sql-state.ts';
import { noteDrainBegun, noteDrainEnded, tryDrainLock } from '../../platform/db/drain-lock.ts';
import { getWorkspaceFacts, type CountingFacts } from '../../platform/db/workspace-facts.ts';
import type { Geoip } from '../../platform/geoip/geoip.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import type { Log } from '../../platform/log/log.ts';
import { countAmounts } from '../20-normalise/check-amounts.step.ts';
import { assignEventTypes } from '../20-normalise/event-types.step.ts';
import { dedup, forgetKeys } from '../20-normalise/dedup.step.ts';
import type { NormalisedEvent, RefusedItem } from '../20-normalise/drain-items.shape.ts';
import { locate } from '../20-normalise/locate.step.ts';
import { normalise, type NormaliseOutcome } from '../20-normalise/normalise.step.ts';
import { writeParked, writeRejected } from '../20-normalise/refuse.step.ts';
import { identify } from '../30-identity/identity.step.ts';
import { countCurrencies } from '../40-profile/count-currencies.step.ts';
import { countDays } from '../40-profile/count-days.step.ts';
import { countPages, loadLastPages } from '../40-profile/count-pages.step.ts';
import { countFacets } from '../40-profile/facets.step.ts';
import { flagNoise } from '../40-profile/flag-noise.step.ts';
import { nameCustomers } from '../40-profile/name-customers.step.ts';
import { forgetPast } from '../40-profile/pack-past.port.ts';
import { markStale } from '../40-profile/stale-marks.port.ts';
import { foldTraits } from '../40-profile/traits.step.ts';
import { ensureMonth, missingMonths, rememberMonth, writeEvents } from '../40-profile/write-events.step.ts';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';
import { claimDeliveries, removePending } from './claim.ts';
import { writeIntake, type ItemFate, type ItemFates } from './write-intake.ts';

/** After this many drains that died on the same single delivery, it is set aside whole. */
const MAX_DEATHS = 5;
/** A failed drain is followed by one a quarter the size, down to a single delivery. */
const SHRINK_FACTOR = 4;
const MAX_SHRINK = 4_096;

export interface DrainOutcome {
  readonly items: number;
  readonly hasMore: boolean;
}

/**
 * Stages 20 to 40 for one workspace: raw deliveries become events, profiles and daily counts in ONE transaction,
 * so that after a kill at any moment either all of it happened or none. Composes the steps and decides nothing itself.
 */
export class Drain {
  constructor(private readonly db: Db, private readonly clock: Clock, private readonly log: Log, private readonly geoip: Pick<Geoip, 'countryOf'>) {}

  /** Drains once. Does nothing when another process holds the workspace or nothing waits. */
  async drainOnce(workspaceId: string): Promise<DrainOutcome> {
    const ctx: WorkspaceContext = { workspaceId };
    const unfinished = await noteDrainBegun(this.db, ctx);
    if (unfinished === 0) return { items: 0, hasMore: false };
    const shrink = Math.min(MAX_SHRINK, SHRINK_FACTOR ** Math.max(0, unfinished - 1));
    const isLastResort = unfinished > MAX_DEATHS + Math.log(MAX_SHRINK) / Math.log(SHRINK_FACTOR);
    return this.withMonths(ctx, (tx) => this.drainLocked(tx, shrink, isLastResort));
  }

  /** One transaction of the caller's, with `settle` to apply what was read; run anew when it meets a month without a partition. */
  async withMonths<T>(ctx: WorkspaceContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await this.db.transaction(ctx, work);
      } catch (error) {
        if (!(error instanceof MissingMonths)) throw error;
        for (const month of error.months) {
          await this.db.transaction(ctx, (tx) => ensureMonth(tx, month));
          rememberMonth(month);
        }
      }
    }
  }

  private async drainLocked(tx: Tx, shrink: number, isLastResort: boolean): Promise<DrainOutcome> {
    if (!(await tryDrainLock(tx))) return { items: 0, hasMore: false };
    const deliveries = await claimDeliveries(tx, shrink);
    if (deliveries.length === 0) {
      await noteDrainEnded(tx);
      return { items: 0, hasMore: false };
    }
    const facts = await getWorkspaceFacts(tx);
    const now = this.clock.now();
    let fates: ItemFates;
    let fannedOut: readonly ClaimedDelivery[] = [];
    if (isLastResort) {
      const parked = deliveries.flatMap((delivery) => wholeDelivery(delivery));
      await writeParked(tx, parked, now);
      fates = parked.map(({ delivery }) => [delivery, 'parked']);
      this.log.error({ workspaceId: tx.workspaceId, deliveryIds: deliveries.map((delivery) => delivery.id) }, 'A delivery that kept killing drains was parked');
    } else {
      const outcome = await normalise(tx, deliveries, facts);
      fates = await this.settle(tx, outcome, facts, now);
      fannedOut = outcome.fannedOut;
    }
    await writeIntake(tx, fates, fannedOut);
    await removePending(tx, deliveries);
    await noteDrainEnded(tx);
    await appendChange(tx, now, 'events', { received: fates.length });
    return { items: fates.length, hasMore: true };
  }

  /**
   * Applies what was read and answers what became of every item. Part of a transaction of `withMonths`, under the
   * workspace's lock; the caller writes the fates down.
   */
  async settle(tx: Tx, { events, rejected, parked }: NormaliseOutcome, facts: CountingFacts, now: Date): Promise<ItemFates> {
    const missing = missingMonths(events.map((item) => item.event.occurredAt));
    if (missing.length > 0) throw new MissingMonths(missing);
    const { fresh, duplicates } = await dedup(tx, events);
    const poison = await this.applyOrHalve(tx, fresh, facts, now);
    const isPoison = new Set<NormalisedEvent>(poison.map((item) => item.event));
    await forgetKeys(tx, [...isPoison]);
    await writeRejected(tx, rejected);
    await writeParked(tx, [...parked, ...poison.map((item) => item.refused)], now);
    const fated = (items: readonly { delivery: ClaimedDelivery }[], fate: ItemFate): [ClaimedDelivery, ItemFate][] => items.map((item) => [item.delivery, fate]);
    return [
      ...fated(fresh.filter((item) => !isPoison.has(item)), 'processed'), ...fated(rejected, 'rejected'), ...fated(parked, 'parked'),
      ...fated(poison.map((item) => item.event), 'parked'), ...fated(duplicates, 'duplicates'),
    ];
  }

  /**
   * Applies events; when Postgres refuses a value (class 22 or 23), halves the batch until the one event is found,
   * which is set aside while its neighbours go on.
   */
  private async applyOrHalve(tx: Tx, events: readonly NormalisedEvent[], facts: CountingFacts, now: Date): Promise<{ event: NormalisedEvent; refused: RefusedItem }[]> {
    if (events.length === 0) return [];
    await tx.query('SAVEPOINT apply');
    try {
      await this.apply(tx, events, facts, now);
      await tx.query('RELEASE SAVEPOINT apply');
      return [];
    } catch (error) {
      const state = sqlState(error);
      if (state === null || !/^2[23]/.test(state)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT apply');
      if (events.length === 1) {
        const [event] = events as [NormalisedEvent];
        this.log.warn({ workspaceId: tx.workspaceId, deliveryId: event.delivery.id, itemIndex: event.itemIndex, sqlState: state }, 'An event that the database refuses was parked');
        const reason = { code: 'refused_by_database', field: null, message: `The database refuses a value of this event (${state}).` };
        return [{ event, refused: { delivery: event.delivery, itemIndex: event.itemIndex, reason, raw: JSON.stringify(event.event) } }];
      }
      const middle = events.length >> 1;
      return [...await this.applyOrHalve(tx, events.slice(0, middle), facts, now), ...await this.applyOrHalve(tx, events.slice(middle), facts, now)];
    }
  }

  private async apply(tx: Tx, fresh: readonly NormalisedEvent[], facts: CountingFacts, now: Date): Promise<void> {
    const { timeZone } = facts;
    const typed = await assignEventTypes(tx, locate(fresh, (address) => this.geoip.countryOf(address)), timeZone);
    await countAmounts(tx, typed);
    const identified = await identify(tx, typed, now);
    const flagged = await flagNoise(tx, identified.events);
    await writeEvents(tx, flagged, now);
    await countCurrencies(tx, flagged, facts);
    const lastPages = await loadLastPages(tx, flagged);
    await countDays(tx, flagged, await countPages(tx, flagged, lastPages, timeZone), facts);
    const described = await foldTraits(tx, flagged);
    await countFacets(tx, flagged, lastPages);
    await forgetPast(tx, flagged, dayOfZone(timeZone)(now.getTime()));
    await nameCustomers(tx, flagged, identified, described);
    await markStale(tx, [...flagged.map((item) => item.customerId), ...identified.changedCustomers], 'event', now);
  }
}

/** Thrown to leave the transaction so that partitions can be made outside it. */
class MissingMonths extends Error {
  constructor(readonly months: readonly string[]) {
    super(`No partition for ${months.join(', ')}.`);
  }
}

function wholeDelivery(delivery: ClaimedDelivery): RefusedItem[] {
  const reason = { code: 'kills_drain', field: null, message: 'Working on this delivery ended the process again and again.' };
  const raw = delivery.body.toString('utf8');
  return Array.from({ length: delivery.items }, (_unused, itemIndex) => ({ delivery, itemIndex, reason, raw: itemIndex === 0 ? raw : '' }));
}
