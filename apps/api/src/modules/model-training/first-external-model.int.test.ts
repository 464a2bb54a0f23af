import type { Job, ModelVersionList, Outcome, OutcomeList } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { ExternalPasses } from '../../pipeline/60-score/external-pass.ts';
import { BUYS, fillShop, startLearningPath, windowShoppers } from './learning-shop.test-helper.ts';
import { startOutsideServer } from './outside-server.test-helper.ts';

describe('an outside model where nothing was ever trained', { timeout: 120_000 }, () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));

  it('serves by the gate’s own word, and the rules stand in for it', async () => {
    const outside = await startOutsideServer();
    const path = await startLearningPath(clock, { OUTBOUND_ALLOW: '127.0.0.1' });
    const { member } = path;
    await fillShop(path, member, clock, windowShoppers(400, 150, 3));
    const outcomeId = (await member.call<Outcome>('POST', '/outcomes', BUYS)).body.id;
    const { body: job } = await member.call<Job>('POST', `/outcomes/${outcomeId}/external-models`, { name: 'Ours', url: outside.url, secret: outside.secret });
    await path.runTrainings(member);
    expect((await member.call<Job>('GET', `/jobs/${job.id}`)).body).toMatchObject({ status: 'done', result: { number: 1, source: 'model', reason: 'gate.passed' } });
    expect((await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]).toMatchObject({ source: 'model', inUse: { kind: 'external', state: 'in_use', promotedBy: null }, lastRun: { status: 'promoted', externalName: 'Ours' } });

    // A person's choice while another run is on was compared with nothing, so the gate does not overrule it.
    const [first] = (await member.call<ModelVersionList>('GET', `/outcomes/${outcomeId}/versions`)).body.items;
    await member.call('POST', `/outcomes/${outcomeId}/roll-back`);
    const { body: again } = await member.call<Job>('POST', `/outcomes/${outcomeId}/external-models`, { name: 'Later', url: outside.url, secret: outside.secret, timeoutMs: 60_000 });
    outside.asked.length = 0;
    outside.mood = 'silent';
    await path.quick.answer(member.workspaceId);
    await expect.poll(() => outside.asked.length, { timeout: 60_000 }).toBe(1);
    clock.advanceMs(1_000);
    await member.call('POST', `/models/${first!.id}/promote`);
    outside.mood = 'well';
    await path.quick.settled(member.workspaceId);
    expect((await member.call<Job>('GET', `/jobs/${again.id}`)).body).toMatchObject({ status: 'done', result: { number: 2, source: 'model', reason: 'gate.champion_changed' } });
    const { items, runs } = (await member.call<ModelVersionList>('GET', `/outcomes/${outcomeId}/versions`)).body;
    expect(items).toMatchObject([{ number: 2, state: 'challenger' }, { number: 1, state: 'in_use' }]);
    expect(runs[0]).toMatchObject({ status: 'not_promoted', error: null });

    outside.mood = 'down';
    path.runtime.log.level = 'silent';
    await path.settle();
    await path.app.get(ExternalPasses, { strict: false }).settled(member.workspaceId);
    await path.settle();
    const [sources] = await path.rows<{ found: string[] }>(`SELECT array_agg(DISTINCT r.s) AS found FROM score s, jsonb_to_recordset(s.chances) AS r(s text) WHERE s.workspace_id = $1`);
    expect(sources).toEqual({ found: ['rules'] });
    // Who is left out of scoring is asked about nowhere, so he says nothing of the model either. That he is gone makes others of everybody's figures, while the model rests.
    const [anybody] = await path.rows<{ id: string }>('SELECT id FROM customer WHERE workspace_id = $1 ORDER BY id LIMIT 1');
    await member.call('PUT', `/customers/${anybody!.id}/exclusion`, { isExcluded: true });
    await path.settle();
    clock.advanceMs(61_000);
    outside.asked.length = 0;
    await path.rows(`INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) VALUES ($1, $2, gen_random_uuid(), 'definition', $3)`, [anybody!.id, clock.now()]);
    await path.settle();
    await path.app.get(ExternalPasses, { strict: false }).settled(member.workspaceId);
    await path.settle();
    expect(outside.asked).toEqual([]);
    expect(await path.rows('SELECT failures FROM external_model WHERE workspace_id = $1 AND version_id = $2', [first!.id])).toEqual([{ failures: 1 }]);
    expect(await path.rows('SELECT 1 FROM customer_stale WHERE workspace_id = $1')).toEqual([]);
    await path.stop();
    await outside.stop();
  });
});
