import { ENGINES, type EngineCode } from '@kelvin/scoring';
import { dayFromIso, dayToIso, type DayNumber } from '@kelvin/kernel';
import { parseArgs } from 'node:util';
import { Sentence } from '../shared/sentence.ts';

export const HELP = `npm run evaluate -- --events FILE --map MAP.json --outcome WHAT --horizon DAYS --test-from YYYY-MM-DD
npm run evaluate -- --table FILE --label COLUMN [--split COLUMN [--order COLUMN] | --folds 5]

Trains every engine as the product does, lets them compete, and measures them on what they have not seen.

--events      a log of events: CSV, columns of blanks or NDJSON; .gz as well
--map         how columns become events, see docs/import.md
--outcome     order (any meaning), or the name of an event type; no:order for its absence; inactivity; or a condition as JSON
--horizon     within how many days the outcome is to come, 1 to 365
--test-from   first day of the test: features see the days before it, the outcome lies in the horizon from it on

--table       a ready table, one row for each customer: CSV with a header, any delimiter; .gz as well
--label       the column with the outcome: Yes/No, true/false, 1/0, or the rarer of two values, or say --positive
--positive    which of the label's values is the outcome
--split       a column of train/test, of 0/1 or false/true (is_train: 1 is the training, else the test), or of dates: the latest fifth is the test
--order       with a split: a column of numbers or dates that says when each row was; a split by dates says it by itself
--folds       instead of a split: so many parts, each measured by what the others taught; default 5
--ignore      columns that must not be looked at, a,b

--engines     only these, of ${ENGINES.filter((engine) => engine !== 'recency').join(', ')}
--seed        any whole number, default 1: the same seed gives the same figures
--json        a file for all figures, see docs/evaluate.md`;

interface Common {
  readonly file: string;
  readonly seed: number;
  readonly engines: readonly EngineCode[] | null;
  readonly json: string | null;
}

export interface EventsArguments extends Common {
  readonly kind: 'events';
  readonly map: string;
  readonly outcome: string;
  readonly horizonDays: number;
  readonly testFromDay: DayNumber;
}

export interface TableArguments extends Common {
  readonly kind: 'table';
  readonly label: string;
  readonly positive: string | null;
  readonly split: { readonly column: string } | { readonly folds: number };
  readonly order: string | null;
  readonly ignore: readonly string[];
}

const OPTIONS = {
  events: { type: 'string' }, map: { type: 'string' }, outcome: { type: 'string' }, horizon: { type: 'string' }, 'test-from': { type: 'string' },
  table: { type: 'string' }, label: { type: 'string' }, positive: { type: 'string' }, split: { type: 'string' }, order: { type: 'string' }, folds: { type: 'string' }, ignore: { type: 'string' },
  engines: { type: 'string' }, seed: { type: 'string', default: '1' }, json: { type: 'string' }, help: { type: 'boolean', default: false },
} as const;

const ONLY_FOR = { events: ['map', 'outcome', 'horizon', 'test-from'], table: ['label', 'positive', 'split', 'order', 'folds', 'ignore'] } as const;

/** Reads the command line; null when help was asked for. Throws a sentence that names what is missing or wrong. */
export function readArguments(argv: readonly string[]): EventsArguments | TableArguments | null {
  const values = parse(argv);
  if (values.help) return null;
  if ((values.events === undefined) === (values.table === undefined)) throw new Sentence(`Name either --events FILE or --table FILE.\n\n${HELP}`);
  const kind = values.events === undefined ? 'table' : 'events';
  const foreign = ONLY_FOR[kind === 'events' ? 'table' : 'events'].filter((name) => values[name] !== undefined);
  if (foreign.length > 0) throw new Sentence(`${foreign.map((name) => `--${name}`).join(', ')} does not go with --${kind}.`);
  const common = { file: values[kind]!, seed: wholeNumber('seed', values.seed, -2_147_483_648, 2_147_483_647), engines: enginesOf(values.engines), json: values.json ?? null };
  if (kind === 'table') {
    if (!values.label) throw new Sentence(`Missing: --label.\n\n${HELP}`);
    if (values.split !== undefined && values.folds !== undefined) throw new Sentence('Say either --split or --folds, not both.');
    if (values.order !== undefined && values.split === undefined) throw new Sentence('--order goes with --split: folds are drawn from all times alike.');
    return {
      kind, ...common, order: values.order ?? null, label: values.label, positive: values.positive ?? null, ignore: listOf(values.ignore),
      split: values.split === undefined ? { folds: wholeNumber('folds', values.folds ?? '5', 2, 20) } : { column: values.split },
    };
  }
  const missing = ONLY_FOR.events.filter((name) => !values[name]);
  if (missing.length > 0) throw new Sentence(`Missing: ${missing.map((name) => `--${name}`).join(', ')}.\n\n${HELP}`);
  return { kind, ...common, map: values.map!, outcome: values.outcome!, horizonDays: wholeNumber('horizon', values.horizon!, 1, 365), testFromDay: dayOf(values['test-from']!) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    throw new Sentence(`${(error as Error).message.split('. ')[0]}.\n\n${HELP}`);
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^-?\d+$/.test(text) || number < least || number > most) throw new Sentence(`--${name} is a whole number from ${least} to ${most}, not “${text}”.`);
  return number;
}

function dayOf(text: string): DayNumber {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? dayFromIso(text) : null;
  // The platform reads 31 February as 2 March.
  if (day === null || dayToIso(day) !== text) throw new Sentence(`--test-from is a date such as 2011-11-09, not “${text}”.`);
  return day;
}

function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
}

function enginesOf(text: string | undefined): readonly EngineCode[] | null {
  if (text === undefined) return null;
  const allowed: readonly string[] = ENGINES.filter((engine) => engine !== 'recency');
  const names = listOf(text);
  const unknown = names.filter((name) => !allowed.includes(name));
  if (unknown.length > 0 || names.length === 0) throw new Sentence(`--engines knows ${allowed.join(', ')}; not “${unknown.join(', ')}”.`);
  return names as EngineCode[];
}
