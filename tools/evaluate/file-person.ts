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
const PAGE_SHARE = 0.4;

/** When something was: the moment, the day, and its part as a bit. */
export interface When { readonly atMs: number; readonly day: number; readonly part: number }

/** What is the same for everybody of a file. */
export interface FileFacts {
  readonly metrics: FileMetrics;
  readonly dayOf: (instantMs: number) => number;
  /** Of an outcome that the daily counts do not answer by themselves. */
  readonly filter: EventFilter | null;
}

/** What is told apart by profile. */
interface FileProfile {
  readonly seenLines: Set<string>;
  trail: PageTrail | null;
  sentAtMs: number | null;
}

/** Somebody of a file while it is read. Counts as stages 20 to 40 of the product do. */
export class FilePerson {
  readonly days = new PackedDays();
  readonly outcome = new PackedDays();
  private readonly facts = new Map<string, CategoryFact>();
  private readonly profiles = new Map<string, FileProfile>();
  private pages = 0;

  constructor(private readonly file: FileFacts) {}

  /** How many rows of days take as much memory. */
  get size(): number {
    return this.days.length + this.outcome.length + Math.ceil(PAGE_SHARE * this.pages);
  }

  get categories(): readonly CategoryFact[] {
    return [...this.facts.values()];
  }

  note(profileKey: string, event: CanonicalEvent, when: When): void {
    const profile = this.profileOf(profileKey);
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
    for (const profile of this.profiles.values()) {
      if (profile.trail === null) continue;
      for (const { metric, n, atMs } of neighbourCountsOf(profile.trail.list((section) => metrics.sections.nameOf(section)))) {
        this.days.add({ day: dayOf(atMs), n, total: 0, parts: 0 }, metrics.idOf(metric, atMs));
      }
      profile.trail = null;
    }
    this.pages = 0;
  }

  private profileOf(key: string): FileProfile {
    let profile = this.profiles.get(key);
    if (!profile) this.profiles.set(key, (profile = { seenLines: new Set(), trail: null, sentAtMs: null }));
    return profile;
  }

  /** The last mail is known where the file is in the order of time, as the product knows it where events come so. */
  private isNoise(profile: FileProfile, event: CanonicalEvent, meaning: Meaning | null, { atMs }: When): boolean {
    if (meaning === 'email_sent') profile.sentAtMs = Math.max(profile.sentAtMs ?? -Infinity, atMs);
    return noiseOf(event, meaning, profile.sentAtMs !== null && profile.sentAtMs <= atMs ? profile.sentAtMs : null) !== null;
  }

  private noteFact(fact: CategoryFact): void {
    const key = `${fact.of} ${fact.value}`;
    const known = this.facts.get(key);
    if (!known || fact.firstDay < known.firstDay) this.facts.set(key, fact);
  }

  /** Counts an event by its metrics; lines of one order, or of one refund, count once, though the money of each is added. */
  private count(profile: FileProfile, event: CanonicalEvent, meaning: Meaning | null, { atMs, day, part }: When): void {
    const n = isFirstLine(profile, '', event, meaning, day) ? 1 : 0;
    for (const { metric, total } of metricsOf(meaning, { ...event, currency: null }, OWN_MONEY)) {
      this.days.add({ day, n, total, parts: isActivityMetric(metric) ? part : 0 }, this.file.metrics.idOf(metric, atMs));
    }
  }

  /** Counts an event that is one of the outcome's, as `countByDay` of the conditions would. */
  private countOutcome(profile: FileProfile, event: CanonicalEvent, meaning: Meaning | null, { day }: When): void {
    if (isFirstLine(profile, 'outcome ', event, meaning, day)) this.outcome.add({ day, n: 1, total: 0, parts: 0 }, 0);
  }

  private notePage(profile: FileProfile, section: string, { atMs, day }: When): void {
    const { metrics } = this.file;
    this.days.add({ day, n: 1, total: 0, parts: 0 }, metrics.idOf(sectionMetric(section), atMs));
    profile.trail ??= new PageTrail();
    profile.trail.add(atMs, metrics.sections.intern(section));
    this.pages += 1;
  }
}

/** Events that say who somebody is, not what he did. */
export function isAboutSomebody({ kind }: CanonicalEvent): boolean {
  return kind === 'identify' || kind === 'group' || kind === 'alias';
}

function isCategory(kind: string): kind is CategoryFact['of'] {
  return (CATEGORIES as readonly string[]).includes(kind);
}

function isFirstLine({ seenLines }: FileProfile, of: string, event: CanonicalEvent, meaning: Meaning | null, day: number): boolean {
  const group = lineGroupOf(meaning, event);
  if (group === null) return true;
  const key = `${of}${day}/${group}`;
  if (seenLines.has(key)) return false;
  seenLines.add(key);
  return true;
}
