import { guessMeaning, isPricePage, PRICE_PAGE_NAME } from '@kelvin/connectors';
import { countByDay, matchesEvent, type CustomerEvent } from '@kelvin/conditions';
import { importMapSchema, type CanonicalEvent, type Condition, type ImportMap } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS, dayOfZone, dayPartOfZone, isActivityMetric, lineGroupOf, type CurrencyRates } from '@kelvin/kernel';
import { metricsOf } from '@kelvin/profile';
import { MetricIndex, packDayRows, withMetric, type CategoryFact, type DayRows, type NamedDayRow } from '@kelvin/scoring';
import { numberedRecords, readHeader } from '../../apps/api/src/modules/imports/import-records.ts';
import { createRecordReader } from '../../apps/api/src/modules/imports/record-reader.ts';
import { Sentence } from '../shared/sentence.ts';
import { readBytes, readText } from './files.ts';

/** A customer of a file: his daily counts as the product would keep them, and the days of the outcome's events. */
export interface FileCustomer {
  readonly id: string;
  readonly rows: DayRows;
  readonly categories: readonly CategoryFact[];
  readonly outcomeDays: { readonly days: ArrayLike<number>; readonly counts: ArrayLike<number> };
}

export interface EventFile {
  readonly metrics: MetricIndex;
  readonly customers: readonly FileCustomer[];
  /** Metrics that the outcome counts. */
  readonly outcomeMetrics: readonly string[];
  readonly lines: number;
  readonly refused: number;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Event types by how many events they have, the commonest first. */
  readonly eventNames: readonly string[];
}

/** The metric that stands for the events of an outcome that is more than a meaning. */
const OUTCOME_METRIC = 'outcome';
/** All amounts of a file are taken to be of one currency. */
const OWN_MONEY: CurrencyRates = new Map();

