import type { Overview, Reason } from '@kelvin/contracts';
import { BANDS, dayToIso, type Band, type Clock, type DayNumber } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { listSilences } from '../sources/silence.read-model.ts';
import { comparisonDay } from '../customers/comparison-day.read-model.ts';
import { findFindings } from './findings.ts';
import { SharedAnswers } from '../../platform/cache/shared-answers.ts';

const TREND_POINTS = 12;
const BINS = 20;
const BIN_POINTS = 5;
type BandCounts = Record<Band, { customers: number; value: number }>;

/** So many people move by a handful in the time for which their figures are kept. */
const MANY_CUSTOMERS = 20_000;
const KEEP_MANY_MS = 10_000;

/** What can only be told by looking at everybody. */
interface Crowd {
  readonly bands: BandCounts;
  readonly distribution: Overview['distribution'];
  readonly revenueAtRisk: number | null;
  readonly before: { readonly day: string; readonly bands: BandCounts } | null;
  readonly movement: Overview['movement'];
  readonly riskCauses: Overview['riskCauses'];
}

/** The figures of Overview: how warm the customers are, what moved, and who is about to leave. */
@Injectable()
export class OverviewReadModel {
  private readonly crowds: SharedAnswers<Crowd>;

  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {
    this.crowds = new SharedAnswers(clock, ({ bands }) => (scoredCustomers(bands) >= MANY_CUSTOMERS ? KEEP_MANY_MS : 0));
  }

  /** In a workspace of many thousands, what takes a look at everybody may be ten seconds old. */
  async get(ctx: RequestContext, days: number): Promise<Overview> {
    const asOfDay = asOfDayOf(ctx, this.clock.now());
    const crowd = await this.crowds.get(`${ctx.workspaceId} ${asOfDay} ${days}`, () => this.db.transaction(ctx, (tx) => lookAtEverybody(tx, asOfDay - days)));
    const { bands, riskCauses } = crowd;
    return this.db.transaction(ctx, async (tx) => {
      const state = await readState(tx);
      // While the first scores are still being worked out, today is no drop to zero.
      const isFirstScoring = scoredCustomers(bands) === 0 && state.pendingCustomers > 0;
      const before = isFirstScoring ? null : crowd.before;
      const movement = isFirstScoring ? [] : crowd.movement;
      const silences = await listSilences(tx, this.clock.now());
      const series = await listBandDays(tx, dayToIso(asOfDay - days), dayToIso(asOfDay));
      if (!isFirstScoring) series.set(dayToIso(asOfDay), bands);
      const tile = (valueOf: (bands: BandCounts) => number): Overview['tiles']['hot'] => ({
        value: valueOf(bands), before: before === null ? null : valueOf(before.bands), trend: thin([...series.values()], TREND_POINTS).map(valueOf),
      });
      const scored = scoredCustomers(bands);
      return {
        asOf: (ctx.asOf ?? this.clock.now()).toISOString(), isFixedAsOf: ctx.asOf !== null, ...state, currency: ctx.currency, days,
        tiles: {
          scored: tile(scoredCustomers), hot: tile((one) => one.hot.customers), atRisk: tile((one) => one.at_risk.customers), valueAtRisk: tile((one) => one.at_risk.value),
        },
        bands: BANDS.map((band) => ({ band, customers: bands[band].customers, share: scored === 0 ? 0 : bands[band].customers / scored })),
        history: [...series].map(([day, one]) => ({
          day, hot: one.hot.customers, warm: one.warm.customers, cold: one.cold.customers, atRisk: one.at_risk.customers, notScored: one.not_scored.customers,
        })),
        revenueAtRisk: crowd.revenueAtRisk,
        silentSources: silences.filter(({ to }) => to === null).map(({ sourceId, name, from }) => ({ id: sourceId, name, since: from.toISOString() })),
        movement, distribution: crowd.distribution, riskCauses, findings: findFindings({ movement, riskCauses, days }),
      };
    });
  }
}

async function lookAtEverybody(tx: Tx, fromDay: DayNumber): Promise<Crowd> {
  const before = await bandsBefore(tx, fromDay);
  return { ...await countNow(tx), before, movement: before === null ? [] : await countMovement(tx, before.day), riskCauses: await countRiskCauses(tx) };
}

function emptyBands(): BandCounts {
  return Object.fromEntries(BANDS.map((band) => [band, { customers: 0, value: 0 }])) as BandCounts;
}

function scoredCustomers(bands: BandCounts): number {
  return bands.hot.customers + bands.warm.customers + bands.cold.customers + bands.at_risk.customers;
}

/** At most `points` of a series, the last one always among them. */
function thin<T>(series: readonly T[], points: number): T[] {
  if (series.length <= points) return [...series];
  return Array.from({ length: points }, (_unused, at) => series[Math.round((at * (series.length - 1)) / (points - 1))]!);
}

