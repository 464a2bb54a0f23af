import { generateDemo, type Demo, type DemoItem } from '@kelvin/demo';
import type { Clock, DayNumber } from '@kelvin/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { InboxWriter } from '../../pipeline/10-inbox/inbox.port.ts';
import { Backfill } from '../../pipeline/60-score/backfill.port.ts';
import type { Fit } from '../../pipeline/60-score/fit.port.ts';
import type { Db } from '../../platform/db/db.ts';
import type { ReadinessChecks } from '../../platform/http/readiness.ts';
import { createJobOnce } from '../../platform/jobs/create-job-once.ts';
import type { JobHandle } from '../../platform/jobs/job-handle.ts';
import type { JobRunner } from '../../platform/jobs/job-runner.ts';
import type { Rings } from '../../platform/queue/rings.ts';
import type { DemoStatus } from '../accounts/demo-status.port.ts';
import type { WorkspaceMaker } from '../accounts/workspace-maker.port.ts';
import type { FirstModels } from '../model-training/first-models.port.ts';
import { DEMO_EMAIL, DEMO_LOCALE, DEMO_TIME_ZONE, demoPassword, ensureDemoWorkspace, saveDemoProgress, type DemoProgress, type DemoWorkspace } from './demo-workspace.ts';

const SEED = 7;
/** Loaded first: what the screens show by default. The installation is ready when they are there. */
const FIRST_DAYS = 90;
const ITEMS_PER_DELIVERY = 500;
/** Items on their way above which the loader waits for the drain. */
const MAX_PENDING_ITEMS = 20_000;
const PULSE_EVERY_MS = 3_000;

export interface DemoLoaderPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly secret: string;
  readonly writer: InboxWriter;
  readonly rings: Rings;
  readonly jobs: JobRunner;
  readonly backfill: Backfill;
  readonly fit: Fit;
  readonly models: FirstModels;
  readonly workspaces: WorkspaceMaker;
  readonly status: DemoStatus;
  readonly readiness: ReadinessChecks;
}

/**
 * Fills the demo workspace through the same inbox as real events: the newest 90 days first, then the rest of the year,
 * then the days missed since the last start; afterwards an event every three seconds keeps it alive. Once the year is
 * there, models of who buys and who leaves are trained by jobs of their own, which nothing waits for.
 */
export class DemoLoader {
  private say: (sentence: string) => void = () => undefined;
  private waitingFor: string | null = 'is loading';
  private pulse: NodeJS.Timeout | null = null;

  constructor(private readonly ports: DemoLoaderPorts) {
    ports.jobs.register('demo', (handle) => this.load(handle));
  }

  /** From now on the installation is not ready until the newest 90 days are there. To be said before it listens, or it is ready for a moment without them. */
  expect(): void {
    this.ports.readiness.add('demo', () => Promise.resolve(this.waitingFor));
  }

  /** Queues the loading of whatever is missing and tells the person at the terminal how to sign in. */
  async start(say: (sentence: string) => void): Promise<void> {
    this.say = say;
    const { db, clock, rings, secret, status } = this.ports;
    const demo = await this.open();
    const { isComplete } = demo.progress;
    // What was missed since is soon made up for, but may have to wait for a training to end.
    if (isComplete) this.waitingFor = null;
    status.set({ hasDemo: true, demoEmail: DEMO_EMAIL, demoPassword: demoPassword(secret), demoProgress: isComplete ? null : 0 });
    say(`Demo workspace «Полярис»: sign in as ${DEMO_EMAIL} with password ${demoPassword(secret)}`);
    await db.transaction(demo, (tx) => createJobOnce(tx, clock.now(), { kind: 'demo', subject: 'Полярис' }, []));
    await rings.ring(demo.workspaceId, 'jobs');
  }

  stop(): void {
    if (this.pulse) clearInterval(this.pulse);
    this.pulse = null;
  }

  private open(): Promise<DemoWorkspace> {
    const { db, clock, workspaces, secret } = this.ports;
    return ensureDemoWorkspace(db, clock, workspaces, secret);
  }

