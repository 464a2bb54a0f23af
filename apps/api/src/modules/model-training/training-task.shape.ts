import type { Failure, ModelCard } from '@kelvin/contracts';
import type { DayNumber } from '@kelvin/kernel';
import type { CandidateFigure, DriftReferences, EngineCode, FeatureSet, LearnedTiming, LookedAgain, RuleCurve } from '@kelvin/scoring';
import type { ExternalEndpoint } from './external-endpoint.shape.ts';
import type { Missing, ServingFacts } from './model-store.shape.ts';

/** What the thread of a training is handed. Plain data. */
export interface TrainingTask {
  readonly databaseUrl: string;
  readonly workspaceId: string;
  readonly outcomeId: string;
  readonly seed: number;
  /** The moment of the run: the thread has no clock of its own. */
  readonly nowMs: number;
  /** After so long no further candidate is tried. */
  readonly timeBudgetMs: number;
  /** Engines to try; null: all. */
  readonly engines: readonly EngineCode[] | null;
  /** An outside model to judge; null: one of ours is trained. */
  readonly external: ExternalEndpoint | null;
  readonly outbound: OutboundTerms;
}

/** What asking an outside model takes beside its address. */
export interface OutboundTerms {
  /** Private addresses that may be called all the same. */
  readonly allow: readonly string[];
  /** Opens the secret that requests are signed with. */
  readonly masterSecret: string;
}

/** Where a run is; the words are the screen's. `total` null: not known. */
export interface TrainingProgress {
  readonly phase: 'loading' | 'snapshots' | 'candidates' | 'refit' | 'evaluate' | 'serving' | 'asking';
  readonly done: number;
  readonly total: number | null;
}

interface Learned {
  /** The last day with complete data. */
  readonly asOfDay: DayNumber;
  readonly customers: number;
}

/** What came of a run. */
export type TrainingResult =
  | Learned & { readonly kind: 'trained' } & TrainedModel
  | Learned & { readonly kind: 'external' } & JudgedExternal
  /** Too little for a model, enough for a curve over the rule score. */
  | Learned & { readonly kind: 'rules'; readonly ruleCurve: RuleCurve; readonly reason: Failure }
  | Learned & { readonly kind: 'missing'; readonly missing: NonNullable<Missing>; readonly reason: Failure };

/** What a test was compared with, and what it says of others than the new model. */
export interface JudgedBeside {
  /** The how-manyeth test in a row this was, see {@link nextLook}. */
  readonly look: number;
  /** The version in use that the run compared with, or could not read; null: there was none. */
  readonly comparedWith: string | null;
  /** Why that one, an outside model, was not compared with: it did not answer, so what stands in for it was. Null where it was. */
  readonly silence: Failure | null;
  /** What this test says of it; null where it cannot tell anything new. */
  readonly championLook: LookedAgain | null;
  /** The card, as of this test, of a model that waited beside the one in use; null where none did, or nothing new is known. */
  readonly shadow: { readonly versionId: string; readonly card: ModelCard } | null;
}

/** What is kept of any model that was judged. */
interface Judged extends JudgedBeside {
  readonly testDay: DayNumber;
  readonly rows: number;
  readonly positives: number;
  readonly features: FeatureSet;
  readonly card: ModelCard;
  /** Fitted before the test, and on everything. */
  readonly judgedRuleCurve: RuleCurve;
  readonly ruleCurve: RuleCurve;
  readonly serving: ServingFacts;
  readonly driftReferences: DriftReferences;
}

export interface JudgedExternal extends Judged {
  readonly endpoint: ExternalEndpoint;
}

export interface TrainedModel extends Judged {
  readonly snapshotDays: readonly DayNumber[];
  readonly candidates: readonly CandidateFigure[];
  readonly engine: string;
  /** Fitted on everything: what serves. */
  readonly artefact: Uint8Array;
  /** Fitted before the test: what the card speaks of, and what the next model is compared with. */
  readonly judged: Uint8Array;
  readonly timing: LearnedTiming;
}
