import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RING_STAGES } from '../platform/queue/stages.ts';
import { pipelineMap } from './pipeline.map.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const stages: readonly string[] = pipelineMap.map(({ stage }) => stage);

describe('the map of the path', () => {
  it('lists the folders of stages, in order', () => {
    expect(readdirSync(folder).filter((name) => /^\d\d-/.test(name)).toSorted()).toEqual(stages);
  });

  it.each(pipelineMap.slice(1).map((each, index) => [each.stage, each.startedBy, pipelineMap[index]!] as const))('%s is started by what the stage before leaves', (_stage, startedBy, before) => {
    expect(startedBy).toBe(before.leaves);
  });

  it('rings for every stage of the queue but long work, once', () => {
    expect(pipelineMap.flatMap(({ rings }) => rings ?? []).toSorted()).toEqual(RING_STAGES.filter((ring) => ring !== 'jobs').toSorted());
  });

  it('hands on by rows that the sweeper looks for, wherever it rings', () => {
    const sweeper = readFileSync(new URL('../platform/queue/sweeper.ts', import.meta.url), 'utf8');
    const lookedFor = [...sweeper.matchAll(/FROM (\w+) ORDER BY workspace_id/g)].map(([, table]) => table);
    expect(lookedFor).toEqual(pipelineMap.filter(({ rings }) => rings !== null).map(({ leaves }) => leaves));
  });

  it('has no stage that the import rules do not know', () => {
    const { forbidden } = createRequire(import.meta.url)('../../../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
    expect(forbidden.map(({ name }) => name)).toEqual(expect.arrayContaining(stages.map((stage) => `${stage}-never-imports-a-later-stage`)));
  });
});
