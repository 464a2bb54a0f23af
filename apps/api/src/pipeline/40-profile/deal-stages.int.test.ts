import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RebuildDays } from './rebuild-days.ts';

const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
let path: TestPath;
beforeAll(async () => {
  path = await startTestPath(clock);
});
afterAll(() => path.stop());

const stages = async () => path.rows<{ metric: string; n: number }>(`
  SELECT m.key AS metric, d.n FROM profile_day d JOIN metric m ON m.workspace_id = $1 AND m.id = d.metric_id WHERE d.workspace_id = $1 AND m.key LIKE 'deal:%' ORDER BY m.key COLLATE "C"`);

it('counts the stages that deals moved to by name or number, live as in a rebuild, however odd they are', async () => {
  const told: unknown[] = ['won', 'won', ' ', '', 2, '2', -3, 2.5, 1e21, 1e15, true, null, {}, ['won'], 'я'.repeat(100), '🍵'.repeat(90)];
  await path.send([
    ...told.map((stage) => aTrack(clock, 'Deal Updated', { userId: 'anna', properties: { stage } })),
    aTrack(clock, 'Deal Updated', { userId: 'anna', properties: { status: 'lost' } }), aTrack(clock, 'Deal Updated', { userId: 'anna', properties: { stage: null, status: 'lost' } }),
    aTrack(clock, 'Product Viewed', { userId: 'anna', properties: { stage: 'won' } }),
  ]);
  await path.settle();
  expect(await stages()).toEqual([
    { metric: 'deal: ', n: 1 }, { metric: 'deal:-3', n: 1 }, { metric: 'deal:2', n: 2 }, { metric: 'deal:lost', n: 2 }, { metric: 'deal:won', n: 2 },
    { metric: `deal:${'я'.repeat(80)}`, n: 1 }, { metric: `deal:${'🍵'.repeat(80)}`, n: 1 },
  ]);
  const before = await stages();
  await path.app.get(RebuildDays, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined }, null);
  expect(await stages()).toEqual(before);
});
