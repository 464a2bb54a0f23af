import { AppError, type Clock, type DayNumber } from '@kelvin/kernel';
import { logOddsOf, type FeatureMatrix } from '@kelvin/scoring';
import { markStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import type { Db, WorkspaceContext } from '../../platform/db/db.ts';
import type { OutboundClient } from '../../platform/http-client/outbound-client.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { appendNotification } from '../../platform/live/notification.ts';
import type { Log } from '../../platform/log/log.ts';
import { openEndpoint } from './external-endpoint.shape.ts';
import type { ExternalInUse } from './external-in-use.ts';
import { callExternalModel, type ExternalFailure } from './external-model.ts';
import { listAnsweredByOthers, recordFailure, recordRecovery } from './external-model.repository.ts';
import type { ServingOutcome } from './serving-models.read-model.ts';

/** What an outside model in use is to be asked: one row a customer and day. */
export interface ExternalQuestion {
  readonly outcome: Pick<ServingOutcome, 'id' | 'name' | 'horizonDays'>;
  readonly model: ExternalInUse;
  readonly matrix: FeatureMatrix;
  readonly rows: readonly { readonly customerId: string; readonly day: DayNumber }[];
}

/** Log-odds by version, and by customer and day. A version that failed is missing: what stands in for it serves. */
export class ExternalAnswers {
  private readonly byVersion = new Map<string, ReadonlyMap<string, number>>();

  add(versionId: string, rows: ExternalQuestion['rows'], chances: Float64Array): void {
    this.byVersion.set(versionId, new Map(rows.map(({ customerId, day }, at) => [keyOf(customerId, day), logOddsOf(chances[at]!)])));
  }

  /** The outcome as it is served with these answers, if its model has given any. */
  serve(outcome: ServingOutcome): ServingOutcome {
    const { external } = outcome;
    const known = external ? this.byVersion.get(external.versionId) : undefined;
    if (!external || !known) return outcome;
    return {
      ...outcome, source: 'model', versionId: external.versionId, model: null, limit: external.limit, timing: null,
      answers: { of: (customerId, day) => known.get(keyOf(customerId, day)) ?? null, means: external.means },
    };
  }
}

function keyOf(customerId: string, day: DayNumber): string {
  return `${customerId} ${day}`;
}

export interface ExternalModelsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly client: Pick<OutboundClient, 'send'>;
  readonly masterSecret: string;
}

/**
 * Asks the outside models in use. Never call it in a transaction: an answer may take a minute. A model that fails rests for a
 * while and is then asked again; those who run the workspace are told once, until it has answered again.
 */
export class ExternalModels {
  constructor(private readonly deps: ExternalModelsDeps) {}

  /** `mayTryAgain`: false where a person waits. Never throws for what a model or its address does. */
  async ask(ctx: WorkspaceContext, questions: readonly ExternalQuestion[], mayTryAgain = true): Promise<ExternalAnswers> {
    const answers = new ExternalAnswers();
    for (const question of questions) {
      const { outcome, model, matrix, rows } = question;
      if (rows.length === 0) {
        // Nobody to ask about says nothing of the model, neither that it is well nor that it is not.
        answers.add(model.versionId, rows, new Float64Array(0));
        continue;
      }
      const answer = await this.call(question, mayTryAgain);
      if (answer.ok) answers.add(model.versionId, rows, answer.chances);
      await this.remember(ctx, question, answer.ok ? null : answer);
      this.deps.log.debug({ workspaceId: ctx.workspaceId, outcomeId: outcome.id, versionId: model.versionId, rows: matrix.rows, ok: answer.ok }, 'Outside model asked');
    }
    return answers;
  }

  private async call({ outcome, model, matrix }: ExternalQuestion, mayTryAgain: boolean): ReturnType<typeof callExternalModel> {
    const { client, clock, masterSecret } = this.deps;
    try {
      return await callExternalModel({ client, clock, mayTryAgain }, openEndpoint(outcome.id, model.endpoint, masterSecret), { outcome: outcome.name, horizonDays: outcome.horizonDays, matrix });
    } catch (error) {
      // Its secret cannot be opened: for those who wait that is a model which cannot be asked.
      if (error instanceof AppError) return { ok: false, problem: 'unreachable', message: error.message };
      throw error;
    }
  }

  private async remember(ctx: WorkspaceContext, { outcome, model }: ExternalQuestion, failure: ExternalFailure | null): Promise<void> {
    const now = this.deps.clock.now();
    await this.deps.db.transaction(ctx, async (tx) => {
      if (failure === null) {
        if (!await recordRecovery(tx, model.versionId)) return;
        await markStale(tx, await listAnsweredByOthers(tx, outcome.id, null), 'definition', now);
      } else {
        if (!await recordFailure(tx, now, model.versionId, failure.problem)) return;
        this.deps.log.warn({ workspaceId: ctx.workspaceId, outcomeId: outcome.id, versionId: model.versionId, problem: failure.problem }, 'An outside model does not answer; what was in use before stands in');
        await appendNotification(tx, now, { kind: 'model.external_down', payload: { outcomeId: outcome.id, name: outcome.name, number: model.number, model: model.endpoint.name, problem: failure.problem } });
      }
      await appendChange(tx, now, 'models', {});
    });
  }
}
