import { dayFromIso } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { readOutcome } from './outcome-argument.ts';

const EVENTS = ['--events', 'f.csv', '--map', 'm.json', '--outcome', 'order', '--horizon', '30', '--test-from', '2011-11-09'];
const TABLE = ['--table', 'f.csv', '--label', 'Churn'];
const without = (args: readonly string[], name: string): string[] => args.filter((_part, at) => args[at] !== name && args[at - 1] !== name);

describe('the command line of evaluate', () => {
  it('asks for events', () => {
    expect(readArguments([...EVENTS, '--engines', 'gbdt, bg_nbd', '--seed=-7', '--json', 'out.json'])).toEqual({
      kind: 'events', file: 'f.csv', map: 'm.json', outcome: 'order', horizonDays: 30, testFromDay: dayFromIso('2011-11-09'), seed: -7, engines: ['gbdt', 'bg_nbd'], json: 'out.json',
    });
  });

  it('asks for a table, by five folds unless it has a split', () => {
    const table = { kind: 'table', file: 'f.csv', label: 'Churn', positive: null, order: null, ignore: [], seed: 1, engines: null, json: null };
    expect(readArguments(TABLE)).toEqual({ ...table, split: { folds: 5 } });
    expect(readArguments([...TABLE, '--split', 'part', '--order', 'day', '--ignore', 'a, b', '--positive', 'Left'])).toEqual({ ...table, split: { column: 'part' }, order: 'day', ignore: ['a', 'b'], positive: 'Left' });
  });

  it('gives help', () => expect(readArguments(['--help'])).toBeNull());

  it.each<[string, readonly string[], RegExp]>([
    ['nothing', [], /either --events FILE or --table FILE/],
    ['both', [...EVENTS, ...TABLE], /either --events FILE or --table FILE/],
    ['no map', without(EVENTS, '--map'), /Missing: --map\./],
    ['no horizon and no date', without(without(EVENTS, '--horizon'), '--test-from'), /Missing: --horizon, --test-from\./],
    ['no label', without(TABLE, '--label'), /Missing: --label\./],
    ['a table’s option for events', [...EVENTS, '--folds', '3'], /--folds does not go with --events/],
    ['an option for events with a table', [...TABLE, '--horizon', '3'], /--horizon does not go with --table/],
    ['split and folds', [...TABLE, '--split', 'a', '--folds', '3'], /either --split or --folds/],
    ['an order without a split', [...TABLE, '--order', 'day'], /--order goes with --split/],
    ['one fold', [...TABLE, '--folds', '1'], /--folds is a whole number from 2 to 20, not “1”/],
    ['half a day', [...without(EVENTS, '--horizon'), '--horizon', '1.5'], /--horizon is a whole number from 1 to 365, not “1.5”/],
    ['no date', [...without(EVENTS, '--test-from'), '--test-from', '9.11.2011'], /--test-from is a date such as/],
    ['a date that is none', [...without(EVENTS, '--test-from'), '--test-from', '2011-13-09'], /--test-from is a date such as/],
    ['a day that no month has', [...without(EVENTS, '--test-from'), '--test-from', '2024-02-31'], /--test-from is a date such as 2011-11-09, not “2024-02-31”/],
    ['an unknown engine', [...TABLE, '--engines', 'gbdt,oracle'], /not “oracle”/],
    ['an unknown option', [...TABLE, '--lable', 'x'], /Unknown option '--lable'/],
  ])('refuses %s in a sentence', (_case, args, sentence) => expect(() => readArguments(args)).toThrow(sentence));
});

describe('the outcome of the command line', () => {
  it.each([
    ['order', { kind: 'event_count', atLeast: 1, filter: { event: { by: 'meaning', meaning: 'order' }, where: [] } }],
    ['no:order', { kind: 'inactivity', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] } }],
    ['Message Sent', { kind: 'event_count', atLeast: 1, filter: { event: { by: 'type', name: 'Message Sent' }, where: [] } }],
    ['inactivity', { kind: 'inactivity', filter: null }],
    ['{"kind":"event_count","atLeast":2,"filter":{"event":{"by":"meaning","meaning":"order"}}}', { kind: 'event_count', atLeast: 2, filter: { event: { by: 'meaning', meaning: 'order' }, where: [] } }],
  ])('%s', (text, expected) => expect(readOutcome(text)).toEqual(expected));

  it.each([['{"kind"', /begins like JSON/], ['{"kind":"never"}', /is no condition/]])('refuses %s', (text, sentence) => expect(() => readOutcome(text)).toThrow(sentence));
});
