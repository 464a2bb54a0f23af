import type { ImportField, ImportFormat, ImportMap, ImportTimestamp } from '@kelvin/contracts';
import { MS_PER_DAY } from '@kelvin/kernel';
import { normaliseEmail } from '../identifiers.ts';
import { parseAmount } from '../money.ts';
import { integerText } from './cell-readers.ts';
import { roleOfColumn, type ColumnRole } from './column-words.ts';
import { guessDateFormat } from './guess-date-format.ts';

/** Something only a person can answer before the import may start. */
export interface ImportQuestion {
  /** Part of the map the answer goes to: `userId`, `timestamp.format`, `event`. */
  readonly field: string;
  readonly code: 'no_identifier' | 'no_timestamp' | 'day_month_order' | 'unknown_date_format' | 'event_name';
  /** Possible answers, when they can be listed: columns or formats. */
  readonly choices: readonly string[];
}

export interface ImportMapGuess {
  /** Passes its schema once the questions are answered. */
  readonly map: ImportMap;
  /** 0–1, of the weakest of the parts that were found. */
  readonly confidence: number;
  readonly questions: readonly ImportQuestion[];
}

export interface GuessOptions {
  readonly format: ImportFormat;
  readonly receivedAt: Date;
}

interface Column {
  readonly name: string;
  readonly role: ColumnRole | null;
  readonly confidence: number;
  readonly samples: readonly string[];
}

/**
 * A proposal of how a file's columns become events, from their names (English and Russian) and a few rows. What the rows
 * contradict is dropped (an "e-mail" column without addresses); what they leave open is asked, never guessed.
 */
export function guessImportMap(header: readonly string[], sampleRows: readonly (readonly string[])[], options: GuessOptions): ImportMapGuess {
  const columns = assignRoles(header, sampleRows, options.receivedAt.getTime() + MS_PER_DAY);
  const find = (role: ColumnRole): Column | undefined => columns.find((column) => column.role === role);
  const questions: ImportQuestion[] = [];
  const map: ImportMap = { format: options.format, kind: 'track', timestamp: null, properties: {}, traits: {}, rest: 'ignore' };

  for (const role of ['userId', 'anonymousId', 'email', 'phone', 'messageId', 'orderId', 'currency'] as const) {
    const column = find(role);
    if (column) map[role] = fieldOf(column);
  }
  if (!map.userId && !map.anonymousId && !map.email && !map.phone) {
    questions.push({ field: 'userId', code: 'no_identifier', choices: columns.filter(({ role }) => role === null).map(({ name }) => name) });
  }
  map.timestamp = guessTimestamp(find('timestamp'), find('time'), options, questions);
  const amount = amountOfColumns(find('amount'), find('price'), find('quantity'));
  if (amount !== null) map.amount = amount;
  guessEvent(map, columns, find, questions);
  collectValues(map, columns);
  const found = columns.filter(({ role }) => role !== null).map(({ confidence }) => confidence);
  return { map, questions, confidence: found.length === 0 ? 0 : Math.min(...found) * (questions.length > 0 ? 0.5 : 1) };
}

/** Each role goes to its surest column; the samples may take it away again. */
function assignRoles(header: readonly string[], rows: readonly (readonly string[])[], latestMs: number): Column[] {
  const columns = header.map((raw, index): Column => {
    const samples = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    const guess = roleOfColumn(raw);
    const isContradicted = guess !== null && !fits(guess.role, samples);
    return { name: raw.trim(), samples, role: guess === null || isContradicted ? null : guess.role, confidence: guess?.confidence ?? 0 };
  });
  const taken = new Map<ColumnRole, Column>();
  for (const column of columns) {
    const holder = column.role === null ? undefined : taken.get(column.role);
    if (column.role !== null && (!holder || column.confidence > holder.confidence)) taken.set(column.role, column);
  }
  const unique = columns.map((column) => (column.role !== null && taken.get(column.role) !== column ? { ...column, role: null } : column));
  return taken.has('timestamp') ? unique : withTimestampByValue(unique, latestMs);
}

/** Without a column named so, one whose samples all read as dates is taken for the time, if it is the only one. */
function withTimestampByValue(columns: readonly Column[], latestMs: number): Column[] {
  const dated = columns.filter((column) => (column.role === null || column.role === 'time') && guessDateFormat(column.samples, latestMs) !== null);
  return columns.map((column) => (dated.length === 1 && column === dated[0] ? { ...column, role: 'timestamp', confidence: 0.7 } : column));
}

