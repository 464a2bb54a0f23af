import { matchesEvent } from '@kelvin/conditions';
import type { CanonicalEvent, Condition } from '@kelvin/contracts';
import { isActivityMetric, lineGroupOf, type CurrencyRates, type Meaning } from '@kelvin/kernel';
import { metricsOf } from '@kelvin/profile';
import type { CategoryFact, MetricIndex } from '@kelvin/scoring';
import { PackedDays } from './packed-days.ts';

/** All amounts of a file are taken to be of one currency. */
const OWN_MONEY: CurrencyRates = new Map();

/** When something was: the day, and its part as a bit. */
export interface When { readonly day: number; readonly part: number }

/** An event as it counts: under which name, as what. */
export interface ReadEvent { readonly event: CanonicalEvent; readonly name: string; readonly meaning: Meaning | null; readonly when: When }

/** Somebody of a file while it is read. */
export class FilePerson {
  readonly days = new PackedDays();
  /** Days of events of the outcome, where the daily counts do not answer it by themselves. */
  readonly outcome = new PackedDays();
  private readonly facts = new Map<string, CategoryFact>();
  private readonly seenLines = new Set<string>();

  constructor(private readonly metrics: MetricIndex) {}

  get size(): number {
    return this.days.length + this.outcome.length;
  }

  get categories(): readonly CategoryFact[] {
    return [...this.facts.values()];
  }

  noteCountry(country: string, firstDay: number): void {
    const known = this.facts.get(country);
    if (!known || firstDay < known.firstDay) this.facts.set(country, { of: 'country', value: country, firstDay });
  }

  /** Counts an event by its metrics; lines of one order, or of one refund, count once, though the money of each is added. */
  count({ event, meaning, when }: ReadEvent): void {
    const n = this.isFirstLine('', event, meaning, when.day) ? 1 : 0;
    for (const { metric, total } of metricsOf(meaning, { ...event, currency: null }, OWN_MONEY)) {
      this.days.add({ day: when.day, n, total, parts: isActivityMetric(metric) ? when.part : 0 }, this.metrics.intern(metric));
    }
  }

  /** Counts an event that is one of the outcome's, as `countByDay` of the conditions would. */
  countOutcome({ event, name, meaning, when }: ReadEvent, filter: NonNullable<Condition['filter']>): void {
    if (!matchesEvent(filter, { meaning, name, kind: event.kind, amount: event.amount, properties: event.properties })) return;
    if (this.isFirstLine('outcome ', event, meaning, when.day)) this.outcome.add({ day: when.day, n: 1, total: 0, parts: 0 }, 0);
  }

  private isFirstLine(of: string, event: CanonicalEvent, meaning: Meaning | null, day: number): boolean {
    const group = lineGroupOf(meaning, event);
    if (group === null) return true;
    const key = `${of}${day}/${group}`;
    if (this.seenLines.has(key)) return false;
    this.seenLines.add(key);
    return true;
  }
}
