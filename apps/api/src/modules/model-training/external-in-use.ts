import type { FeatureSet, FrozenMeans } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { readFeatures } from './compared-models.ts';
import type { ExternalEndpoint } from './external-endpoint.shape.ts';
import { getEndpoint, toEndpoint } from './external-model.repository.ts';
import { getFeatures } from './model-version.repository.ts';
import { servingFactsSchema } from './model-store.shape.ts';

/** An outside model that is in use: who scores asks it before he scores, and nobody while it rests. */
export interface ExternalInUse {
  readonly versionId: string;
  readonly number: number;
  readonly endpoint: ExternalEndpoint;
  readonly features: FeatureSet;
  readonly means: FrozenMeans;
  readonly limit: number | null;
  /** It failed a while ago and is not asked again yet. */
  readonly isResting: boolean;
}

/** Null where this version of the code understands its features otherwise: then it waits for being registered anew. */
export async function findExternalInUse(tx: Tx, now: Date, row: { version_id: string; number: number | null; likely_limit: number | null; serving: unknown }): Promise<ExternalInUse | null> {
  const features = readFeatures(await getFeatures(tx, row.version_id));
  if (features === null) return null;
  const stored = await getEndpoint(tx, row.version_id);
  const facts = servingFactsSchema.parse(row.serving);
  return {
    versionId: row.version_id, number: row.number!, endpoint: toEndpoint(stored), features, means: { points: facts.meanPoints, logOdds: facts.meanLogOdds },
    limit: row.likely_limit, isResting: stored.retry_at !== null && stored.retry_at > now,
  };
}
