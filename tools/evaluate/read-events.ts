import { importMapSchema, type Condition, type ImportMap } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS, dayOfZone, dayPartOfZone } from '@kelvin/kernel';
import { MetricIndex, withMetric, type CategoryFact, type DayRows } from '@kelvin/scoring';
import { MOST_CUSTOMERS, MOST_DAY_ROWS } from '../../apps/api/src/modules/model-training/learning-limits.ts';
import { Sentence } from '../shared/sentence.ts';
import { CustomerSample, type SampleLimits } from './customer-sample.ts';
import { eachLine } from './each-line.ts';
import { FileMetrics } from './file-metrics.ts';
import { FilePerson, isAboutSomebody, type FileFacts } from './file-person.ts';
import { readText } from './files.ts';
import { readIdentities } from './read-identities.ts';

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
  /** Why, by the codes of an import, the commonest first. */
  readonly refusals: readonly { readonly code: string; readonly lines: number }[];
  readonly firstDay: number;
  readonly lastDay: number;
  /** Event types by how many events they have, the commonest first. */
  readonly eventNames: readonly string[];
  /** Events of visitors, of whom nothing but a device is known: they are left out. */
  readonly visitorEvents: number;
  /** Nobody is more than a visitor, so these are the customers. */
  readonly isOfVisitors: boolean;
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
 * Reads a file of events as an import would: the same splitter, map, meanings, identities and daily counts, but kept in memory,
 * and of too many customers a fair sample. Lines that an import would refuse are counted and left out, and so are visitors, as
 * long as anybody is more than that. Where the map has several ids of a person the file is read twice: first for who is whom.
 */
export async function readEventFile(path: string, map: ImportMap, condition: Condition, limits: SampleLimits = LIMITS): Promise<EventFile> {
  const timeZone = map.timestamp?.zone ?? 'UTC';
  const dayOf = dayOfZone(timeZone);
  const partOf = dayPartOfZone(timeZone);
  const identities = await readIdentities(path, map);
  const facts: FileFacts = { metrics: new FileMetrics(), dayOf, filter: isPlain(condition) ? null : condition.filter };
  const sample = new CustomerSample(limits, () => new FilePerson(facts));
  const seen = new Set<string>();
  const names = new Map<string, number>();
  const refusals = new Map<string, number>();
  let visitorEvents = 0;
  const lines = await eachLine(path, map, (item, lineId) => {
    if (item.status !== 'ok') {
      refusals.set(item.reason.code, (refusals.get(item.reason.code) ?? 0) + 1);
      return;
    }
    const { event } = item;
    // An id that is the line's is like no other.
    const hasOwnId = event.messageId !== lineId;
    if (hasOwnId && seen.has(event.messageId)) return;
    if (!isAboutSomebody(event)) names.set(event.name, (names.get(event.name) ?? 0) + 1);
    const { customer, profile, isVisitor } = identities.placeOf(event);
    if (isVisitor && identities.hasKnown) {
      visitorEvents += 1;
      return;
    }
    sample.note(customer, (person) => {
      if (hasOwnId) seen.add(event.messageId);
      const atMs = event.occurredAt.getTime();
      person.note(profile, event, { atMs, day: dayOf(atMs), part: partOf(atMs) });
    });
  });
  if (lines === 0) throw new Sentence(`${path} holds no events.`);
  const eventNames = [...names].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const told = [...refusals].map(([code, count]) => ({ code, lines: count })).sort((a, b) => b.lines - a.lines);
  const refused = told.reduce((sum, each) => sum + each.lines, 0);
  return collect(sample.finish(), facts.metrics, condition, { lines, refused, refusals: told, eventNames, visitorEvents, isOfVisitors: !identities.hasKnown });
}

/** True for a condition that the daily counts answer by themselves. */
function isPlain({ filter }: Condition): boolean {
  return filter === null || (filter.event.by === 'meaning' && filter.where.length === 0);
}

type AboutFile = Pick<EventFile, 'lines' | 'refused' | 'refusals' | 'eventNames' | 'visitorEvents' | 'isOfVisitors'>;

function collect({ people, ofCustomers }: ReturnType<CustomerSample<FilePerson>['finish']>, read: FileMetrics, condition: Condition, about: AboutFile): EventFile {
  for (const person of people.values()) person.closePages();
  const counted = read.listCounted();
  const metrics = new MetricIndex();
  const outcomeMetrics = condition.filter === null ? [...ACTIVITY_MEANINGS] : isPlain(condition) && condition.filter.event.by === 'meaning' ? [condition.filter.event.meaning] : [OUTCOME_METRIC];
  const outcomeIds = new Set(outcomeMetrics.map((metric) => metrics.intern(metric)));
  const customers: FileCustomer[] = [];
  let [firstDay, lastDay] = [Infinity, -Infinity];
  for (const [id, person] of people) {
    // Whoever is read as rows is not to be held twice.
    people.delete(id);
    const daily = person.days.toDayRows((metric) => (counted.has(metric) ? metrics.intern(read.nameOf(metric)) : null));
    const matching = isPlain(condition) ? null : person.outcome.toDayRows(() => 0);
    const rows = matching ? withMetric(daily, metrics.intern(OUTCOME_METRIC), matching.days, matching.counts) : daily;
    if (rows.days.length === 0) continue;
    firstDay = Math.min(firstDay, rows.days[0]!);
    lastDay = Math.max(lastDay, rows.days[rows.days.length - 1]!);
    customers.push({ id, rows, categories: person.categories, outcomeDays: daysOf(rows, outcomeIds) });
  }
  if (customers.length === 0) throw new Sentence(`None of the ${about.lines} lines could be read as an event of somebody${about.refusals[0] ? ` (most: ${about.refusals[0].code})` : ''}. Is it the right map?`);
  return { metrics, customers, ofCustomers, outcomeMetrics, firstDay, lastDay, ...about };
}

function daysOf({ days, metrics, counts }: DayRows, wanted: ReadonlySet<number>): FileCustomer['outcomeDays'] {
  const rows = Array.from(metrics, (metric, row) => (wanted.has(metric) ? row : -1)).filter((row) => row >= 0);
  return { days: Int32Array.from(rows, (row) => days[row]!), counts: Float64Array.from(rows, (row) => counts[row]!) };
}
