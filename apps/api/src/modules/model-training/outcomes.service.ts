import { canTellOf, type Job, type ModelDetail, type ModelVersionList, type NewOutcome, type Outcome, type OutcomeList, type UpdateOutcome } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { markAllStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { Db, type Tx, type WorkspaceContext } from '../../platform/db/db.ts';
import { newId } from '../../platform/db/ids.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { findJob, requestCancel } from '../../platform/jobs/job-store.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext, WorkspaceMember } from '../../platform/security/request-context.ts';
import { checkUsable } from './check-usable.ts';
import { giveRole, makeWay } from './give-role.ts';
import { getCard, getVersion, listSetAside, listVersions, listVersionsInUse, putInUse, putPreviousInUse } from './model-version.repository.ts';
import { loadGround } from './outcome-ground.read-model.ts';
import { createCannotTellError, createNoModelError, createTrainingOpenError, createOutcomeNotFoundError } from './outcome.errors.ts';
import { holdRole, holdRoomFor } from './outcome-room.ts';
import { OutcomeCounts } from './outcome-counts.read-model.ts';
import { toOutcome, toVersion } from './outcome.mapper.ts';
import {
  archiveOutcome, chooseRules, findOpenTraining, getOutcomeForChange, getOutcomeRow, insertOutcome, listOutcomeRows, renameOutcome, setOwnLimit,
} from './outcome.repository.ts';
import { besidePredicted, proposeOutcomes } from './propose-outcomes.ts';
import { queueTraining } from './queue-training.ts';
import { ServingModels } from './serving-models.read-model.ts';
import { findRun, listLastRuns, listRuns, toRun } from './training-run.repository.ts';

const VERSIONS_SHOWN = 50;

