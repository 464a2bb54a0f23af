import type { Job, Scoring } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { rulePresetSchema } from '@kelvin/scoring';
import { Controller, Get, HttpCode, Inject, Module, Post } from '@nestjs/common';
import { loadPreset } from '../../pipeline/60-score/rules-in-force.read-model.ts';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { createJob, findJob } from '../../platform/jobs/job-store.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';

/** The rules in force, and fitting them to the workspace's own data. */
@Controller('api/w/:workspace/scoring')
class ScoringController {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings) {}

  @Get()
  @RequirePermission('customers.read')
  get(@Ctx() ctx: RequestContext): Promise<Scoring> {
    return this.db.transaction(ctx, (tx) => describeRules(tx, ctx));
  }

  /** Starts the job that fits the rules, then scores the past year and everybody anew. Fires nothing. */
  @Post('fit')
  @HttpCode(200)
  @RequirePermission('scoring.manage')
  async fit(@Ctx() ctx: RequestContext): Promise<Job> {
    const now = this.clock.now();
    const job = await this.db.transaction(ctx, async (tx) => {
      const [open] = await tx.query(`SELECT 1 FROM job_progress WHERE workspace_id = $1 AND kind = 'fit' AND status IN ('queued', 'running')`, [tx.workspaceId]);
      if (open) throw new AppError('conflict', 'scoring.fit_running', 'The rules are being fitted already. Wait until it has ended.');
      const id = await createJob(tx, now, { kind: 'fit', input: { userId: ctx.userId }, userId: ctx.userId });
      await recordAudit(tx, now, { action: 'scoring.fitted', objectKind: 'workspace', objectId: ctx.workspaceId, userId: ctx.userId });
      return findJob(tx, id);
    });
    await this.rings.ring(ctx.workspaceId, 'jobs');
    return job!;
  }
}

async function describeRules(tx: Tx, ctx: RequestContext): Promise<Scoring> {
  const [version] = await tx.query<{ origin: Scoring['origin']; created_at: Date }>('SELECT origin, created_at FROM rule_preset WHERE workspace_id = $1 ORDER BY created_at DESC LIMIT 1', [tx.workspaceId]);
  const [events] = await tx.query<{ has: boolean }>('SELECT EXISTS (SELECT 1 FROM event_type WHERE workspace_id = $1 AND event_count > 0) AS has', [tx.workspaceId]);
  const preset = rulePresetSchema.parse(await loadPreset(tx, ctx.business));
  const toGroup = (kind: 'plus' | 'minus') => (group: (typeof preset.groups)[number] & { stateItems?: (typeof preset.minusGroups)[number]['stateItems'] }) => ({
    code: group.code, kind, cap: group.cap, halfLifeDays: group.halfLifeDays,
    // What takes points for as long as it stands open is no matter of days.
    items: [...group.items, ...(group.stateItems ?? []).map(({ code, points }) => ({ code, points, dailyLimit: null }))].map(({ code, points, dailyLimit }) => ({ code, points, dailyLimit })),
  });
  return {
    origin: version?.origin ?? 'preset', since: version?.created_at.toISOString() ?? null,
    groups: [...preset.groups.map(toGroup('plus')), ...preset.minusGroups.map(toGroup('minus'))],
    isFitProposed: events?.has === true && version === undefined && !ctx.isDemo,
  };
}

@Module({ controllers: [ScoringController] })
export class ScoringModule {}
