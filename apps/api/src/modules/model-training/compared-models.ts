import type { Failure, ModelCard } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { answeredModel, FEATURES_VERSION, featureSetSchema, type FeatureMatrix, type FeatureSet, type Model } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { toFailure } from '../../platform/jobs/failure.ts';
import type { AskExternal } from './ask-external.ts';
import type { ExternalEndpoint } from './external-endpoint.shape.ts';
import { getEndpoint, toEndpoint } from './external-model.repository.ts';
import { findJudged, findJudgedStandIn, type JudgedRow } from './model-version.repository.ts';
import { openModel } from './open-model.ts';

/** A version that a run compares with: ours is opened, an outside one has to be asked. */
export interface ComparedModel {
  readonly id: string;
  readonly features: FeatureSet;
  readonly card: ModelCard;
  readonly said: Model | ExternalEndpoint;
}

/** What a run compares with, whoever made it. */
export interface Comparable { readonly model: Pick<Model, 'logOdds'>; readonly features: FeatureSet }

/** Null where there is none, or where it cannot be read: a new model must not lose against damage. */
export async function findCompared(tx: Tx, outcomeId: string, state: 'in_use' | 'challenger'): Promise<ComparedModel | null> {
  const row = await findJudged(tx, outcomeId, state);
  if (!row) return null;
  if (row.kind === 'external') {
    const features = readFeatures(row.features);
    return features && { id: row.id, card: row.card, features, said: toEndpoint(await getEndpoint(tx, row.id)) };
  }
  return openCompared(row);
}

/** What stands in for an outside model in use; null where the rules do, or where it cannot be read. */
export async function findStandInCompared(tx: Tx, outcomeId: string): Promise<ComparedModel | null> {
  const row = await findJudgedStandIn(tx, outcomeId);
  return row && openCompared(row);
}

function openCompared(row: JudgedRow): ComparedModel | null {
  const opened = openModel(row.artefact, row.sha256, row.features);
  return typeof opened === 'string' ? null : { id: row.id, card: row.card, features: opened.features, said: opened.model };
}

/** Features of an outside model; null where this version of the code understands them otherwise. */
export function readFeatures(stored: unknown): FeatureSet | null {
  const set = featureSetSchema.safeParse(stored).data;
  return set?.version === FEATURES_VERSION ? set : null;
}

/** What came of asking: the model as comparisons use it, or why it could not be asked. */
export type Asked = { readonly comparable: Comparable } | { readonly failure: Failure };

/** Asks an outside model about the test's rows, which `testOf` makes; one of ours needs no asking. */
export async function askCompared({ features, said }: ComparedModel, ask: AskExternal, testOf: (features: FeatureSet) => FeatureMatrix): Promise<Asked> {
  if ('logOdds' in said) return { comparable: { features, model: said } };
  try {
    return { comparable: { features, model: answeredModel(await ask(said, testOf(features))) } };
  } catch (error) {
    if (error instanceof AppError && error.code === 'external_model.failed') return { failure: toFailure(error) };
    throw error;
  }
}
