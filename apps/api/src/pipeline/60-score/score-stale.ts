import { dayOfZone, dayToIso, type Clock, type DayNumber } from '@kelvin/kernel';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { bandStateSchema, CHANGE_DAYS, NO_ROWS, scoreCustomer, type BandState } from '@kelvin/scoring';
import { listHiddenCustomers } from '../../modules/sources/silence.read-model.ts';
import type { Db, Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts, type WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import type { ServingModels, ServingOutcome } from '../../modules/model-training/serving-models.read-model.ts';
import { packPasts } from '../40-profile/pack-past.port.ts';
import { gatherRows, LOOKBACK_DAYS } from '../50-features/gather-rows.read-model.ts';
import { KnownPasts } from '../50-features/known-pasts.port.ts';
import { loadMetricIndex } from '../50-features/metric-dictionary.port.ts';
import { customersWithRenewals, listRenewals, renewalOn } from '../50-features/renewals.read-model.ts';
import { addSilentPasts } from '../50-features/silent-pasts.read-model.ts';
import { listToAsk } from '../../modules/model-training/external-questions.port.ts';
import { asOfDayOf } from './as-of.read-model.ts';
import { type AnsweredPass, type ExternalPass, ExternalPasses } from './external-pass.ts';
import { predictStale, questionsOfPass } from './predict-stale.ts';
import { NextMarks, type StaleRow } from './next-marks.ts';
import { loadRules } from './rules-in-force.read-model.ts';
import { BEHIND_MS, type Backlog } from './score-rests.ts';
import { findKnownStats, refreshStats, statsOfDay, type KnownStats } from './stats-of-day.read-model.ts';
import { writeScores, type ScoredCustomer } from './write-scores.ts';

/** With a model in use a customer takes a millisecond: requests get their turn in between. */
const CUSTOMERS_AT_ONCE = 50;
/** Ids named on the live feed; a screen that sees more refetches. */
const NAMED_CUSTOMERS = 50;

interface Pass {
  readonly scored: number;
  readonly hasMore: boolean;
  readonly backlog: Backlog;
  readonly longPasts: readonly string[];
  readonly today: DayNumber;
  /** What outside models have to be asked before these customers can be scored. */
  readonly toAsk: ExternalPass | null;
  /** The workspace's figures have to be made anew before anybody is scored. */
  readonly needsFigures: boolean;
}

const NOTHING_SCORED: Pass = { scored: 0, hasMore: false, backlog: 'none', longPasts: [], today: 0, toAsk: null, needsFigures: false };

/** Stages 50 and 60: scores customers whose marks say that something changed. */
export class ScoreStale {
  private readonly pasts = new KnownPasts();
  private readonly marks = new NextMarks();

  constructor(private readonly db: Db, private readonly clock: Clock, private readonly models: Pick<ServingModels, 'load'>, private readonly external: ExternalPasses) {}

  /**
   * Scores up to one pass of stale customers of a workspace. Marks are read first and only the marks read are
   * deleted, so what changes meanwhile is scored again. One pass per workspace at a time; a second one answers 0.
   * Where an outside model is in use a pass asks it and answers 0; rung again with the answers, it scores. A pass that finds the
   * workspace's figures outdated makes them anew, marks everybody if they moved, and answers 0 with more to do.
   */
  async scoreOnce(workspaceId: string): Promise<{ scored: number; hasMore: boolean; backlog: Backlog }> {
    if (this.external.isAsking(workspaceId)) return NOTHING_SCORED;
    const answered = this.external.take(workspaceId);
    const pass = await this.db.transaction({ workspaceId }, (tx) => this.scorePass(tx, answered));
    const { longPasts, today, toAsk, needsFigures } = pass;
    if (needsFigures) await this.db.transaction({ workspaceId }, (tx) => this.makeFiguresAnew(tx));
    if (toAsk) this.external.begin(workspaceId, toAsk);
    // In a transaction of its own: it locks profiles, and a pass that scores them must not hold up the drain.
    if (longPasts.length > 0) await this.db.transaction({ workspaceId }, (tx) => packPasts(tx, longPasts, today));
    return { scored: pass.scored, hasMore: pass.hasMore, backlog: pass.backlog };
  }

  private async makeFiguresAnew(tx: Tx): Promise<void> {
    if (!(await takesTurn(tx))) return;
    const now = this.clock.now();
    await refreshStats(tx, asOfDayOf(await getWorkspaceFacts(tx), now), await loadMetricIndex(tx), now);
  }

  private async scorePass(tx: Tx, answered: AnsweredPass | null): Promise<Pass> {
    if (!(await takesTurn(tx))) return NOTHING_SCORED;
    const { marked, hasMore, goOn } = await this.marks.take(tx);
    if (marked.length === 0) {
      goOn();
      return { ...NOTHING_SCORED, hasMore };
    }
    const stats = await findKnownStats(tx);
    if (stats?.isOutdated) return { ...NOTHING_SCORED, hasMore: true, needsFigures: true };
    const now = this.clock.now();
    const facts = await getWorkspaceFacts(tx);
    const known = answered?.asOfDay === asOfDayOf(facts, now) ? answered : null;
    const loaded = await this.models.load(tx);
    // All are asked again where one has to be: answers of one pass are no part of the next, and would make way for each other for ever.
    if (listToAsk(loaded).some(({ external }) => !known?.asked.has(external!.versionId))) return { ...NOTHING_SCORED, toAsk: await askAbout(tx, marked, loaded, facts, now) };
    const outcomes = loaded.map((outcome) => known?.answers.serve(outcome) ?? outcome);
    // Whoever changed since is asked about anew.
    const stale = known && outcomes.some(({ answers }) => answers) ? marked.filter(({ customer_id, mark }) => known.marks.get(customer_id) === mark) : marked;
    if (stale.length === 0) return { ...NOTHING_SCORED, hasMore: true };
    goOn();
    const { scored, longPasts } = await scoreCustomers(tx, stale, outcomes, { facts, now, pasts: this.pasts, known: stats });
    // By lists, not joined: a join with a table that just grew was planned as if it were empty. A mark is fresh with every
    // drain, so one that was read cannot have come to a customer since.
    await tx.query('DELETE FROM customer_stale WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[]) AND mark = ANY($3::uuid[])',
      [tx.workspaceId, scored.map((one) => one.customerId), [...new Set(stale.map((row) => row.mark))]]);
    await appendChange(tx, now, 'scores', { customerIds: scored.slice(0, NAMED_CUSTOMERS).map((one) => one.customerId), customers: scored.length });
    return { scored: scored.length, hasMore: scored.length > 0 && (hasMore || stale.length < marked.length), backlog: await backlogOf(tx, this.clock.now()), longPasts, today: dayOfZone(facts.timeZone)(now.getTime()), toAsk: null, needsFigures: false };
  }
}

/** One pass at a time scores a workspace; false where another one does. */
async function takesTurn(tx: Tx): Promise<boolean> {
  const [lock] = await tx.query<{ held: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended('score ' || $1::text, 0)) AS held`, [tx.workspaceId]);
  return lock?.held === true;
}

async function backlogOf(tx: Tx, now: Date): Promise<Backlog> {
  const [inbox] = await tx.query<{ waits: boolean; oldest: Date | null }>(`
    SELECT EXISTS (SELECT 1 FROM delivery_pending WHERE workspace_id = $1) AS waits,
           (SELECT received_at FROM delivery_pending WHERE workspace_id = $1 AND is_import = false ORDER BY delivery_id LIMIT 1) AS oldest`, [tx.workspaceId]);
  const { waits, oldest } = inbox!;
  if (!waits) return 'none';
  return oldest !== null && now.getTime() - oldest.getTime() > BEHIND_MS ? 'long' : 'short';
}

async function askAbout(tx: Tx, marked: readonly StaleRow[], outcomes: readonly ServingOutcome[], facts: WorkspaceFacts, now: Date): Promise<ExternalPass> {
  const asOfDay = asOfDayOf(facts, now);
  const index = await loadMetricIndex(tx);
  // Of whoever is left out of scoring nothing is sent anywhere.
  const customerIds = marked.filter((row) => !row.is_excluded).map((row) => row.customer_id);
  const { rows } = await gatherRows(tx, customerIds, asOfDay, LOOKBACK_DAYS + CHANGE_DAYS);
  return { asOfDay, marks: new Map(marked.map(({ customer_id, mark }) => [customer_id, mark])), questions: await questionsOfPass(tx, outcomes, facts, { customerIds, rows, asOfDay, index }) };
}

interface ScoringContext { readonly facts: WorkspaceFacts; readonly now: Date; readonly pasts: KnownPasts; readonly known: KnownStats | null }

async function scoreCustomers(tx: Tx, stale: readonly StaleRow[], outcomes: readonly ServingOutcome[], { facts, now, pasts, known }: ScoringContext): Promise<{ scored: ScoredCustomer[]; longPasts: string[] }> {
  const asOfDay = asOfDayOf(facts, now);
  const index = await loadMetricIndex(tx);
  const rules = await loadRules(tx, facts, index);
  const stats = await statsOfDay(tx, known, asOfDay, index, now);
  const customerIds = stale.map((row) => row.customer_id);
  // A month more than a score looks back, because a change is told against what was known then.
  const { rows, longPasts } = await gatherRows(tx, customerIds, asOfDay, LOOKBACK_DAYS + CHANGE_DAYS, pasts);
  const dayOf = dayOfZone(facts.timeZone);
  const firstDays = new Map(stale.map((row) => [row.customer_id, firstDayBeforeRows(dayOf(row.first_seen_at.getTime()), asOfDay)]));
  await addSilentPasts(tx, rows, customerIds.filter((id) => firstDays.get(id) !== null), { asOfDay, index });
  const hidden = await listHiddenCustomers(tx, customerIds, facts.asOf ?? now);
  const renewals = await listRenewals(tx, facts, { customers: customersWithRenewals(rows, index, 'newest'), untilDay: asOfDay });
  const predict = await predictStale(tx, outcomes, facts, { customerIds, rows, asOfDay, index });
  await tx.query(`SELECT ensure_partition('score_history', $1::date)`, [dayToIso(asOfDay)]);
  const results: ScoredCustomer[] = [];
  for (let from = 0; from < stale.length; from += CUSTOMERS_AT_ONCE) {
    const portion = stale.slice(from, from + CUSTOMERS_AT_ONCE);
    const predicted = predict?.(portion.map((row) => row.customer_id));
    portion.forEach((row, at) => results.push({
      customerId: row.customer_id, isVisitor: row.is_visitor, cause: row.cause,
      before: row.hundredths === null || row.as_of_day === null ? null : { hundredths: row.hundredths, band: row.band, asOfDay: row.as_of_day },
      result: scoreCustomer(rules, {
        rows: rows.get(row.customer_id) ?? NO_ROWS, asOfDay, stats, previous: previousState(row, asOfDay),
        firstDay: firstDays.get(row.customer_id) ?? null, isCustomer: !row.is_visitor, isExcluded: row.is_excluded,
        keepsBand: hidden.has(row.customer_id), renewalDay: renewalOn(renewals.get(row.customer_id), asOfDay), ...(predicted ? { predict: predicted[at]! } : {}),
      }),
    }));
    if (predict) await letOthersRun();
  }
  const free = await holdFree(tx, customerIds);
  const scored = results.filter(({ customerId }) => free.has(customerId));
  await writeScores(tx, scored, asOfDay, now);
  return { scored, longPasts };
}

/**
 * Takes the customers' rows that nobody else holds. A drain takes rows in the order of what it finds, so waiting for it while
 * holding others would be a deadlock; who is left out keeps his mark and is scored when the workspace is rung for next.
 */
async function holdFree(tx: Tx, customerIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>('SELECT id FROM customer WHERE workspace_id = $1 AND id = ANY($2::uuid[]) FOR NO KEY UPDATE SKIP LOCKED', [tx.workspaceId, customerIds]);
  return new Set(rows.map(({ id }) => id));
}

/** The rows say when somebody began, except for those who began before the rows do. */
function firstDayBeforeRows(firstSeenDay: DayNumber, asOfDay: DayNumber): DayNumber | null {
  return firstSeenDay < asOfDay - LOOKBACK_DAYS ? firstSeenDay : null;
}

/** What the scorer said last; nothing when it spoke of a later day (an as-of date that was set back). */
function previousState(row: StaleRow, asOfDay: DayNumber): BandState | null {
  if (row.as_of_day === null || row.as_of_day > asOfDay) return null;
  return bandStateSchema.safeParse(row.state?.band).data ?? null;
}