/** What a workspace predicts, and which model of each serves. */
@Injectable()
export class OutcomesService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings, private readonly counts: OutcomeCounts, private readonly serving: ServingModels) {}

  async list(ctx: WorkspaceContext, locale: 'en' | 'ru'): Promise<OutcomeList> {
    const { served, rows, inUse, setAside, lastRuns, proposals } = await this.db.transaction(ctx, async (tx) => {
      // First of all: what cannot be served is put aside by that.
      const ready = await this.serving.load(tx);
      const open = await listOutcomeRows(tx);
      return { served: ready, rows: open, inUse: await listVersionsInUse(tx), setAside: await listSetAside(tx), lastRuns: await listLastRuns(tx), proposals: besidePredicted(proposeOutcomes(await loadGround(tx), locale), open) };
    });
    const items: Outcome[] = [];
    for (const row of rows) {
      // One that was created between the two statements is in the next answer.
      const ready = served.find((each) => each.id === row.id);
      if (!ready) continue;
      const ofRow = <T extends { outcome_id: string }>(all: readonly T[]): T | undefined => all.find((each) => each.outcome_id === row.id);
      items.push(toOutcome(row, { served: ready, inUse: ofRow(inUse), setAside: ofRow(setAside), lastRun: ofRow(lastRuns), counts: await this.counts.count(ctx, row.definition) }));
    }
    const proposed: OutcomeList['proposals'] = [];
    for (const definition of proposals) proposed.push({ definition, ...await this.counts.count(ctx, definition) });
    return { items, proposals: proposed };
  }

  async create(ctx: WorkspaceMember, { takesRoleFrom, ...definition }: NewOutcome): Promise<Outcome> {
    const now = this.clock.now();
    const id = newId(now.getTime());
    await this.db.transaction(ctx, async (tx) => {
      const inTheWay = await holdRoomFor(tx, definition, takesRoleFrom);
      if (inTheWay) await makeWay(tx, now, { row: inTheWay, to: id, userId: ctx.userId });
      await insertOutcome(tx, { id, definition, userId: ctx.userId, now });
      await recordAudit(tx, now, { action: 'outcome.created', objectKind: 'outcome', objectId: id, userId: ctx.userId, diff: { definition } });
      // Without chances yet, it moves nobody; whoever made way for it does.
      await this.tellScreens(tx, now, inTheWay !== null);
    });
    if (takesRoleFrom) await this.rings.ring(ctx.workspaceId, 'score');
    return this.get(ctx, id);
  }

  async update(ctx: RequestContext, id: string, { takesRoleFrom, ...change }: UpdateOutcome): Promise<Outcome> {
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      const inTheWay = change.role === undefined ? null : await holdRole(tx, { id, role: change.role, takesRoleFrom });
      const before = await getOutcomeForChange(tx, id);
      const role = change.role === before.definition.role ? undefined : change.role;
      if (role !== undefined) {
        if (!canTellOf(role, before.definition.condition)) throw createCannotTellError();
        await giveRole(tx, now, { row: before, role, inTheWay, userId: ctx.userId });
      }
      if (change.name !== undefined) await renameOutcome(tx, id, change.name);
      if (change.limit !== undefined) await setOwnLimit(tx, id, change.limit);
      await recordAudit(tx, now, { action: 'outcome.updated', objectKind: 'outcome', objectId: id, userId: ctx.userId, diff: { before: { name: before.definition.name, limit: before.likely_limit, role: before.definition.role }, after: change } });
      await this.tellScreens(tx, now, change.limit !== undefined || role !== undefined);
    });
    await this.rings.ring(ctx.workspaceId, 'score');
    return this.get(ctx, id);
  }

  async archive(ctx: RequestContext, id: string): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      const { definition } = await getOutcomeForChange(tx, id);
      const training = await findOpenTraining(tx, id);
      if (training) await requestCancel(tx, now, training);
      await archiveOutcome(tx, id, now);
      await recordAudit(tx, now, { action: 'outcome.archived', objectKind: 'outcome', objectId: id, userId: ctx.userId, diff: { name: definition.name } });
      await this.tellScreens(tx, now, true);
    });
    await this.rings.ring(ctx.workspaceId, 'score');
  }

  /** `cause`: a person who asks, or the demo, which nobody waits for. */
  async train(ctx: WorkspaceMember, id: string, cause: 'asked' | 'demo' = 'asked'): Promise<Job> {
    const now = this.clock.now();
    const job = await this.db.transaction(ctx, async (tx) => {
      const { definition } = await getOutcomeForChange(tx, id);
      if (await findOpenTraining(tx, id)) throw createTrainingOpenError();
      const jobId = await queueTraining(tx, now, { outcomeId: id, name: definition.name, cause, userId: ctx.userId });
      await recordAudit(tx, now, { action: 'outcome.trained', objectKind: 'outcome', objectId: id, userId: ctx.userId });
      return findJob(tx, jobId);
    });
    await this.rings.ring(ctx.workspaceId, 'jobs');
    return job!;
  }

  listVersions(ctx: RequestContext, id: string): Promise<ModelVersionList> {
    return this.db.transaction(ctx, async (tx) => {
      await getOutcomeRow(tx, id);
      return { items: (await listVersions(tx, id, VERSIONS_SHOWN)).map(toVersion), runs: (await listRuns(tx, id, VERSIONS_SHOWN)).map(toRun) };
    });
  }

  getModel(ctx: RequestContext, versionId: string): Promise<ModelDetail> {
    return this.db.transaction(ctx, async (tx) => {
      const version = await getVersion(tx, versionId);
      const run = await findRun(tx, version.run_id);
      return { ...toVersion(version), card: await getCard(tx, versionId), run: toRun(run!) };
    });
  }

  /** Lets a version serve that the gate did not take, or that served before. */
  async promote(ctx: RequestContext, versionId: string): Promise<Outcome> {
    const now = this.clock.now();
    const outcomeId = await this.db.transaction(ctx, async (tx) => {
      const version = await getVersion(tx, versionId);
      await getOutcomeForChange(tx, version.outcome_id);
      if (version.state === 'in_use') return version.outcome_id;
      await checkUsable(tx, version);
      await putInUse(tx, { id: versionId, outcomeId: version.outcome_id, userId: ctx.userId, now });
      await recordAudit(tx, now, { action: 'model.promoted', objectKind: 'model', objectId: versionId, userId: ctx.userId, diff: { outcomeId: version.outcome_id, number: version.number, before: version.state } });
      await this.tellScreens(tx, now, true);
      return version.outcome_id;
    });
    await this.rings.ring(ctx.workspaceId, 'score');
    return this.get(ctx, outcomeId);
  }

  /** Back to the version that served before; where there was none, chances come from rules again, until somebody asks for more. */
  async rollBack(ctx: RequestContext, id: string): Promise<Outcome> {
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      await getOutcomeForChange(tx, id);
      const inUse = (await listVersionsInUse(tx)).find((each) => each.outcome_id === id);
      if (!inUse) throw createNoModelError();
      const servesInstead = await putPreviousInUse(tx, now, { id: inUse.id, outcomeId: id }, 'retired');
      if (servesInstead === null) await chooseRules(tx, id, now);
      await recordAudit(tx, now, { action: 'model.rolled_back', objectKind: 'model', objectId: inUse.id, userId: ctx.userId, diff: { outcomeId: id, number: inUse.number, servesInstead } });
      await this.tellScreens(tx, now, true);
    });
    await this.rings.ring(ctx.workspaceId, 'score');
    return this.get(ctx, id);
  }

  private async get(ctx: WorkspaceContext, id: string): Promise<Outcome> {
    const { served, row, inUse, setAside, lastRun } = await this.db.transaction(ctx, async (tx) => {
      // Of one that is created or restored meanwhile, the row tells and not what was served before.
      const row = await getOutcomeRow(tx, id);
      const ready = await this.serving.load(tx);
      const found = (await listVersionsInUse(tx)).find((each) => each.outcome_id === id);
      const aside = (await listSetAside(tx)).find((each) => each.outcome_id === id);
      return { served: ready.find((each) => each.id === id), row, inUse: found, setAside: aside, lastRun: (await listRuns(tx, id, 1))[0] };
    });
    if (!served) throw createOutcomeNotFoundError();
    return toOutcome(row, { served, inUse, setAside, lastRun, counts: await this.counts.count(ctx, row.definition) });
  }

  /** Chances and limits moved without anybody having done anything: everybody is scored anew, and nothing fires. */
  private async tellScreens(tx: Tx, now: Date, hasMoved: boolean): Promise<void> {
    await appendChange(tx, now, 'models', {});
    if (hasMoved) await markAllStale(tx, 'definition', now);
  }
}
