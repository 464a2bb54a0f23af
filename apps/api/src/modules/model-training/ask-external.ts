import { AppError } from '@kelvin/kernel';
import { logOddsOf, type FeatureMatrix } from '@kelvin/scoring';
import { OutboundClient } from '../../platform/http-client/outbound-client.ts';
import { OutboundGuard } from '../../platform/security/outbound-guard.ts';
import { hostOf, openEndpoint, type ExternalEndpoint } from './external-endpoint.shape.ts';
import { callExternalModel } from './external-model.ts';
import type { TrainingProgress, TrainingTask } from './training-task.shape.ts';

/** Log-odds that an outside model gives of all rows. @throws AppError `external_model.failed` with what is wrong. */
export type AskExternal = (endpoint: ExternalEndpoint, matrix: FeatureMatrix) => Promise<Float64Array>;

/** How the thread of a run asks outside models of its outcome. */
export function makeAskExternal(task: TrainingTask, outcome: { readonly name: string; readonly horizonDays: number }, report: (progress: TrainingProgress) => void): AskExternal {
  const client = new OutboundClient(new OutboundGuard(task.outbound.allow));
  // Signatures hold for minutes and a run may take longer: the moment of the run goes on from here.
  const startedMs = performance.now();
  const clock = { now: () => new Date(task.nowMs + performance.now() - startedMs) };
  return async (endpoint, matrix) => {
    const onProgress = (done: number): void => report({ phase: 'asking', done, total: matrix.rows });
    onProgress(0);
    const answer = await callExternalModel({ client, clock, onProgress }, openEndpoint(task.outcomeId, endpoint, task.outbound.masterSecret), { outcome: outcome.name, horizonDays: outcome.horizonDays, matrix });
    if (answer.ok) return answer.chances.map(logOddsOf);
    throw new AppError('unavailable', 'external_model.failed', `“${endpoint.name}” at ${hostOf(endpoint.url)} could not be asked. ${answer.message}`,
      { name: endpoint.name, host: hostOf(endpoint.url), problem: answer.problem, ...(answer.status === undefined ? {} : { status: answer.status }) });
  };
}
