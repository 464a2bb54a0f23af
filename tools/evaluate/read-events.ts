import { guessMeaning, isPricePage, PRICE_PAGE_NAME } from '@kelvin/connectors';
import { importMapSchema, type CanonicalEvent, type Condition, type ImportMap } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS, dayOfZone, dayPartOfZone } from '@kelvin/kernel';
import { MetricIndex, withMetric, type CategoryFact, type DayRows } from '@kelvin/scoring';
import { numberedRecords, readHeader } from '../../apps/api/src/modules/imports/import-records.ts';
import { createRecordReader } from '../../apps/api/src/modules/imports/record-reader.ts';
import { MOST_CUSTOMERS, MOST_DAY_ROWS } from '../../apps/api/src/modules/model-training/learning-limits.ts';
import { Sentence } from '../shared/sentence.ts';
import { CustomerSample, type SampleLimits } from './customer-sample.ts';
import { FilePerson, type When } from './file-person.ts';
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
  /** How many customers these stand for: more than they are where they are a sample, and an estimate then. */
  readonly ofCustomers: number;
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
/** What the product learns from at most. */
const LIMITS: SampleLimits = { customers: MOST_CUSTOMERS, dayRows: MOST_DAY_ROWS };

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
 * customer for each strongest identifier, and of too many customers a fair sample. Lines that an import would refuse are
 * counted and left out.
 */
export async function readEventFile(path: string, map: ImportMap, condition: Condition, limits: SampleLimits = LIMITS): Promise<EventFile> {
  const timeZone = map.timestamp?.zone ?? 'UTC';
  const dayOf = dayOfZone(timeZone);
  const partOf = dayPartOfZone(timeZone);
  const header = await readHeader(readBytes(path), map.format);
  if (header === null && map.format.header && map.format.type !== 'ndjson') throw new Sentence(`${path} is empty.`);
  const read = createRecordReader(map, header, { receivedAt: new Date('2100-01-01T00:00:00Z'), timeZone });
  const metrics = new MetricIndex();
  const sample = new CustomerSample(limits, () => new FilePerson(metrics));
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
      const { event } = item;
      const id = event.identifiers[0]!;
      // An id that is the line's is like no other.
      const hasOwnId = event.messageId !== messageId;
      if (hasOwnId && seen.has(event.messageId)) continue;
      if (!isAboutSomebody(event)) names.set(event.name, (names.get(event.name) ?? 0) + 1);
      sample.note(`${id.kind}:${id.value}`, (person) => {
        if (hasOwnId) seen.add(event.messageId);
        const atMs = event.occurredAt.getTime();
        note(person, event, { day: dayOf(atMs), part: partOf(atMs) }, condition);
      });
    }
  }
  if (lines === 0) throw new Sentence(`${path} holds no events.`);
  const eventNames = [...names].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return collect(sample.finish(), metrics, condition, { lines, refused, eventNames });
}

/** Events that say who somebody is, not what he did. */
function isAboutSomebody({ kind }: CanonicalEvent): boolean {
  return kind === 'identify' || kind === 'group' || kind === 'alias';
}

function note(person: FilePerson, event: CanonicalEvent, when: When, condition: Condition): void {
  const country = event.traits['country'];
  if (typeof country === 'string' && country !== '') person.noteCountry(country, when.day);
  if (isAboutSomebody(event)) return;
  const name = event.kind === 'page' && isPricePage(event) ? PRICE_PAGE_NAME : event.name;
  const read = { event, name, meaning: guessMeaning(name, event.kind).meaning, when };
  person.count(read);
  if (condition.filter !== null && !isPlain(condition)) person.countOutcome(read, condition.filter);
}

/** True for a condition that the daily counts answer by themselves. */
function isPlain({ filter }: Condition): boolean {
  return filter === null || (filter.event.by === 'meaning' && filter.where.length === 0);
}

function collect({ people, ofCustomers }: ReturnType<CustomerSample<FilePerson>['finish']>, read: MetricIndex, condition: Condition, { lines, refused, eventNames }: Pick<EventFile, 'lines' | 'refused' | 'eventNames'>): EventFile {
  const metrics = new MetricIndex();
  const outcomeMetrics = condition.filter === null ? [...ACTIVITY_MEANINGS] : isPlain(condition) && condition.filter.event.by === 'meaning' ? [condition.filter.event.meaning] : [OUTCOME_METRIC];
  const outcomeIds = new Set(outcomeMetrics.map((metric) => metrics.intern(metric)));
  const customers: FileCustomer[] = [];
  let [firstDay, lastDay] = [Infinity, -Infinity];
  for (const [id, person] of people) {
    const counted = person.days.toDayRows((metric) => metrics.intern(read.nameOf(metric)));
    const matching = isPlain(condition) ? null : person.outcome.toDayRows(() => 0);
    const rows = matching ? withMetric(counted, metrics.intern(OUTCOME_METRIC), matching.days, matching.counts) : counted;
    if (rows.days.length === 0) continue;
    firstDay = Math.min(firstDay, rows.days[0]!);
    lastDay = Math.max(lastDay, rows.days[rows.days.length - 1]!);
    customers.push({ id, rows, categories: person.categories, outcomeDays: daysOf(rows, outcomeIds) });
  }
  if (customers.length === 0) throw new Sentence(`None of the ${lines} lines could be read as an event of somebody. Is it the right map?`);
  return { metrics, customers, ofCustomers, outcomeMetrics, lines, refused, firstDay, lastDay, eventNames };
}

function daysOf({ days, metrics, counts }: DayRows, wanted: ReadonlySet<number>): FileCustomer['outcomeDays'] {
  const rows = Array.from(metrics, (metric, row) => (wanted.has(metric) ? row : -1)).filter((row) => row >= 0);
  return { days: Int32Array.from(rows, (row) => days[row]!), counts: Float64Array.from(rows, (row) => counts[row]!) };
}
