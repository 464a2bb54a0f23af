import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dayFromIso, dayToIso } from '@kelvin/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../rig/random.ts';
import { printReport } from './report.ts';
import { runEvents, type EventsRun } from './run-events.ts';
import { runTable, type TableRun } from './run-table.ts';

const START = dayFromIso('2025-01-01');
const DAYS = 120;
let dir: string;
let [events, map, table] = ['', '', ''];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kelvin-evaluate-'));
  [events, map, table] = [join(dir, 'events.csv'), join(dir, 'map.json'), join(dir, 'table.csv.gz')];
  const random = new Random(1);
  const lines = Array.from({ length: 300 }, (_unused, who) => Array.from({ length: DAYS }, (_alike, day) => day).filter((day) => day === 0 || random.next() < (who % 3 === 0 ? 0.12 : 0.01))
    .map((day) => `u${who};${dayToIso(START + day)};Order Completed;9.90`)).flat();
  writeFileSync(events, `who;on;what;paid\n${lines.join('\n')}\nnobody;yesterday;Order Completed;1\n`);
  writeFileSync(map, JSON.stringify({ format: { type: 'csv', delimiter: ';', header: true }, userId: 'who', timestamp: { column: 'on', format: 'yyyy-MM-dd', zone: 'UTC' }, event: { column: 'what' }, amount: 'paid' }));
  const rows = Array.from({ length: 400 }, () => random.next()).map((value, at) => `c${at}\t${value.toFixed(3)}\t${at % 3 ? 'Bonn' : 'Kiel'}\t${random.next() < value ? 'Yes' : 'No'}`);
  writeFileSync(table, gzipSync(`id\tvalue\ttown\tLeft\n${rows.join('\n')}\n`));
});
afterAll(() => rmSync(dir, { recursive: true }));

