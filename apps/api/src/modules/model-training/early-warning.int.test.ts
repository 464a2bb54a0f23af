import { earlyWarningAnswerSchema, type EarlyWarningReport } from '@kelvin/contracts';
import { dayFromIso, dayToIso, FixedClock, MS_PER_DAY, MS_PER_MINUTE, type Clock } from '@kelvin/kernel';
import { startTestPath, type TestMember, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backfill } from '../../pipeline/60-score/backfill.port.ts';
import { Fit } from '../../pipeline/60-score/fit.port.ts';
import { createJob } from '../../platform/jobs/job-store.ts';
import { EarlyWarningReports } from './early-warning.read-model.ts';
import { fillShop, randomOf, type Deed } from './learning-shop.test-helper.ts';

describe('the early-warning report', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => { path = await startTestPath(clock); });
  afterAll(() => path.stop());

  const findReport = async () => earlyWarningAnswerSchema.parse((await path.member.call('GET', '/early-warning')).body).report;
  const report = async (): Promise<EarlyWarningReport> => (await findReport())!;
  const leavingAfter = (days: number) => path.runtime.db.read(path.member, 'UPDATE workspace SET leaving_days = $2 WHERE id = $1', [path.member.workspaceId, days]);
  const scorePast = async ({ workspaceId }: TestMember) => {
    await path.app.get(Backfill, { strict: false }).run({ workspaceId, progress: () => undefined, throwIfStopped: () => undefined });
    await path.settle();
  };
  /** Comes and buys every few days, from a day on until another. */
  const regular = (from: number, until: number): Deed[] => Array.from({ length: Math.floor((from - until) / 4) + 1 }, (_unused, at): Deed[] => [[from - at * 4, 'order', 20], [from - at * 4, 'view']]).flat();

  it('is not there yet while nobody has been scored, which is no error', async () => {
    expect((await path.member.call('GET', '/early-warning')).status).toBe(200);
    expect(await findReport()).toBeNull();
  });

  it('tells who left, who of them was at risk in time, and what they were worth', async () => {
    await fillShop(path, path.member, clock, [
      ...Array.from({ length: 8 }, () => regular(330, 1)),
      // Two who left after months, and one who was never more than a single order.
      regular(330, 150), regular(330, 170), [[200, 'order', 5]],
      // Away for 120 days and back since.
      [...regular(330, 250), ...regular(130, 2)],
    ]);
    await path.settle();
    await scorePast(path.member);
    const told = await report();
    expect(told).toMatchObject({ leadDays: 14, rulesFittedOn: null, from: '2025-11-21', to: '2026-11-19' });
    const regulars = told.items.filter(({ value }) => value > 100);
    const lastSeen = (daysAgo: number) => dayToIso(dayFromIso('2026-11-20') - daysAgo + 90);
    const cameBackOn = dayToIso(dayFromIso('2026-11-20') - 130);
    expect(regulars.map(({ leftOn, returnedOn, value }) => [leftOn, returnedOn, value])).toEqual([[lastSeen(150), null, 46 * 20], [lastSeen(170), null, 41 * 20], [lastSeen(250), cameBackOn, 21 * 20]]);
    for (const { warnedOn, leftOn, daysBefore } of regulars) {
      expect(daysBefore).toBeGreaterThanOrEqual(14);
      expect(dayFromIso(leftOn) - dayFromIso(warnedOn!)).toBe(daysBefore);
    }
    expect(told.warned).toBeGreaterThanOrEqual(3);
    expect(told.left).toBe(4);
    expect(told.valueLost).toBe(46 * 20 + 41 * 20 + 21 * 20 + 5);
    expect(told.rightWarnings).toBeLessThanOrEqual(told.warnings);

    // The same day gives the same report, until leaving means something else or the past was counted anew; the next one looks again.
    clock.advanceMs(MS_PER_MINUTE);
    expect(await report()).toEqual(told);
    await leavingAfter(60);
    expect((await report()).items.filter(({ value }) => value > 100).map(({ leftOn }) => leftOn)).toEqual([150, 170, 250].map((daysAgo) => dayToIso(dayFromIso('2026-11-20') - daysAgo + 60)));
    await leavingAfter(90);
    const again = await report();
    expect({ ...again, computedAt: told.computedAt }).toEqual(told);
    for (const kind of ['rebuild', 'demo', 'import'] as const) {
      clock.advanceMs(MS_PER_MINUTE);
      await path.runtime.db.transaction(path.member, async (tx) => {
        const id = await createJob(tx, clock.now(), { kind });
        await tx.query(`UPDATE job_progress SET status = 'done', finished_at = $3 WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, id, clock.now()]);
      });
      expect((await report()).computedAt).toBe(clock.now().toISOString());
    }
    clock.advanceMs(MS_PER_DAY);
    expect((await report()).to).toBe('2026-11-20');
  });

  it('calls customers without a name or an e-mail by what their senders call them', async () => {
    const { db } = path.runtime;
    const [first, second, third] = (await report()).items.map(({ customerId }) => customerId);
    await db.read(path.member, `UPDATE customer SET name = '', email = CASE id WHEN $3::uuid THEN 'eve@example.com' END WHERE workspace_id = $1 AND id = ANY($2::uuid[])`, [path.member.workspaceId, [first, second], second]);
    await db.read(path.member, `
      INSERT INTO identifier (workspace_id, kind, value, profile_id, first_seen_at)
      SELECT $1, 'userId', '17850', p.id, $3 FROM profile p WHERE p.workspace_id = $1 AND p.customer_id = $2`, [path.member.workspaceId, first, clock.now()]);
    await db.read(path.member, 'DELETE FROM early_warning WHERE workspace_id = $1', [path.member.workspaceId]);
    const names = new Map((await report()).items.map(({ customerId, name }) => [customerId, name]));
    expect([first, second, third].map((id) => names.get(id!))).toEqual(['17850', 'eve@example.com', 'Customer']);
  });

  it('is as old as the first that it read, so that what was scored meanwhile makes it anew', async () => {
    const ticking: Clock = { now: () => { clock.advanceMs(1_000); return clock.now(); } };
    const reports = new EarlyWarningReports(path.runtime.db, ticking);
    await path.runtime.db.read(path.member, 'DELETE FROM early_warning WHERE workspace_id = $1', [path.member.workspaceId]);
    const before = clock.now().getTime();
    const { computedAt } = (await reports.find(path.member))!;
    expect(new Date(computedAt).getTime()).toBe(before + 1_000);
    const [kept] = await path.runtime.db.read<{ computed_at: Date }>(path.member, 'SELECT computed_at FROM early_warning WHERE workspace_id = $1', [path.member.workspaceId]);
    expect(kept!.computed_at.toISOString()).toBe(computedAt);
  });

  it('owns up to rules that were fitted to the days it tells of', async () => {
    const { workspaceId } = path.member;
    await path.app.get(Fit, { strict: false }).apply(workspaceId, null);
    expect((await report()).rulesFittedOn).toBe(clock.now().toISOString().slice(0, 10));
    const fittedDaysAgo = (days: number) => path.runtime.db.read(path.member, 'UPDATE rule_preset SET created_at = $2 WHERE workspace_id = $1', [workspaceId, new Date(clock.now().getTime() - days * MS_PER_DAY)]);
    const daysTold = dayFromIso((await report()).to) - dayFromIso((await report()).from) + 1;
    await fittedDaysAgo(daysTold);
    expect((await report()).rulesFittedOn).toBe((await report()).from);
    // All that the fit has seen lies before the first day told of.
    await fittedDaysAgo(daysTold + 1);
    expect((await report()).rulesFittedOn).toBeNull();
  });

  it('rests on rows that can be made again, to the bit, from what was known by their day', async () => {
    const random = randomOf(7);
    const people = Array.from({ length: 60 }, (): Deed[] => {
      const first = 40 + Math.floor(random() * 260), every = 3 + random() * 30, last = random() < 0.4 ? Math.floor(random() * first) : 1;
      const deeds: Deed[] = [];
      for (let daysAgo = first; daysAgo >= last; daysAgo -= 1) {
        if (random() < 1 / every) deeds.push([daysAgo, 'order', Math.round(10 + random() * 190)]);
        if (random() < 2 / every) deeds.push([daysAgo, 'view']);
        if (random() < 0.01) deeds.push([daysAgo, 'ticket_opened']);
      }
      return deeds;
    }).filter((deeds) => deeds.length > 0);
    // The last weekly day before a workspace that ends ten weeks ago, and all that had happened by then.
    const endsDaysAgo = 70, lastWeekDaysAgo = endsDaysAgo + 7;
    const known = people.map((deeds) => deeds.filter(([daysAgo]) => daysAgo >= lastWeekDaysAgo));
    const whole = await path.signUp('Whole'), early = await path.signUp('Early');
    await fillShop(path, whole, clock, people);
    await fillShop(path, early, clock, known.filter((deeds) => deeds.length > 0));
    await path.runtime.db.read(early, 'UPDATE workspace SET as_of = $2 WHERE id = $1', [early.workspaceId, new Date(clock.now().getTime() - endsDaysAgo * MS_PER_DAY)]);
    await path.settle();
    const rowsOf = async (member: TestMember) => {
      await scorePast(member);
      const until = new Date(clock.now().getTime() - lastWeekDaysAgo * MS_PER_DAY).toISOString().slice(0, 10);
      // The two may hold the same person under other ids.
      return (await path.runtime.db.read<{ past: string }>(member, `
        SELECT string_agg(on_day || ' ' || hundredths || ' ' || band, ', ' ORDER BY on_day) AS past FROM score_history WHERE workspace_id = $1 AND cause = 'backfill' AND on_day <= $2::date GROUP BY customer_id ORDER BY 1`, [member.workspaceId, until])).map(({ past }) => past);
    };
    const rows = await rowsOf(whole);
    expect(await rowsOf(early)).toEqual(rows);
    expect(rows.length).toBeGreaterThan(30);
    for (const band of ['at_risk', 'warm', 'cold']) expect(rows.join()).toContain(band);
    expect(people.flat().filter(([daysAgo]) => daysAgo < lastWeekDaysAgo).length).toBeGreaterThan(100);
  });
});
