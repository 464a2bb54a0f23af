import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../apps/web/scripts/check-budget.mjs', import.meta.url));
const ENTRY = 'index.html';
const OVERVIEW = 'src/features/overview/pages/overview-page.tsx';
const CHARTS = 'src/shared/charts/draw-chart.ts';
const PAGE = 'src/features/models/pages/models-page.tsx';

describe('the budget of what a reader downloads', () => {
  const folders: string[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

  /** Checks a made-up build, chunk by chunk in KB that cannot be packed any smaller. */
  const check = (chunks: Readonly<Record<string, number>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'kelvin-budget-'));
    folders.push(folder);
    mkdirSync(join(folder, '.vite'));
    const manifest = Object.fromEntries(Object.keys(chunks).map((key, n) => [key, { file: `${n}.js`, isEntry: key === ENTRY }]));
    writeFileSync(join(folder, '.vite/manifest.json'), JSON.stringify(manifest));
    for (const [key, kb] of Object.entries(chunks)) writeFileSync(join(folder, manifest[key]!.file), randomBytes(kb * 1000));
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' });
    return { status, over: stdout.split('\n').filter((line) => line.startsWith('OVER')).map((line) => line.split('  ')[1]), stderr };
  };

  it.each([
    ['all of it fits', { [ENTRY]: 140, [OVERVIEW]: 35, [CHARTS]: 200, [PAGE]: 30 }, []],
    ['the first page does not', { [ENTRY]: 170, [OVERVIEW]: 35, [CHARTS]: 100 }, ['initial JavaScript (overview)']],
    ['the charts do not', { [ENTRY]: 100, [OVERVIEW]: 30, [CHARTS]: 290 }, ['after charts']],
    ['a page of its own does not', { [ENTRY]: 100, [OVERVIEW]: 30, [CHARTS]: 100, [PAGE]: 50 }, ['route models-page.tsx']],
  ])('%s', (_case, chunks, over) => {
    const result = check(chunks);
    expect(result.over).toEqual(over);
    expect(result.status).toBe(over.length === 0 ? 0 : 1);
  });

  it('fails where it no longer knows which chunk is which', () => {
    expect(check({ [ENTRY]: 1, [OVERVIEW]: 1 })).toMatchObject({ status: 1, stderr: expect.stringContaining(CHARTS) as unknown });
  });
});
