import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableArguments } from './arguments.ts';
import { evaluateInThread } from './evaluate-in-thread.ts';
import { runTable } from './run-table.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kelvin-evaluate-thread-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function aTable(rows: number): TableArguments {
  const file = join(dir, `table-${rows}.csv`);
  writeFileSync(file, `value,age,Left\n${Array.from({ length: rows }, (_unused, at) => `${(at * 37) % 101},${(at * 11) % 60},${(at * 37) % 101 > 60 ? 'Yes' : 'No'}`).join('\n')}\n`);
  return { kind: 'table', file, label: 'Left', positive: null, split: { folds: 2 }, ignore: [], seed: 1, engines: ['logistic'], json: null };
}

describe('an evaluation in a thread', () => {
  it('is the same as without, and says how it goes', async () => {
    const said: string[] = [];
    const args = aTable(200);
    const { seconds: _seconds, ...report } = await evaluateInThread(args, (text) => said.push(text));
    const { seconds: _other, ...expected } = await runTable({ ...args, say: () => undefined });
    expect(report).toEqual(expected);
    expect(said).toContain('fold 1: logistic');
  });

  it('ends with a sentence where a file takes more memory than there is', async () => {
    await expect(evaluateInThread(aTable(400_000), () => undefined, 64)).rejects.toThrow(/table-400000\.csv is too large for the memory that this may take\./);
  });

  it('ends with the sentence of what does not fit', async () => {
    await expect(evaluateInThread({ ...aTable(200), label: 'Stayed' }, () => undefined)).rejects.toThrow(/--label: there is no column “Stayed”/);
  });
});