/** One look at everybody gives both the bands and the distribution. */
async function countNow(tx: Tx): Promise<Pick<Crowd, 'bands' | 'distribution' | 'revenueAtRisk'>> {
  const bands = emptyBands();
  const distribution = Array.from({ length: BINS }, (_unused, at) => ({ from: at * BIN_POINTS, hot: 0, warm: 0, cold: 0, atRisk: 0 }));
  let atRisk = { weighted: 0, unknown: 0 };
  for (const row of await tx.query<{ band: Band; bin: number; customers: number; value: number; weighted: number; unknown: number }>(`
    SELECT band, least(hundredths / ${BIN_POINTS * 100}, ${BINS - 1}) AS bin, count(*)::int AS customers, sum(expected_value) AS value,
           coalesce(sum(value_at_risk), 0) AS weighted, count(*) FILTER (WHERE value_at_risk IS NULL)::int AS unknown FROM customer
     WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded GROUP BY 1, 2`, [tx.workspaceId])) {
    bands[row.band] = { customers: bands[row.band].customers + row.customers, value: bands[row.band].value + row.value };
    const bin = distribution[row.bin]!;
    if (row.band === 'at_risk') {
      bin.atRisk = row.customers;
      atRisk = { weighted: atRisk.weighted + row.weighted, unknown: atRisk.unknown + row.unknown };
    } else if (row.band !== 'not_scored') bin[row.band] = row.customers;
  }
  return { bands, distribution, revenueAtRisk: atRisk.unknown > 0 || bands.at_risk.customers === 0 ? null : atRisk.weighted };
}

async function readState(tx: Tx): Promise<Pick<Overview, 'visitors' | 'scoredAt' | 'pendingCustomers' | 'hasEvents'>> {
  const [state] = await tx.query<{ visitors: number; scored_at: Date | null; pending: number; has_events: boolean }>(`
    SELECT (SELECT count(*)::int FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND is_visitor AND NOT is_excluded) AS visitors,
           (SELECT max(at) FROM score_change WHERE workspace_id = $1) AS scored_at,
           (SELECT count(*)::int FROM (SELECT 1 FROM customer_stale WHERE workspace_id = $1 LIMIT 100000) s) AS pending,
           EXISTS (SELECT 1 FROM event_type WHERE workspace_id = $1 AND event_count > 0) AS has_events`, [tx.workspaceId]);
  return { visitors: state!.visitors, scoredAt: state!.scored_at?.toISOString() ?? null, pendingCustomers: state!.pending, hasEvents: state!.has_events };
}

async function listBandDays(tx: Tx, fromDay: string, toDay: string): Promise<Map<string, BandCounts>> {
  const series = new Map<string, BandCounts>();
  for (const row of await tx.query<{ day: string; band: Band; customers: number; value: number }>(
    'SELECT on_day::text AS day, band, customers, value FROM band_day WHERE workspace_id = $1 AND on_day >= $2::date AND on_day < $3::date ORDER BY on_day', [tx.workspaceId, fromDay, toDay])) {
    const bands = series.get(row.day) ?? emptyBands();
    bands[row.band] = { customers: row.customers, value: row.value };
    series.set(row.day, bands);
  }
  return series;
}

/** Bands of the day to compare with; null without history. */
async function bandsBefore(tx: Tx, day: DayNumber): Promise<{ day: string; bands: BandCounts } | null> {
  const onDay = await comparisonDay(tx, day);
  if (onDay === null) return null;
  const bands = emptyBands();
  for (const one of await tx.query<{ band: Band; customers: number; value: number }>('SELECT band, customers, value FROM band_day WHERE workspace_id = $1 AND on_day = $2::date', [tx.workspaceId, onDay])) {
    bands[one.band] = { customers: one.customers, value: one.value };
  }
  return { day: onDay, bands };
}

async function countMovement(tx: Tx, day: string): Promise<Overview['movement']> {
  return tx.query<Overview['movement'][number]>(`
    SELECT h.band AS "from", c.band AS "to", count(*)::int AS customers FROM score_history h
      JOIN customer c ON c.workspace_id = $1 AND c.id = h.customer_id AND c.merged_into IS NULL AND NOT c.is_visitor AND NOT c.is_excluded
     WHERE h.workspace_id = $1 AND h.on_day = $2::date GROUP BY 1, 2 ORDER BY 3 DESC`, [tx.workspaceId, day]);
}

async function countRiskCauses(tx: Tx): Promise<Overview['riskCauses']> {
  const rows = await tx.query<{ code: string; customers: number }>(`
    SELECT risk_cause AS code, count(*)::int AS customers FROM customer
     WHERE workspace_id = $1 AND risk_cause IS NOT NULL AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded GROUP BY 1 ORDER BY 2 DESC, 1`, [tx.workspaceId]);
  return rows.map((row) => ({ cause: { code: row.code, hundredths: null, facts: {} } satisfies Reason, customers: row.customers }));
}