function emptyFile(content: string): string {
  const path = join(dir, 'empty.csv');
  writeFileSync(path, content);
  return path;
}
function mapOf(parts: object): string {
  const path = join(dir, 'other-map.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(map, 'utf8')) as object, ...parts }));
  return path;
}
const anEventsRun = (parts: Partial<EventsRun> = {}): EventsRun => ({
  file: events, map, outcome: 'order', horizonDays: 14, testFromDay: START + 100, seed: 1, engines: ['logistic', 'bg_nbd'], say: () => undefined, ...parts,
});
const aTableRun = (parts: Partial<TableRun> = {}): TableRun => ({
  file: table, label: 'Left', positive: null, split: { folds: 3 }, order: null, ignore: [], seed: 1, engines: ['logistic', 'forest'], say: () => undefined, ...parts,
});

describe('an evaluation of events', () => {
  it('reports the model, its baselines and every engine', async () => {
    const said: string[] = [];
    const report = await runEvents(anEventsRun({ say: (text) => said.push(text) }));
    expect(Object.keys(report.figures).sort()).toEqual(['bg_nbd', 'logistic', 'majority', 'model', 'recency', 'rules', 'served']);
    expect(report.served).toBe(report.gate.isPromoted ? 'model' : 'rules');
    expect(report.figures['served']).toEqual(report.figures[report.served]);
    expect(report.figures['model']!.auc!.value).toBeGreaterThan(0.7);
    expect(report.test.rows).toBe(300);
    expect(Object.keys(report.accuracy).sort()).toEqual(Object.keys(report.figures).sort());
    expect(report.accuracy['majority']).toBe(report.majorityShare);
    expect(said).toEqual(expect.arrayContaining([expect.stringMatching(/300 customers, 2025-01-01 to .*; 1 of \d+ lines were refused/), 'candidates: logistic']));
    expect(printReport(report)).toMatch(/^Learned from .*\n[\s\S]*\nServed: /);
  });

  it('tells of right answers beside the commoner one, and of weak groups', async () => {
    // Who is of BE comes or stays away whatever he did before.
    const random = new Random(2);
    const days = (share: (day: number) => number): number[] => Array.from({ length: DAYS }, (_unused, day) => day).filter((day) => day === 0 || random.next() < share(day));
    const lines = Array.from({ length: 600 }, (_unused, who) => days(who % 2 === 0 ? (day) => ((who % 4 === 0) === day < 100 ? 0.2 : 0.002) : () => (who % 4 === 1 ? 0.2 : 0.002))
      .map((day) => `u${who};${dayToIso(START + day)};Order Completed;9.90;${who % 2 === 0 ? 'BE' : 'DE'}`)).flat();
    const [file, countries] = [join(dir, 'countries.csv'), join(dir, 'countries.json')];
    writeFileSync(file, `who;on;what;paid;land\n${lines.join('\n')}\n`);
    writeFileSync(countries, JSON.stringify({ ...JSON.parse(readFileSync(map, 'utf8')) as object, traits: { country: 'land' } }));
    const report = await runEvents(anEventsRun({ file, map: countries, engines: ['logistic'] }));
    expect(report.majorityShare).toBeCloseTo(Math.max(report.test.positives, report.test.rows - report.test.positives) / report.test.rows, 10);
    expect(report.accuracy['served']).toBe(report.accuracy[report.served]);
    expect(report.groups.filter(({ weaknesses }) => weaknesses.length > 0).map(({ attribute, group }) => `${attribute} ${group}`)).toContain('country BE');
    expect(printReport(report)).toMatch(/always giving the commoner answer tells 0\.\d{4} right\.\n[\s\S]*Weak groups of the model, \d of \d by newness, country:\n[\s\S]*country BE: 300 rows/);
  });

  it('tells what the rules tell where the history is too short for a model', async () => {
    const report = await runEvents(anEventsRun({ testFromDay: START + 29 }));
    expect(report).toMatchObject({ served: 'rules', competitions: [], gate: { isPromoted: false }, train: { from: dayToIso(START + 14), to: dayToIso(START + 28) }, test: { rows: 300, from: dayToIso(START + 29), to: dayToIso(START + 42) } });
    expect(Object.keys(report.figures)).toEqual(['served', 'rules', 'majority']);
    expect(report.figures['rules']!.auc!.value).toBeGreaterThan(0.7);
    expect(report.figures['rules']!.logLoss!.value).toBeLessThan(report.figures['majority']!.logLoss!.value);
    expect(printReport(report)).toMatch(/No model: The history before the test is 28 days long; an outcome within 14 days needs 42\.\nChances from the rules need [\s\S]*\nServed: chances from the rules\./);
  });

  it('learns a curve of the rules from nothing that came after the test began', async () => {
    const file = join(dir, 'early.csv');
    const known = readFileSync(events, 'utf8').split('\n').filter((line, at) => at === 0 || line.slice(line.indexOf(';') + 1) < dayToIso(START + 29));
    // All that is known on the first day of the test, and one event that makes its last day known.
    writeFileSync(file, [...known, `u0;${dayToIso(START + 43)};Order Completed;1`, ''].join('\n'));
    const [whole, early] = [await runEvents(anEventsRun({ testFromDay: START + 29 })), await runEvents(anEventsRun({ file, testFromDay: START + 29 }))];
    expect(early.train).toEqual(whole.train);
    expect(early.test.positives).toBe(0);
  });

  it('learns from no more than the product would, and says so', async () => {
    const { notes, train, test } = await runEvents(anEventsRun({ limits: { customers: 250, dayRows: 1_000_000, rows: 900 } }));
    expect(notes).toEqual([expect.stringMatching(/^Learned from a fair sample of 250 of about \d+ customers/)]);
    expect(test.rows).toBe(250);
    expect(train.rows).toBeLessThan(960);
    expect((await runEvents(anEventsRun())).train.rows).toBeGreaterThan(1_200);
  });

  it('says why lines were refused, where they are many', async () => {
    const file = join(dir, 'refused.csv');
    writeFileSync(file, readFileSync(events, 'utf8').split('\n').map((line, at) => (at % 7 === 0 ? line.replace(/^u\d+/, '') : line)).join('\n'));
    const { notes } = await runEvents(anEventsRun({ file, engines: ['logistic'] }));
    expect(notes).toEqual([expect.stringMatching(/^(\d+) of \d+ lines were refused and left out: no_identifier \d+, invalid_timestamp 1; see docs\/import\.md\.$/)]);
  });

  it('takes the event type of that name where none has the meaning', async () => {
    // An order of less than nothing counts as a refund.
    const file = join(dir, 'minus.csv');
    writeFileSync(file, readFileSync(events, 'utf8').replaceAll('Order Completed;', 'order;-'));
    const { notes, test } = await runEvents(anEventsRun({ file, engines: ['logistic'] }));
    expect([notes, test.positives > 20]).toEqual([['The event type “order” was taken for the outcome “order”.'], true]);
  });

  it.each<[string, string, string | null]>([
    ['order', 'transaction', null], ['transaction', 'transaction', null], ['no:order', 'transaction', null], ['cart', 'addtocart', null],
    ['order', 'заказ', null], ['Transaction', 'transaction', 'The event type “transaction” was taken for the outcome “Transaction”.'],
    ['no_order', 'заказ', 'The absence of “order” was taken for the outcome “no_order”.'], ['inactivity:Transaction', 'transaction', 'The event type “transaction” was taken for the outcome “Transaction”.'],
    ['churn', 'заказ', 'No activity was taken for the outcome “churn”.'],
    ['no:Purchase', 'заказ', 'The outcome “Purchase” was taken for the meaning “order”.'],
  ])('reads the outcome %s in a log of single words such as %s', async (outcome, word, note) => {
    const file = join(dir, 'words.csv');
    writeFileSync(file, readFileSync(events, 'utf8').split('\n').map((line, at) => line.replace('Order Completed', at % 5 === 0 ? 'view' : word)).join('\n'));
    const report = await runEvents(anEventsRun({ file, outcome, engines: ['logistic'] }));
    expect(report.notes).toEqual(note === null ? [] : [note]);
    expect(report.test).toMatchObject({ rows: 300 });
    expect(report.test.positives).toBeGreaterThan(20);
  });

  it.each<[string, () => Partial<EventsRun>, RegExp]>([
    ['a missing file', () => ({ file: join(dir, 'none.csv') }), /There is no file .*none\.csv\./],
    ['a missing map', () => ({ map: join(dir, 'none.json') }), /There is no file .*none\.json\./],
    ['a map that is none', () => ({ map: events }), /is no JSON/],
    ['a map of other dates', () => ({ map: mapOf({ timestamp: { column: 'on', format: 'dd.MM.yyyy', zone: 'UTC' } }) }), /None of the \d+ lines could be read as an event of somebody \(most: invalid_timestamp\)\. Is it the right map\?/],
    ['an outcome that never was', () => ({ outcome: 'Cancelled' }), /Nothing in the file is “Cancelled”. It holds the events “Order Completed”/],
    ['a test before the data', () => ({ testFromDay: START - 9 }), /outside of the data, which go from 2025-01-01 to/],
    ['a test without its future', () => ({ testFromDay: START + 115 }), /The latest --test-from is 2025-04-1\d/],
    ['a horizon that the data hardly hold', () => ({ horizonDays: 90 }), /The data go from 2025-01-01 to 2025-04-\d\d, which is too short for a horizon of 90 days: 104 days of history before the test \(for a model, 194\) and 90 after it are needed\. Try a shorter --horizon\./],
    ['a horizon longer than the data', () => ({ horizonDays: 365 }), /too short for a horizon of 365 days/],
    ['a file without a line', () => ({ file: emptyFile('') }), /empty\.csv is empty\./],
    ['a file without more than a header', () => ({ file: emptyFile('who;on;what;paid\n') }), /empty\.csv holds no events\./],
    ['too little history', () => ({ testFromDay: START + 28 }), /The history before the test is 27 days long/],
  ])('ends with a sentence for %s', async (_case, parts, sentence) => {
    await expect(runEvents(anEventsRun(parts()))).rejects.toThrow(sentence);
  });
});

describe('an evaluation of a table', () => {
  it('reports folds together and their means, and what was left out', async () => {
    const report = await runTable(aTableRun());
    expect(Object.keys(report.figures).sort()).toEqual(['forest', 'logistic', 'majority', 'model', 'served']);
    expect(report).toMatchObject({ format: 1, served: 'model', train: { rows: 400 }, test: { rows: 400 }, gate: { isPromoted: true } });
    expect(report.competitions).toHaveLength(3);
    expect(report.accuracy['served']).toBeGreaterThan(report.majorityShare);
    expect(report.foldMeans!['served']!.auc).toBeCloseTo(report.figures['served']!.auc!.value, 1);
    expect(report.notes).toEqual(expect.arrayContaining(['Left = Yes is the outcome.', 'Numbers: value. Categories: town.', 'Left out: id (an id).']));
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('says which cells count as missing, and how dates were read that leave it open', async () => {
    const file = join(dir, 'odd.csv');
    const lines = Array.from({ length: 60 }, (_unused, at) => `0${(at % 9) + 1}/0${(at % 7) + 1}/2024,${at === 5 || at === 6 ? 'unknown' : at === 7 ? 'inf' : ((at * 7) % 60) + 0.5},${at % 3 ? 'Yes' : 'No'}`);
    writeFileSync(file, `since,paid,Left\n${lines.join('\n')}\n`);
    expect((await runTable(aTableRun({ file }))).notes).toEqual([
      'Left = Yes is the outcome.', 'Numbers: since, paid. Categories: none.', 'Counted as missing: paid (3 cells: “unknown”, “inf”).',
      'The dates of since are read as dd/MM/yyyy; the other order of day and month would fit as well.',
    ]);
  });

  it('tells of columns that are the answer, by their name or by what they hold', async () => {
    const file = join(dir, 'answer.csv');
    const lines = Array.from({ length: 60 }, (_unused, at) => `${((at * 7) % 60) + 0.5},${at % 3 ? 'Yes' : 'No'},${at % 3 ? 'price' : ''},${at % 3 ? 1 : 0}`);
    writeFileSync(file, `paid,Left,reason,left\n${lines.join('\n')}\n`);
    expect((await runTable(aTableRun({ file }))).notes).toEqual([
      'Left = Yes is the outcome.', 'Numbers: paid. Categories: reason.',
      '2 columns are named Left: column 2 was taken, column 4 left out.',
      'reason alone tells the outcome (AUC 1.000): it looks like the answer itself. Say --ignore "reason" if it is not known beforehand.',
    ]);
  });

  it('ends with a sentence for a file without a header that can be read', async () => {
    const [binary, quotes, json] = [join(dir, 'binary.csv'), join(dir, 'quotes.csv'), join(dir, 'json.csv')];
    writeFileSync(binary, Buffer.from(Array.from({ length: 500 }, (_unused, at) => (at * 37) % 256)));
    writeFileSync(quotes, '"a"x,"b"y\n1,2\n3,4\n');
    writeFileSync(json, '{"a":1}\n{"a":2}\n');
    await expect(runTable(aTableRun({ file: binary }))).rejects.toThrow(/The first line of .*binary\.csv cannot be read as the names of columns/);
    await expect(runTable(aTableRun({ file: quotes }))).rejects.toThrow(/The first line of .*quotes\.csv cannot be read as the names of columns/);
    await expect(runTable(aTableRun({ file: json }))).rejects.toThrow(/json\.csv holds JSON; a table is CSV with a header\./);
  });

  it('ends with a sentence for a missing column and a missing file', async () => {
    await expect(runTable(aTableRun({ label: 'Stayed' }))).rejects.toThrow(/--label: there is no column “Stayed”/);
    await expect(runTable(aTableRun({ file: join(dir, 'none.csv') }))).rejects.toThrow(/There is no file/);
  });
});
