import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayFromIso } from '@kelvin/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventsArguments, TableArguments } from './arguments.ts';
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
  return { kind: 'table', file, label: 'Left', positive: null, order: null, split: { folds: 2 }, ignore: [], seed: 1, engines: ['logistic'], json: null };
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

  it('begins again with more memory where a log takes more than was allowed at first', async () => {
    const [file, map] = [join(dir, 'log.csv'), join(dir, 'map.json')];
    const lines = Array.from({ length: 150_000 }, (_unused, at) => `u${at % 30_000};2025-0${1 + (at % 5)}-${10 + (at % 17)};Order Completed`);
    writeFileSync(file, `who;on;what\n${lines.join('\n')}\n`);
    writeFileSync(map, JSON.stringify({ format: { type: 'csv', delimiter: ';', header: true }, userId: 'who', timestamp: { column: 'on', format: 'yyyy-MM-dd', zone: 'UTC' }, event: { column: 'what' } }));
    // What it ends with is said after all was read.
    const args: EventsArguments = { kind: 'events', file, map, outcome: 'Cancelled', horizonDays: 14, testFromDay: dayFromIso('2025-05-10')!, seed: 1, engines: ['logistic'], json: null };
    const said: string[] = [];
    await expect(evaluateInThread(args, (text) => said.push(text), 1_000, 24)).rejects.toThrow(/Nothing in the file is “Cancelled”/);
    expect(said.filter((text) => /begins again with more/.test(text))).toHaveLength(1);
  });

  it('ends with the sentence of what does not fit', async () => {
    await expect(evaluateInThread({ ...aTable(200), label: 'Stayed' }, () => undefined)).rejects.toThrow(/--label: there is no column “Stayed”/);
  });
});