function fits(role: ColumnRole, samples: readonly string[]): boolean {
  if (samples.length === 0) return true;
  const share = (test: (cell: string) => boolean): number => samples.filter(test).length / samples.length;
  switch (role) {
    case 'email':
      return share((cell) => normaliseEmail(cell) !== null) >= 0.5;
    case 'phone':
      return share((cell) => /^[+(\d][\d\s().\-–/]{5,}$/.test(cell)) >= 0.5;
    case 'amount':
    case 'price':
    case 'quantity':
      return share((cell) => parseAmount(cell) !== null) >= 0.8;
    case 'currency':
      return share((cell) => /^[A-Za-z]{3}$/.test(cell)) >= 0.8;
    case 'kind':
      return share((cell) => /^(?:track|page|screen|identify|group|alias)$/i.test(cell)) >= 0.8;
    default:
      return true;
  }
}

/** Spreadsheets write ids as `17850.0`: those columns are cast back. */
function fieldOf({ name, samples, role }: Column): ImportField {
  const isDecimalId = role === 'userId' && samples.some((cell) => /^\d+\.0+$/.test(cell)) && samples.every((cell) => integerText(cell) !== null);
  return isDecimalId ? { column: name, cast: 'integer' } : name;
}

function amountOfColumns(amount: Column | undefined, price: Column | undefined, quantity: Column | undefined): ImportMap['amount'] | null {
  if (amount) return amount.name;
  return price && quantity ? { product: [quantity.name, price.name] } : null;
}

function guessTimestamp(date: Column | undefined, time: Column | undefined, options: GuessOptions, questions: ImportQuestion[]): ImportTimestamp | null {
  if (!date) {
    questions.push({ field: 'timestamp', code: 'no_timestamp', choices: [] });
    return null;
  }
  const latestMs = options.receivedAt.getTime() + MS_PER_DAY;
  const joined = time ? date.samples.map((cell, index) => `${cell} ${time.samples[index] ?? ''}`.trim()) : date.samples;
  const guess = guessDateFormat(joined, latestMs);
  if (guess !== null && 'format' in guess) return { column: date.name, format: guess.format, ...(time ? { timeColumn: time.name } : {}) };
  if (guess === null) questions.push({ field: 'timestamp.format', code: 'unknown_date_format', choices: [] });
  else questions.push({ field: 'timestamp.format', code: 'day_month_order', choices: guess.choices });
  return null;
}

function guessEvent(map: ImportMap, columns: readonly Column[], find: (role: ColumnRole) => Column | undefined, questions: ImportQuestion[]): void {
  const event = find('event');
  const kind = find('kind');
  if (kind) map.kind = { column: kind.name };
  if (event) map.event = { column: event.name };
  else if (map.amount !== undefined || map.orderId !== undefined) {
    const amount = find('amount') ?? find('quantity');
    const hasReturns = amount?.samples.some((cell) => (parseAmount(cell) ?? 0) < 0) || find('quantity') !== undefined;
    map.event = { constant: 'Order Completed', ...(hasReturns ? { whenNegative: 'Order Refunded' } : {}) };
  } else if ((map.email || map.phone || map.userId) && isContactList(columns)) {
    map.kind = 'identify';
    const at = questions.findIndex(({ code }) => code === 'no_timestamp');
    if (at >= 0) questions.splice(at, 1);
  } else if (!kind) {
    questions.push({ field: 'event', code: 'event_name', choices: [] });
  }
}

/** Contacts: an address of the person and no time of anything. */
function isContactList(columns: readonly Column[]): boolean {
  const has = (role: ColumnRole): boolean => columns.some((column) => column.role === role);
  return (has('email') || has('phone')) && !has('timestamp');
}

const PERSONAL = /^(?:(?:first |last |full )?name|country|city|region|gender|sex|age|birth ?(?:day|date)|language|segment|plan|имя|фамилия|отчество|фио|страна|город|регион|пол|возраст|дата рождения|язык|тариф)$/iu;

/** All other columns: `traits.x` and what describes a person become traits, the rest properties (of contacts: traits). */
function collectValues(map: ImportMap, columns: readonly Column[]): void {
  for (const { name, role, samples } of columns) {
    if (name === '' || (role !== null && role !== 'price' && role !== 'quantity')) continue;
    const [, prefix, bare] = /^(properties|traits)\.(.+)$/i.exec(name) ?? [];
    const isTrait = prefix?.toLowerCase() === 'traits' || (prefix === undefined && (map.kind === 'identify' || PERSONAL.test(name.replace(/[_-]/g, ' '))));
    const isNumber = (role === 'price' || role === 'quantity') && samples.every((cell) => Number.isFinite(Number(cell)));
    const field: ImportField = isNumber ? { column: name, cast: 'number' } : name;
    (isTrait ? map.traits : map.properties)[bare ?? propertyName(name, role)] = field;
  }
}

function propertyName(name: string, role: ColumnRole | null): string {
  if (role === 'price' || role === 'quantity') return role;
  return /^(?:stock ?code|sku|article|артикул)$/iu.test(name.replace(/[_-]/g, ' ')) ? 'sku' : name.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
