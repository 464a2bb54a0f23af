import { randomUUID } from 'node:crypto';
import { FixedClock, MS_PER_MINUTE } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExternalAnswers, type ExternalQuestion } from '../../modules/model-training/external-answers.port.ts';
import { ServingModels } from '../../modules/model-training/serving-models.read-model.ts';
import { ExternalPasses } from './external-pass.ts';
import { ScoreStale } from './score-stale.ts';

describe('scoring with two outside models', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  /** What happens while a question is out. */
  let meanwhile = (): Promise<unknown> => Promise.resolve();
  const questions: string[][] = [];
  let failing = '';
  const models = {
    async ask(_ctx: unknown, asked: readonly ExternalQuestion[]): Promise<ExternalAnswers> {
      questions.push(asked.map(({ outcome }) => outcome.name).sort());
      const answers = new ExternalAnswers();
      for (const { outcome, model, rows } of asked) if (outcome.name !== failing) answers.add(model.versionId, rows, new Float64Array(rows.length).fill(0.4));
      const happens = meanwhile;
      meanwhile = () => Promise.resolve();
      await happens();
      return answers;
    },
  };
  let path: TestPath;
  let passes: ExternalPasses;
  let scorer: ScoreStale;
  beforeAll(async () => {
    path = await startTestPath(clock);
    const { db, log } = path.runtime;
    passes = new ExternalPasses(models, { ring: () => Promise.resolve() }, log);
    scorer = new ScoreStale(db, clock, new ServingModels(clock, log), passes);
    await path.send([aTrack(clock, 'Order Completed', { userId: 'keen', properties: { revenue: 40, orderId: 'k1' }, daysAgo: 4 })]);
    await path.settle();
    await addModel('Buys', 'buys');
  });
  afterAll(() => path.stop());

  async function addModel(name: string, role: 'buys' | 'own'): Promise<void> {
    const [outcomeId, versionId] = [randomUUID(), randomUUID()];
    const condition = { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 };
    await path.rows('INSERT INTO outcome (workspace_id, id, definition, created_at) VALUES ($1, $2, $3, $4)', [outcomeId, JSON.stringify({ name, role, horizonDays: 30, condition }), clock.now()]);
    await path.rows(`
      INSERT INTO model_version (workspace_id, id, outcome_id, run_id, number, kind, state, engine, features, card, rule_curve, serving, drift_reference, created_at)
      VALUES ($1, $2, $3, gen_random_uuid(), 1, 'external', 'in_use', 'external', $4, '{}', '{}', $5, '{}', $6)`,
    [versionId, outcomeId, JSON.stringify({ version: 1, features: [{ kind: 'since', of: 'order' }] }), JSON.stringify({ meanPoints: 20, meanLogOdds: -1, limit: 0.3 }), clock.now()]);
    await path.rows(`INSERT INTO external_model (workspace_id, version_id, name, url, timeout_ms, sealed_secret) VALUES ($1, $2, 'Ours', 'https://model.example/', 1000, '')`, [versionId]);
  }

  /** Marks everybody and answers rings until nothing waits; false when that does not come to an end. */
  async function settles(): Promise<boolean> {
    questions.length = 0;
    const { workspaceId } = path.member;
    await path.rows(`INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) SELECT $1, id, gen_random_uuid(), 'definition', $2 FROM customer WHERE workspace_id = $1 ON CONFLICT DO NOTHING`, [clock.now()]);
    for (let ring = 0; ring < 12; ring++) {
      await scorer.scoreOnce(workspaceId);
      await passes.settled(workspaceId);
    }
    return (await path.rows('SELECT 1 FROM customer_stale WHERE workspace_id = $1')).length === 0;
  }
  const chances = () => path.rows(`SELECT count(*)::int AS n FROM score s, jsonb_to_recordset(s.chances) AS r(x boolean) WHERE s.workspace_id = $1 AND r.x`);

  it('asks both again where one is put in use while the other is asked, and then scores', async () => {
    meanwhile = () => addModel('Own', 'own');
    expect(await settles()).toBe(true);
    expect(questions).toEqual([['Buys'], ['Buys', 'Own']]);
    expect(await chances()).toEqual([{ n: 2 }]);
  });

  it('does the same where the rest of one is over while the other is asked', async () => {
    await path.rows(`UPDATE external_model e SET failures = 1, retry_at = $2 FROM model_version v JOIN outcome o ON o.workspace_id = $1 AND o.id = v.outcome_id AND o.definition ->> 'role' = 'own'
      WHERE e.workspace_id = $1 AND v.workspace_id = $1 AND v.id = e.version_id`, [new Date(clock.now().getTime() + MS_PER_MINUTE)]);
    meanwhile = () => Promise.resolve(clock.advanceMs(2 * MS_PER_MINUTE));
    expect(await settles()).toBe(true);
    expect(questions).toEqual([['Buys'], ['Buys', 'Own']]);
  });

  it('does not wait again for one that has just failed, however soon its rest is over', async () => {
    failing = 'Own';
    expect(await settles()).toBe(true);
    expect(questions).toEqual([['Buys', 'Own']]);
    expect(await chances()).toEqual([{ n: 1 }]);
  });
});