/** Reads the MAP of an import. */
export function readMap(path: string): ImportMap {
  const parsed = importMapSchema.safeParse(readJson(path));
  if (!parsed.success) throw new Sentence(`${path} is no map of an import: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
  return parsed.data;
}

function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new Sentence(`${path} is no JSON.`);
  }
}

/**
 * Reads a file of events as an import would: the same splitter, map, meanings and daily counts, but kept in memory, one
 * customer for each strongest identifier. Lines that an import would refuse are counted and left out.
 */
export async function readEventFile(path: string, map: ImportMap, condition: Condition): Promise<EventFile> {
  const timeZone = map.timestamp?.zone ?? 'UTC';
  const dayOf = dayOfZone(timeZone);
  const partOf = dayPartOfZone(timeZone);
  const header = await readHeader(readBytes(path), map.format);
  if (header === null && map.format.header && map.format.type !== 'ndjson') throw new Sentence(`${path} is empty.`);
  const read = createRecordReader(map, header, { receivedAt: new Date('2100-01-01T00:00:00Z'), timeZone });
  const people = new Map<string, { days: Map<string, DayCount>; lineGroups: Set<string>; events: CustomerEvent[]; categories: Map<string, CategoryFact> }>();
  const seen = new Set<string>();
  const names = new Map<string, number>();
  let [lines, refused] = [0, 0];
  for await (const { records } of numberedRecords(readBytes(path), map.format)) {
    for (const { record, messageId } of records) {
      lines += 1;
      const item = read(record, messageId);
      if (item.status !== 'ok') {
        refused += 1;
        continue;
      }
      if (seen.has(item.event.messageId)) continue;
      seen.add(item.event.messageId);
      if (item.event.kind !== 'identify' && item.event.kind !== 'group' && item.event.kind !== 'alias') names.set(item.event.name, (names.get(item.event.name) ?? 0) + 1);
      const id = item.event.identifiers[0]!;
      const key = `${id.kind}:${id.value}`;
      let person = people.get(key);
      if (!person) people.set(key, (person = { days: new Map(), lineGroups: new Set(), events: [], categories: new Map() }));
      const atMs = item.event.occurredAt.getTime();
      count(item.event, { day: dayOf(atMs), part: partOf(atMs) }, condition, person);
    }
  }
  if (lines === 0) throw new Sentence(`${path} holds no events.`);
  const eventNames = [...names].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return collect(people, condition, { lines, refused, eventNames });
}

type DayCount = Required<NamedDayRow>;
type Person = { days: Map<string, DayCount>; lineGroups: Set<string>; events: CustomerEvent[]; categories: Map<string, CategoryFact> };

function count(event: CanonicalEvent, { day, part }: { readonly day: number; readonly part: number }, condition: Condition, person: Person): void {
  const country = event.traits['country'];
  if (typeof country === 'string' && country !== '') noteCategory(person, 'country', country, day);
  if (event.kind === 'identify' || event.kind === 'group' || event.kind === 'alias') return;
  const name = event.kind === 'page' && isPricePage(event) ? PRICE_PAGE_NAME : event.name;
  const { meaning } = guessMeaning(name, event.kind);
  const group = lineGroupOf(meaning, event);
  const isCounted = group === null || !person.lineGroups.has(`${day}/${group}`);
  if (group !== null) person.lineGroups.add(`${day}/${group}`);
  for (const { metric, total } of metricsOf(meaning, { ...event, currency: null }, OWN_MONEY)) {
    const key = `${day}/${metric}`;
    const row = person.days.get(key) ?? { day, metric, n: 0, total: 0, parts: 0 };
    person.days.set(key, { ...row, n: row.n + (isCounted ? 1 : 0), total: row.total + total, parts: row.parts | (isActivityMetric(metric) ? part : 0) });
  }
  if (condition.filter === null || isPlain(condition)) return;
  const candidate: CustomerEvent = { profileId: '', day, noise: null, orderId: event.orderId, meaning, name, kind: event.kind, amount: event.amount, properties: event.properties };
  if (matchesEvent(condition.filter, candidate)) person.events.push(candidate);
}

function noteCategory(person: Person, of: CategoryFact['of'], value: string, firstDay: number): void {
  const known = person.categories.get(`${of}/${value}`);
  if (!known || firstDay < known.firstDay) person.categories.set(`${of}/${value}`, { of, value, firstDay });
}

/** True for a condition that the daily counts answer by themselves. */
function isPlain({ filter }: Condition): boolean {
  return filter === null || (filter.event.by === 'meaning' && filter.where.length === 0);
}

function collect(people: ReadonlyMap<string, Person>, condition: Condition, { lines, refused, eventNames }: Pick<EventFile, 'lines' | 'refused' | 'eventNames'>): EventFile {
  const metrics = new MetricIndex();
  const outcomeMetrics = condition.filter === null ? [...ACTIVITY_MEANINGS] : isPlain(condition) && condition.filter.event.by === 'meaning' ? [condition.filter.event.meaning] : [OUTCOME_METRIC];
  const outcomeIds = new Set(outcomeMetrics.map((metric) => metrics.intern(metric)));
  const customers: FileCustomer[] = [];
  let [firstDay, lastDay] = [Infinity, -Infinity];
  for (const [id, person] of people) {
    const counted = packDayRows([...person.days.values()].filter((row) => row.n > 0), metrics);
    const matching = isPlain(condition) ? null : countByDay(condition.filter, person.events);
    const rows = matching ? withMetric(counted, metrics.intern(OUTCOME_METRIC), matching.days, matching.counts) : counted;
    if (rows.days.length === 0) continue;
    firstDay = Math.min(firstDay, rows.days[0]!);
    lastDay = Math.max(lastDay, rows.days[rows.days.length - 1]!);
    customers.push({ id, rows, categories: [...person.categories.values()], outcomeDays: daysOf(rows, outcomeIds) });
  }
  if (customers.length === 0) throw new Sentence(`None of the ${lines} lines could be read as an event of somebody. Is it the right map?`);
  return { metrics, customers, outcomeMetrics, lines, refused, firstDay, lastDay, eventNames };
}

function daysOf(rows: DayRows, metrics: ReadonlySet<number>): { days: number[]; counts: number[] } {
  const days: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < rows.days.length; row++) {
    if (!metrics.has(rows.metrics[row]!)) continue;
    days.push(rows.days[row]!);
    counts.push(rows.counts[row]!);
  }
  return { days, counts };
}
