import { parseArgs } from 'node:util';
import { Sentence } from '../shared/sentence.ts';

export const HELP = `npm run import -- FILE --map MAP.json --workspace W --source S

FILE             CSV (any delimiter), columns of blanks, or NDJSON; .gz as well
--map            how columns become events, see docs/import.md; samples in docs/import-maps
--workspace      name or address (slug) of the workspace
--source         name of the import source; made when there is none of that name
--create         make the workspace when there is none; with --currency, --time-zone, --business b2c|b2b
--as-of          last_day: score customers as at the file's last day; now: as of today, which ends a fixed date; without it that stays as it is
--fit            then fit the rules to this workspace's data and score everybody anew
--url            address of Kelvin, default http://127.0.0.1:PORT; started for the import when nothing answers there
--email, --password   who you are, or KELVIN_EMAIL and KELVIN_PASSWORD; not needed beside an installation's own data folder`;

/** What the command line asks for. */
export interface ImportArguments {
  readonly file: string;
  readonly map: string;
  readonly workspace: string;
  readonly source: string;
  /** Null leaves the workspace's date of the scores as it is. */
  readonly asOf: 'last_day' | 'now' | null;
  /** Fit the rules to the data once it is in. */
  readonly isFitWanted: boolean;
  readonly url: string;
  readonly email: string | null;
  readonly password: string | null;
  readonly isCreateAllowed: boolean;
  readonly currency: string | null;
  readonly timeZone: string | null;
  readonly business: 'b2c' | 'b2b';
}

const OPTIONS = {
  map: { type: 'string' }, workspace: { type: 'string' }, source: { type: 'string' }, 'as-of': { type: 'string' }, url: { type: 'string' },
  email: { type: 'string' }, password: { type: 'string' }, create: { type: 'boolean', default: false }, fit: { type: 'boolean', default: false },
  currency: { type: 'string' }, 'time-zone': { type: 'string' }, business: { type: 'string', default: 'b2c' }, help: { type: 'boolean', default: false },
} as const;

/** Reads the command line; null when help was asked for. Throws a sentence that names what is missing. */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv): ImportArguments | null {
  const { values, positionals } = parse(argv);
  if (values.help) return null;
  if (positionals.length !== 1) throw new Sentence(`Name one file to import.\n\n${HELP}`);
  const missing = (['map', 'workspace', 'source'] as const).filter((name) => !values[name]);
  if (missing.length > 0) throw new Sentence(`Missing: ${missing.map((name) => `--${name}`).join(', ')}.\n\n${HELP}`);
  const asOf = values['as-of'] ?? null;
  if (asOf !== null && asOf !== 'last_day' && asOf !== 'now') throw new Sentence('--as-of is either last_day or now.');
  const { business } = values;
  if (business !== 'b2c' && business !== 'b2b') throw new Sentence('--business is either b2c or b2b.');
  const url = values.url ?? `http://127.0.0.1:${env['PORT'] || 3000}`;
  if (!URL.canParse(url)) throw new Sentence(`--url ${url} is no address. Write it like http://127.0.0.1:3000.`);
  return {
    file: positionals[0]!, map: values.map!, workspace: values.workspace!, source: values.source!, asOf, url: url.replace(/\/+$/, ''), business,
    email: values.email ?? env['KELVIN_EMAIL'] ?? null, password: values.password ?? env['KELVIN_PASSWORD'] ?? null,
    isCreateAllowed: values.create, isFitWanted: values.fit, currency: values.currency ?? null, timeZone: values['time-zone'] ?? null,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Sentence(`${(error as Error).message.split('. ')[0]}.\n\n${HELP}`);
  }
}
