import type { UpdateWorkspace, Workspace, WorkspaceSettings } from '@kelvin/contracts';
import { EARLIEST_DATE, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { recountCurrencies } from '../../pipeline/40-profile/recount-currencies.port.ts';
import { markAllStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { Db, type Tx } from '../../platform/db/db.ts';
import { waitForDrainLock } from '../../platform/db/drain-lock.ts';
import { newId } from '../../platform/db/ids.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { invalidField } from '../../platform/http/validation.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { createJob } from '../../platform/jobs/job-store.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { insertTrackingSource } from '../../platform/security/source-keys.ts';
import { AccessService } from './access.service.ts';
import { slugOf } from './slug.ts';
import { toWorkspace } from './workspace.mapper.ts';
import { WorkspaceMaker } from './workspace-maker.port.ts';
import { findWorkspaceOf, insertWorkspace, updateWorkspaceColumns } from './workspace.repository.ts';

const FIRST_SOURCE_NAME = { en: 'Website', ru: 'Сайт' } as const;
const COLUMN_OF = {
  name: 'name', business: 'business', currency: 'currency', timeZone: 'time_zone', margin: 'margin', leavingDays: 'leaving_days', asOf: 'as_of',
} as const;
/** Settings that scores are computed from. */
const SCORING_SETTINGS = new Set<string>(['business', 'leavingDays', 'asOf', 'timeZone']);

@Injectable()
export class WorkspacesService extends WorkspaceMaker {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings, private readonly access: AccessService) {
    super();
  }

  override async create(
    input: { userId: string; settings: WorkspaceSettings; locale: 'en' | 'ru'; isDemo?: boolean }, before: (tx: Tx) => Promise<void> = () => Promise.resolve(),
  ): Promise<Workspace> {
    const { userId, settings, locale, isDemo = false } = input;
    this.assertUsable(settings);
    const now = this.clock.now();
    const id = newId(now.getTime());
    const slug = await this.db.transaction({ workspaceId: id }, async (tx) => {
      await before(tx);
      const inserted = await insertWorkspace(tx, { id, wantedSlug: slugOf(settings.name), settings, isDemo, now });
      await tx.query(`INSERT INTO membership (workspace_id, user_id, role, created_at) VALUES ($1, $2, 'owner', $3)`, [id, userId, now]);
      await tx.query('INSERT INTO drain_lock (workspace_id) VALUES ($1)', [id]);
      await insertTrackingSource(tx, now, FIRST_SOURCE_NAME[locale]);
      await recordAudit(tx, now, { action: 'workspace.created', objectKind: 'workspace', objectId: id, userId, diff: { ...settings } });
      return inserted;
    });
    this.access.forget();
    return this.get(userId, slug);
  }

  async get(userId: string, slug: string): Promise<Workspace> {
    const row = await this.db.asUser(userId, (tx) => findWorkspaceOf(tx, userId, slug));
    if (!row) throw new Error(`Workspace ${slug} is not there.`);
    return toWorkspace(row);
  }

  /**
   * Changes settings; when scores depend on them, every customer is scored anew. Another time zone or currency recomputes the days,
   * another as-of date the past year before it. Rates speak of the currency they were set for, so another one takes them away; waits
   * for a drain to end then, because one in flight still counts by them.
   */
  async update(ctx: RequestContext, change: UpdateWorkspace): Promise<Workspace> {
    this.assertUsable(change);
    const now = this.clock.now();
    const before: Record<string, unknown> = { ...ctx, asOf: ctx.asOf?.toISOString() ?? null };
    const changed = (Object.keys(COLUMN_OF) as (keyof typeof COLUMN_OF)[])
      .filter((key) => change[key] !== undefined && change[key] !== before[key]);
    if (changed.length === 0) return this.get(ctx.userId, ctx.slug);
    const needsScoring = changed.some((key) => SCORING_SETTINGS.has(key));
    const hasNewCurrency = changed.includes('currency');
    const needsRebuild = hasNewCurrency || changed.includes('timeZone');
    const needsBackfill = changed.includes('asOf');
    await this.db.transaction(ctx, async (tx) => {
      if (hasNewCurrency) await waitForDrainLock(tx);
      await updateWorkspaceColumns(tx, { ...Object.fromEntries(changed.map((key) => [COLUMN_OF[key], change[key]])), ...(hasNewCurrency ? { currency_rates: '{}' } : {}) });
      const diff = Object.fromEntries(changed.map((key) => [key, [before[key], change[key]]]));
      await recordAudit(tx, now, { action: 'workspace.updated', objectKind: 'workspace', objectId: ctx.workspaceId, userId: ctx.userId, diff });
      if (hasNewCurrency) await recountCurrencies(tx);
      if (needsRebuild) await createJob(tx, now, { kind: 'rebuild', userId: ctx.userId });
      else if (needsScoring) await markAllStale(tx, 'definition', now);
      if (needsBackfill) await createJob(tx, now, { kind: 'backfill', userId: ctx.userId });
      await appendChange(tx, now, 'workspace', {});
    });
    this.access.forget();
    if (needsRebuild || needsBackfill) await this.rings.ring(ctx.workspaceId, 'jobs');
    if (needsScoring && !needsRebuild) await this.rings.ring(ctx.workspaceId, 'score');
    return this.get(ctx.userId, ctx.slug);
  }

  /** What a schema cannot know: which time zones exist, and that scores cannot be as at a day to come or one that no event is of. */
  assertUsable(settings: Partial<WorkspaceSettings> & { asOf?: string | null | undefined }): void {
    if (settings.timeZone !== undefined && !isTimeZone(settings.timeZone)) throw invalidField('timeZone', 'No such time zone. Use a name such as Europe/Berlin.');
    if (settings.asOf && new Date(settings.asOf) > this.clock.now()) throw invalidField('asOf', 'This date is still to come.');
    if (settings.asOf && new Date(settings.asOf) < new Date(EARLIEST_DATE)) throw invalidField('asOf', 'This date is before 1990.');
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
