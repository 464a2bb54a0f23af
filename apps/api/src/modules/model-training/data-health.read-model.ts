import type { DataHealth, Importance } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { driftReferencesSchema } from '@kelvin/scoring';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type Tx, type WorkspaceContext } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { IntakeReadModel } from '../sources/intake.read-model.ts';
import { listSilences } from '../sources/silence.read-model.ts';
import { findMissingShares } from './drift-readings.repository.ts';
import { createModelNotFoundError } from './outcome.errors.ts';

const DAYS = 30;
const HOURS_A_DAY = 24;
const GAPS_TOLD = 10;
/** Fewer customers without a value are no gap: new ones have hardly done anything yet. */
const LEAST_GAP = 0.05;
/** Features that carry less of a model are empty for most customers without anybody noticing, unless more so than before. */
const LEAST_IMPORTANCE = 0.01;

type Gap = DataHealth['gaps'][number];

/** Whether what a model looks at still arrives as it did when the model was trained, and what comes in at all. */
@Injectable()
export class DataHealthReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly intake: IntakeReadModel) {}

  /** @throws AppError `model.not_found` */
  async get(ctx: WorkspaceContext, versionId: string): Promise<DataHealth> {
    const now = this.clock.now();
    const { seen, silent } = await this.db.transaction(ctx, async (tx) => ({ seen: await lookAtFeatures(tx, versionId), silent: await listSilences(tx, now) }));
    const { sources } = await this.intake.report(ctx, DAYS * HOURS_A_DAY);
    return {
      ...seen, days: DAYS,
      silent: silent.filter(({ to }) => to === null).toReversed().map(({ sourceId, name, from }) => ({ sourceId, name, since: from.toISOString() })),
      troubled: sources.filter(({ intake }) => intake.rejected + intake.parked > 0).toSorted((a, b) => b.intake.rejected + b.intake.parked - a.intake.rejected - a.intake.parked)
        .map(({ sourceId, name, intake: { received, rejected, parked } }) => ({ sourceId, name, received, rejected, parked })),
    };
  }
}

async function lookAtFeatures(tx: Tx, versionId: string): Promise<Pick<DataHealth, 'measuredAt' | 'gaps'>> {
  const [row] = await tx.query<{ drift_reference: unknown; importance: Importance[] }>(`SELECT drift_reference, card -> 'importance' AS importance FROM model_version WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, versionId]);
  if (!row) throw createModelNotFoundError();
  const { features } = driftReferencesSchema.parse(row.drift_reference);
  // A model that does not say what it looks at looks at everything alike.
  const weights = new Map(row.importance.map(({ feature, share }) => [feature, share]));
  const weightOf = ({ feature }: Gap) => (weights.size === 0 ? 1 : weights.get(feature) ?? 0);
  const measured = await findMissingShares(tx, versionId);
  const gaps = features.map(({ name, shares }): Gap => ({ feature: name, shareThen: shares.at(-1) ?? 0, shareNow: measured?.shares[name] ?? null }));
  const worst = (gap: Gap) => (gap.shareNow ?? gap.shareThen) * weightOf(gap);
  return {
    measuredAt: measured?.measuredAt.toISOString() ?? null,
    gaps: gaps.filter((gap) => growthOf(gap) >= LEAST_GAP || (weightOf(gap) >= LEAST_IMPORTANCE && (gap.shareNow ?? gap.shareThen) >= LEAST_GAP))
      .toSorted((a, b) => growthOf(b) - growthOf(a) || worst(b) - worst(a) || (a.feature < b.feature ? -1 : 1)).slice(0, GAPS_TOLD),
  };
}

/** By how much more customers it is empty for than at the training; ups and downs of a week are none. */
function growthOf({ shareThen, shareNow }: Gap): number {
  const growth = shareNow === null ? 0 : shareNow - shareThen;
  return growth >= LEAST_GAP ? growth : 0;
}
