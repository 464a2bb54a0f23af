import { matchesEvent } from '@kelvin/conditions';
import { guessMeaning } from '@kelvin/connectors';
import type { CanonicalEvent, EventFilter } from '@kelvin/contracts';
import { isActivityMetric, lineGroupOf, type CurrencyRates, type Meaning } from '@kelvin/kernel';
import { facetsOf, metricsOf, neighbourCountsOf, noiseOf, sectionMetric, sectionOf } from '@kelvin/profile';
import { CATEGORIES, type CategoryFact } from '@kelvin/scoring';
import type { FileMetrics } from './file-metrics.ts';
import { PackedDays } from './packed-days.ts';
import { PageTrail } from './page-trail.ts';

/** All amounts of a file are taken to be of one currency. */
const OWN_MONEY: CurrencyRates = new Map();
/** What a page takes of a row's memory. */
const PAGE_SHARE = 1;

/** When something was: the moment, the day, and its part as a bit. */
export interface When { readonly atMs: number; readonly day: number; readonly part: number }

/** What is the same for everybody of a file. */
export interface FileFacts {
  readonly metrics: FileMetrics;
  readonly dayOf: (instantMs: number) => number;
  /** Of an outcome that the daily counts do not answer by themselves. */
  readonly filter: EventFilter | null;
}

/** Somebody of a file while it is read. Counts as stages 20 to 40 of the product do. What most people never need is made when it is needed, for there are many. */
export class FilePerson {
  readonly days = new PackedDays();
  readonly outcome = new PackedDays();
  private readonly facts: CategoryFact[] = [];
  private firstProfile: string | null = null;
  private moreProfiles: Map<string, number> | null = null;
  /** Lines of orders by profile and day. */
  private seenLines: Set<string> | null = null;
  /** The last mail to each profile. */
  private sentAtMs: number[] | null = null;
  private trail: PageTrail | null = null;

  constructor(private readonly file: FileFacts) {}

  /** How many rows of days take as much memory. */
  get size(): number {
    return this.days.length + this.outcome.length + (this.trail === null ? 0 : Math.ceil(PAGE_SHARE * this.trail.length));
  }

  get categories(): readonly CategoryFact[] {
    return this.facts;
  }

  /** `profileName`: which of his identities did it; pages, lines of an order and mails are told apart by it. */
  note(profileName: string, event: CanonicalEvent, when: When): void {
    const profile = this.profileOf(profileName);
    const { meaning } = guessMeaning(event.name, event.kind);
    if (this.isNoise(profile, event, meaning, when)) return;
    for (const { kind, value } of facetsOf(event)) if (isCategory(kind)) this.noteFact({ of: kind, value, firstDay: when.day });
    if (isAboutSomebody(event)) return;
    this.count(profile, event, meaning, when);
    const { filter } = this.file;
    if (filter !== null && matchesEvent(filter, { ...event, meaning })) this.countOutcome(profile, event, meaning, when);
    const section = sectionOf(event);
    if (section !== null) this.notePage(profile, section, when);
  }

  /** Counts what can only be told once all pages are there: moves between sections, visits and their minutes. */
  closePages(): void {
    const { metrics, dayOf } = this.file;
    for (const pages of this.trail?.list((section) => metrics.sections.nameOf(section)) ?? []) {
      for (const { metric, n, atMs } of neighbourCountsOf(pages)) this.days.add({ day: dayOf(atMs), n, total: 0, parts: 0 }, metrics.idOf(metric, atMs));
    }
    this.trail = null;
  }

  /** The number of a profile, by its name. */
  private profileOf(name: string): number {
    this.firstProfile ??= name;
    if (name === this.firstProfile) return 0;
    this.moreProfiles ??= new Map();
    const known = this.moreProfiles.get(name);
    if (known !== undefined) return known;
    this.moreProfiles.set(name, this.moreProfiles.size + 1);
    return this.moreProfiles.size;
  }

  /** The last mail is known where the file is in the order of time, as the product knows it where events come so. */
  private isNoise(profile: number, event: CanonicalEvent, meaning: Meaning | null, { atMs }: When): boolean {
    if (meaning === 'email_sent') {
      this.sentAtMs ??= [];
      this.sentAtMs[profile] = Math.max(this.sentAtMs[profile] ?? -Infinity, atMs);
    }
    const sentAtMs = this.sentAtMs?.[profile] ?? null;
    return noiseOf(event, meaning, sentAtMs !== null && sentAtMs <= atMs ? sentAtMs : null) !== null;
  }

  private noteFact(fact: CategoryFact): void {
    const at = this.facts.findIndex(({ of, value }) => of === fact.of && value === fact.value);
    if (at < 0) this.facts.push(fact);
    else if (fact.firstDay < this.facts[at]!.firstDay) this.facts[at] = fact;
  }

  /** Counts an event by its metrics; lines of one order, or of one refund, count once, though the money of each is added. */
  private count(profile: number, event: CanonicalEvent, meaning: Meaning | null, { atMs, day, part }: When): void {
    const n = this.isFirstLine(profile, '', event, meaning, day) ? 1 : 0;
    for (const { metric, total } of metricsOf(meaning, { ...event, currency: null }, OWN_MONEY)) {
      this.days.add({ day, n, total, parts: isActivityMetric(metric) ? part : 0 }, this.file.metrics.idOf(metric, atMs));
    }
  }

  /** Counts an event that is one of the outcome's, as `countByDay` of the conditions would. */
  private countOutcome(profile: number, event: CanonicalEvent, meaning: Meaning | null, { day }: When): void {
    if (this.isFirstLine(profile, 'outcome ', event, meaning, day)) this.outcome.add({ day, n: 1, total: 0, parts: 0 }, 0);
  }

  private isFirstLine(profile: number, of: string, event: CanonicalEvent, meaning: Meaning | null, day: number): boolean {
    const group = lineGroupOf(meaning, event);
    if (group === null) return true;
    const key = `${of}${profile}/${day}/${group}`;
    this.seenLines ??= new Set();
    if (this.seenLines.has(key)) return false;
    this.seenLines.add(key);
    return true;
  }

  private notePage(profile: number, section: string, { atMs, day }: When): void {
    const { metrics } = this.file;
    this.days.add({ day, n: 1, total: 0, parts: 0 }, metrics.idOf(sectionMetric(section), atMs));
    this.trail ??= new PageTrail();
    this.trail.add(atMs, metrics.sections.intern(section), profile);
  }
}

/** Events that say who somebody is, not what he did. */
export function isAboutSomebody({ kind }: CanonicalEvent): boolean {
  return kind === 'identify' || kind === 'group' || kind === 'alias';
}

function isCategory(kind: string): kind is CategoryFact['of'] {
  return (CATEGORIES as readonly string[]).includes(kind);
}
