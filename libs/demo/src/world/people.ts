import type { DayNumber } from '@kelvin/kernel';
import { PLANS, type Language, type Plan } from './catalogue.ts';
import type { Calendar } from './calendar.ts';
import type { Company } from './companies.ts';
import { devicesOf, type Device } from './devices.ts';
import { englishName, mailboxName, russianName, transliterate, type Name } from './names.ts';
import { phoneOf, PLACES, type Place } from './places.ts';
import { rhythmOf, type Rhythm } from './rhythm.ts';
import { Rng, STREAM } from './rng.ts';

export type Channel = 'organic' | 'ads' | 'social' | 'partner' | 'referral' | 'direct';

/** What a person is for the planted truths; `ordinary` for nearly all. */
export type Role = 'ordinary' | 'test' | 'family' | 'two-accounts' | 'real-clicker';

/** Somebody who signs up. Everything about him is a function of seed and index. */
export interface Person {
  readonly index: number;
  readonly userId: string;
  /** A second account of the same person (web and app), known to be his by its e-mail. */
  readonly secondUserId: string | null;
  readonly name: Name;
  readonly fullName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly language: Language;
  readonly place: Place;
  readonly devices: readonly Device[];
  readonly company: Company | null;
  readonly role: Role;
  /** First day he is known: before the first day of data for older customers. */
  readonly joinDay: DayNumber;
  readonly channel: Channel;
  readonly wantsMail: boolean;
  readonly rhythm: Rhythm;
  readonly plan: Plan;
}

/** Where and as whom a person enters; decided by the roster before anything is drawn. */
export interface Seat {
  readonly index: number;
  readonly joinDay: DayNumber;
  readonly company: Company | null;
  readonly usesHub: boolean;
  readonly role: Role;
}

const CHANNELS: readonly { readonly channel: Channel; readonly weight: number }[] = [
  { channel: 'organic', weight: 34 }, { channel: 'ads', weight: 22 }, { channel: 'social', weight: 16 },
  { channel: 'direct', weight: 14 }, { channel: 'referral', weight: 8 }, { channel: 'partner', weight: 6 },
];
/** Partner traffic trebled this many days before the demo was made; those who came so since then stay a shorter while. */
const PARTNER_SURGE_DAYS = 150;
const PARTNER_LEAVE_FACTOR = 6;

const MAIL_DOMAINS: Readonly<Record<Language, readonly string[]>> = {
  ru: ['pochta.example.org', 'mail.example.com', 'yashchik.example.net', 'post.example.org'],
  en: ['mail.example.com', 'inbox.example.net', 'post.example.org', 'letters.example.com'],
};

/** The person of a seat, the same one for a seed: nobody else's draws reach into his. */
export function createPerson(seed: number, seat: Seat, calendar: Calendar): Person {
  const rng = new Rng(seed, STREAM.person, seat.index);
  const { index, company, joinDay, role } = seat;
  // Company people follow the language of the company, others are drawn so that the whole is 60 % Russian.
  const language: Language = rng.chance(company ? (company.isRussian ? 0.95 : 0.08) : 0.625) ? 'ru' : 'en';
  const cyrillic = language === 'ru' ? russianName(rng) : englishName(rng);
  const isLatin = language === 'ru' && rng.chance(0.12);
  const name: Name = role === 'test' ? testName(language, index) : isLatin ? { first: transliterate(cyrillic.first), last: transliterate(cyrillic.last) } : cyrillic;
  const channel = channelOf(rng, joinDay, calendar);
  const isNew = joinDay >= calendar.firstDay;
  const rhythm = rhythmOf(rng, isNew, channel === 'partner' && isSurge(joinDay, calendar) ? PARTNER_LEAVE_FACTOR : 1);
  const phoneNth = rng.chance(0.55) ? index : null;
  return {
    index, company, joinDay, role, language, name, channel,
    userId: `cus_${100_000 + index}`,
    secondUserId: role === 'two-accounts' ? `app_${700_000 + index}` : null,
    fullName: `${name.first} ${name.last}`,
    email: emailOf(rng, seat, name, language),
    phone: phoneNth === null ? null : phoneOf(language, phoneNth),
    place: rng.weighted(PLACES[language]),
    devices: devicesOf(rng, rng.chance(0.62) || role === 'two-accounts', rng.chance(0.14)),
    wantsMail: rhythm.wantsMail || company?.hasScanner === true,
    rhythm,
    plan: rng.weighted(PLANS),
  };
}

function testName(language: Language, index: number): Name {
  return language === 'ru' ? { first: 'Тест', last: `Тестов ${index}` } : { first: 'Test', last: `User ${index}` };
}

function isSurge(joinDay: DayNumber, calendar: Calendar): boolean {
  return joinDay > calendar.anchorDay - PARTNER_SURGE_DAYS;
}

function channelOf(rng: Rng, joinDay: DayNumber, calendar: Calendar): Channel {
  const surge = isSurge(joinDay, calendar) ? 3 : 1;
  return rng.weighted(CHANNELS.map((each) => (each.channel === 'partner' ? { ...each, weight: each.weight * surge } : each))).channel;
}

/** Unique by a short number after the name; company people use the company's domain. */
function emailOf(rng: Rng, seat: Seat, name: Name, language: Language): string {
  if (seat.role === 'test') return rng.pick([`test${seat.index}@polaris.example`, `qa+${seat.index}@polaris.example`, `autotest-${seat.index}@example.com`]);
  const mailbox = mailboxName(rng, name);
  if (seat.usesHub && seat.company?.hubAddress) return seat.company.hubAddress;
  if (seat.company) return `${mailbox}${seat.index}@${seat.company.domain}`;
  return `${mailbox}${seat.index}@${rng.pick(MAIL_DOMAINS[language])}`;
}
