import { driftFigureSchema, type Drift } from '@kelvin/contracts';
import { MS_PER_DAY } from '@kelvin/kernel';
import { z } from 'zod';
import type { Tx } from '../../platform/db/db.ts';

/** Two years of weeks; older ones say nothing of a model that is in use. */
const KEPT_DAYS = 2 * 364;

const figuresSchema = z.object({ chances: driftFigureSchema, outcome: driftFigureSchema.nullable(), furthest: driftFigureSchema.nullable() });
const missingSharesSchema = z.record(z.string(), z.number());

/** One measurement as it is kept. */
export interface DriftReading extends z.infer<typeof figuresSchema> {
  readonly versionNumber: number;
  readonly measuredAt: Date;
  readonly customers: number;
}

/** Adds a measurement of a version, and lets go of the workspace's measurements that are older than two years. */
export async function keepReading(tx: Tx, now: Date, reading: { versionId: string; customers: number; drift: Drift; missing: Readonly<Record<string, number>> }): Promise<void> {
  const { versionId, customers, drift: { chances, outcome, features }, missing } = reading;
  const figures: z.infer<typeof figuresSchema> = { chances, outcome, furthest: features[0] ?? null };
  await tx.query('DELETE FROM model_drift WHERE workspace_id = $1 AND measured_at < $2', [tx.workspaceId, new Date(now.getTime() - KEPT_DAYS * MS_PER_DAY)]);
  await tx.query(`
    INSERT INTO model_drift (workspace_id, version_id, measured_at, customers, figures, missing) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (workspace_id, version_id, measured_at) DO UPDATE SET customers = excluded.customers, figures = excluded.figures, missing = excluded.missing`,
  [tx.workspaceId, versionId, now, customers, JSON.stringify(figures), JSON.stringify(missing)]);
}

/** All measurements of an outcome's versions, oldest first. */
export async function listReadings(tx: Tx, outcomeId: string): Promise<DriftReading[]> {
  const rows = await tx.query<{ number: number; measured_at: Date; customers: number; figures: unknown }>(`
    SELECT v.number, d.measured_at, d.customers, d.figures FROM model_drift d JOIN model_version v ON v.workspace_id = $1 AND v.id = d.version_id
     WHERE d.workspace_id = $1 AND v.outcome_id = $2 ORDER BY d.measured_at, v.number`, [tx.workspaceId, outcomeId]);
  return rows.map((row) => ({ ...figuresSchema.parse(row.figures), versionNumber: row.number, measuredAt: row.measured_at, customers: row.customers }));
}

/** Share of customers without a value, by feature, as it was measured last of a version; null where that never was. */
export async function findMissingShares(tx: Tx, versionId: string): Promise<{ measuredAt: Date; shares: Readonly<Record<string, number>> } | null> {
  const [row] = await tx.query<{ measured_at: Date; missing: unknown }>(
    'SELECT measured_at, missing FROM model_drift WHERE workspace_id = $1 AND version_id = $2 ORDER BY measured_at DESC LIMIT 1', [tx.workspaceId, versionId]);
  return row ? { measuredAt: row.measured_at, shares: missingSharesSchema.parse(row.missing) } : null;
}