  private async load(handle: JobHandle): Promise<Record<string, unknown>> {
    const workspace = await this.open();
    const demo = generateDemo({ seed: SEED, nowMs: this.ports.clock.now().getTime(), anchorMs: workspace.progress.anchorMs, timeZone: DEMO_TIME_ZONE });
    const plan = planDays(demo, workspace.progress);
    const total = plan.first.length + plan.rest.length;
    let progress = workspace.progress;
    let done = 0;
    const loadDays = async (days: readonly DayNumber[], phase: 'newest' | 'older'): Promise<void> => {
      for (const day of days) {
        handle.throwIfStopped();
        await this.post(workspace, demo.messagesOfDay(day));
        done += 1;
        progress = { ...progress, firstDay: Math.min(progress.firstDay ?? day, day), lastDay: Math.max(progress.lastDay ?? day, day) };
        handle.progress(phase, done, total);
        this.tell(done, total);
        if (done % 10 === 0) {
          // What is posted is committed, so a start that was interrupted goes on from here.
          await this.ports.db.transaction(workspace, (tx) => saveDemoProgress(tx, progress));
          await this.waitForDrain(workspace.workspaceId, MAX_PENDING_ITEMS);
        }
      }
      await this.waitForDrain(workspace.workspaceId, 0);
      await this.ports.db.transaction(workspace, (tx) => saveDemoProgress(tx, progress));
    };
    await loadDays(plan.first, 'newest');
    if (!progress.isComplete) await this.scorePast(workspace, handle);
    await this.ports.rings.ring(workspace.workspaceId, 'score');
    await this.waitForScores(workspace.workspaceId);
    this.waitingFor = null;
    this.say('The newest 90 days of the demo are loaded; older ones follow in the background.');
    await loadDays(plan.rest, 'older');
    if (!progress.isComplete) {
      handle.progress('history', done, total);
      await this.scorePast(workspace, handle);
      progress = { ...progress, isComplete: true };
      await this.ports.db.transaction(workspace, (tx) => saveDemoProgress(tx, progress));
      await this.ports.rings.ring(workspace.workspaceId, 'score');
    }
    if (!progress.hasModels) {
      await this.ports.models.begin(workspace, ['buys', 'leaves'], DEMO_LOCALE);
      progress = { ...progress, hasModels: true };
      await this.ports.db.transaction(workspace, (tx) => saveDemoProgress(tx, progress));
    }
    const { status, secret } = this.ports;
    status.set({ hasDemo: true, demoEmail: DEMO_EMAIL, demoPassword: demoPassword(secret), demoProgress: null });
    this.say('The demo is complete.');
    // Two days of the stream are enough from here on; the year's memory is given back.
    const { nowMs, anchorMs } = { nowMs: this.ports.clock.now().getTime(), anchorMs: workspace.progress.anchorMs };
    this.keepAlive(workspace, generateDemo({ seed: SEED, nowMs, anchorMs, timeZone: DEMO_TIME_ZONE, days: 2 }));
    return { days: done };
  }

  /** Fits the rules, as an admin would after his first import, and scores the past year by them. */
  private async scorePast(workspace: DemoWorkspace, handle: JobHandle): Promise<void> {
    await this.ports.fit.apply(workspace.workspaceId, null);
    await this.ports.backfill.run({ workspaceId: workspace.workspaceId, progress: () => undefined, throwIfStopped: () => handle.throwIfStopped() });
  }

  private tell(done: number, total: number): void {
    const { status, secret } = this.ports;
    status.set({ hasDemo: true, demoEmail: DEMO_EMAIL, demoPassword: demoPassword(secret), demoProgress: total === 0 ? null : done / total });
    if (done % 30 === 0) this.say(`Loading the demo: ${Math.round((100 * done) / total)} %`);
  }

  private async post(workspace: DemoWorkspace, items: readonly DemoItem[]): Promise<void> {
    const bySource = new Map<string, DemoItem['message'][]>();
    for (const { sourceKey, message } of items) {
      const list = bySource.get(workspace.sourceIds[sourceKey]);
      if (list) list.push(message);
      else bySource.set(workspace.sourceIds[sourceKey], [message]);
    }
    const writes: Promise<void>[] = [];
    for (const [sourceId, messages] of bySource) {
      for (let from = 0; from < messages.length; from += ITEMS_PER_DELIVERY) {
        const batch = messages.slice(from, from + ITEMS_PER_DELIVERY);
        writes.push(this.ports.writer.write({ workspaceId: workspace.workspaceId, sourceId, route: 'v1/batch', items: batch.length, headers: null, body: Buffer.from(JSON.stringify({ batch })) }));
      }
    }
    await Promise.all(writes);
  }

  private async waitForDrain(workspaceId: string, maxItems: number): Promise<void> {
    for (;;) {
      const [row] = await this.ports.db.read<{ items: number }>({ workspaceId }, 'SELECT coalesce(sum(items), 0)::int AS items FROM delivery_pending WHERE workspace_id = $1', [workspaceId]);
      if (!row || row.items <= maxItems) return;
      await sleep(100);
    }
  }

  private async waitForScores(workspaceId: string): Promise<void> {
    for (;;) {
      const [row] = await this.ports.db.read(({ workspaceId }), 'SELECT 1 FROM customer_stale WHERE workspace_id = $1 LIMIT 1', [workspaceId]);
      if (!row) return;
      await sleep(100);
    }
  }

  /** Later days follow on from the demo's own clock, and an extra event every few seconds shows that it lives. */
  private keepAlive(workspace: DemoWorkspace, demo: Demo): void {
    let lastMs = this.ports.clock.now().getTime();
    this.stop();
    this.pulse = setInterval(() => {
      const nowMs = this.ports.clock.now().getTime();
      const items = [...demo.messagesBetween(lastMs, nowMs), demo.pulse(nowMs)];
      lastMs = nowMs;
      // A pulse that is not kept is no loss: the next start loads the missed days again.
      this.post(workspace, items).catch(() => undefined);
    }, PULSE_EVERY_MS);
  }
}

/** What is missing: the newest days that were not loaded, and older ones, oldest last. The last loaded day is loaded again, because it was not over. */
function planDays(demo: Demo, progress: DemoProgress): { first: DayNumber[]; rest: DayNumber[] } {
  const newestFirst = demo.days('newest-first');
  const missing = newestFirst.filter((day) => progress.firstDay === null || progress.lastDay === null || day < progress.firstDay || day >= progress.lastDay);
  const isNew = (day: DayNumber): boolean => day > demo.lastDay - FIRST_DAYS;
  return { first: missing.filter(isNew).reverse(), rest: missing.filter((day) => !isNew(day)) };
}
