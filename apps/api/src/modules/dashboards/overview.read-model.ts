import type { Overview, Reason } from '@kelvin/contracts';
import { BANDS, dayToIso, type Band, type Clock, type DayNumber } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { comparisonDay } from '../customers/comparison-day.read-model.ts';
import { findFindings } from './findings.ts';

const TREND_POINTS = 12;
const BINS = 20;
const BIN_POINTS = 5;
type BandCounts = Record<Band, { customers: number; value: number }>;

/** The figures of Overview: how warm the customers are, what moved, and who is about to leave. */
@Injectable()
export class OverviewReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  async get(ctx: RequestContext, days: number): Promise<Overview> {
    const asOfDay = asOfDayOf(ctx, this.clock.now());
    return this.db.transaction(ctx, async (tx) => {
      const now = await countNow(tx);
      const series = await listBandDays(tx, dayToIso(asOfDay - days), dayToIso(asOfDay));
      series.set(dayToIso(asOfDay), now.bands);
      const before = await bandsBefore(tx, asOfDay - days);
      const movement = before === null ? [] : await countMovement(tx, before.day);
      const riskCauses = await countRiskCauses(tx);
      const tile = (valueOf: (bands: BandCounts) => number): Overview['tiles']['hot'] => ({
        value: valueOf(now.bands), before: before === null ? null : valueOf(before.bands), trend: thin([...series.values()], TREND_POINTS).map(valueOf),
      });
      const scored = scoredCustomers(now.bands);
      return {
        asOf: (ctx.asOf ?? this.clock.now()).toISOString(), isFixedAsOf: ctx.asOf !== null, scoredAt: now.scoredAt?.toISOString() ?? null,
        pendingCustomers: now.pending, currency: ctx.currency, days, visitors: now.visitors, hasEvents: now.hasEvents,
        tiles: {
          scored: tile(scoredCustomers), hot: tile((bands) => bands.hot.customers), atRisk: tile((bands) => bands.at_risk.customers),
          valueAtRisk: tile((bands) => bands.at_risk.value),
        },
        bands: BANDS.map((band) => ({ band, customers: now.bands[band].customers, share: scored === 0 ? 0 : now.bands[band].customers / scored })),
        history: [...series].map(([day, bands]) => ({
          day, hot: bands.hot.customers, warm: bands.warm.customers, cold: bands.cold.customers, atRisk: bands.at_risk.customers, notScored: bands.not_scored.customers,
        })),
        movement, distribution: now.distribution, riskCauses,
        findings: findFindings({ movement, riskCauses, days }),
      };
    });
  }
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

interface Counts {
  readonly bands: BandCounts;
  readonly distribution: Overview['distribution'];
  readonly visitors: number;
  readonly scoredAt: Date | null;
  readonly pending: number;
  readonly hasEvents: boolean;
}

/** One look at everybody gives both the bands and the distribution. */
async function countNow(tx: Tx): Promise<Counts> {
  const bands = emptyBands();
  const distribution = Array.from({ length: BINS }, (_unused, at) => ({ from: at * BIN_POINTS, hot: 0, warm: 0, cold: 0, atRisk: 0 }));
  for (const row of await tx.query<{ band: Band; bin: number; customers: number; value: number }>(`
    SELECT band, least(hundredths / ${BIN_POINTS * 100}, ${BINS - 1}) AS bin, count(*)::int AS customers, sum(expected_value) AS value FROM customer
     WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor GROUP BY 1, 2`, [tx.workspaceId])) {
    bands[row.band] = { customers: bands[row.band].customers + row.customers, value: bands[row.band].value + row.value };
    const bin = distribution[row.bin]!;
    if (row.band === 'at_risk') bin.atRisk = row.customers;
    else if (row.band !== 'not_scored') bin[row.band] = row.customers;
  }
  const [rest] = await tx.query<{ visitors: number; scored_at: Date | null; pending: number; has_events: boolean }>(`
    SELECT (SELECT count(*)::int FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND is_visitor) AS visitors,
           (SELECT max(at) FROM score_change WHERE workspace_id = $1) AS scored_at,
           (SELECT count(*)::int FROM (SELECT 1 FROM customer_stale WHERE workspace_id = $1 LIMIT 100000) s) AS pending,
           EXISTS (SELECT 1 FROM event_type WHERE workspace_id = $1 AND event_count > 0) AS has_events`, [tx.workspaceId]);
  return { bands, distribution, visitors: rest!.visitors, scoredAt: rest!.scored_at, pending: rest!.pending, hasEvents: rest!.has_events };
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
      JOIN customer c ON c.workspace_id = $1 AND c.id = h.customer_id AND c.merged_into IS NULL AND NOT c.is_visitor
     WHERE h.workspace_id = $1 AND h.on_day = $2::date GROUP BY 1, 2 ORDER BY 3 DESC`, [tx.workspaceId, day]);
}

async function countRiskCauses(tx: Tx): Promise<Overview['riskCauses']> {
  const rows = await tx.query<{ code: string; customers: number }>(`
    SELECT risk_cause AS code, count(*)::int AS customers FROM customer
     WHERE workspace_id = $1 AND risk_cause IS NOT NULL AND merged_into IS NULL AND NOT is_visitor GROUP BY 1 ORDER BY 2 DESC, 1`, [tx.workspaceId]);
  return rows.map((row) => ({ cause: { code: row.code, hundredths: null, facts: {} } satisfies Reason, customers: row.customers }));
}
