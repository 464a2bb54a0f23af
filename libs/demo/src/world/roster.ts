import type { DayNumber } from '@kelvin/kernel';
import type { Calendar } from './calendar.ts';
import { COMPANY_PEOPLE, createCompanies, SCANNER_COMPANIES, type Company } from './companies.ts';
import { createPerson, type Person, type Role, type Seat } from './people.ts';
import { Rng, STREAM } from './rng.ts';

/** People known when the demo is made. */
const PEOPLE_COUNT = 5_000;
/** Of them, customers already when the data begin. */
const OLD_PEOPLE = 1_300;
const TEST_ACCOUNTS = 25;
const FAMILY_SIZE = 3;
const REAL_CLICKERS = 40;
/** People who made one account on the site and another in the app: true duplicates, told by the e-mail. */
const TWO_ACCOUNTS = 400;
export const FAMILY_MAILBOX = 'semya.petrovyh@pochta.example.org';
const FAMILY_NAMES = [{ first: 'Анна', last: 'Петрова' }, { first: 'Игорь', last: 'Петров' }, { first: 'Полина', last: 'Петрова' }];
const HUB_USERS_PER_COMPANY = 4;
/** A large campaign half a year before the demo was made brought many of today's regular learners. */
const CAMPAIGN_DAYS_AGO = 190;
const CAMPAIGN_WIDTH_DAYS = 55;
const CAMPAIGN_LIFT = 1.4;
/** Sign-ups a day after the demo was made. */
const NEWCOMERS_A_DAY = 8;

export interface Roster {
  readonly companies: readonly Company[];
  /** The 5,000, by index. */
  readonly people: readonly Person[];
  /** People who sign up on a day after the anchor's, with indexes that follow on. */
  newcomersOf(day: DayNumber): Person[];
}

/** Makes everybody. Indexes run by day of joining, so a person's index never depends on later people. */
export function createRoster(seed: number, calendar: Calendar): Roster {
  const companies = createCompanies(seed);
  const seats = createSeats(seed, calendar, companies);
  const people = seats.map((seat) => createPerson(seed, seat, calendar));
  shareFamilyMailbox(people);
  return {
    companies, people,
    newcomersOf: (day) => {
      if (day <= calendar.anchorDay) return [];
      let index = PEOPLE_COUNT;
      for (let each = calendar.anchorDay + 1; each < day; each += 1) index += newcomerCount(seed, each, calendar);
      return Array.from({ length: newcomerCount(seed, day, calendar) }, (_, nth) =>
        createPerson(seed, { index: index + nth, joinDay: day, company: null, usesHub: false, role: 'ordinary' }, calendar));
    },
  };
}

function newcomerCount(seed: number, day: DayNumber, calendar: Calendar): number {
  return new Rng(seed, STREAM.newcomer, day).poisson(NEWCOMERS_A_DAY * calendar.activity(day));
}

function createSeats(seed: number, calendar: Calendar, companies: readonly Company[]): Seat[] {
  const rng = new Rng(seed, STREAM.plan, 1);
  const joinDays = joinDaysOf(rng, calendar);
  const order = shuffled(rng, PEOPLE_COUNT);
  const company = new Array<Company | null>(PEOPLE_COUNT).fill(null);
  const usesHub = new Array<boolean>(PEOPLE_COUNT).fill(false);
  const role = new Array<Role>(PEOPLE_COUNT).fill('ordinary');
  let next = 0;
  for (const each of companies) {
    for (let nth = 0; nth < each.size; nth += 1) {
      const index = order[next]!;
      company[index] = each;
      usesHub[index] = each.hubAddress !== null && nth < HUB_USERS_PER_COMPANY;
      if (each.index < SCANNER_COMPANIES && nth * SCANNER_COMPANIES + each.index < REAL_CLICKERS) role[index] = 'real-clicker';
      next += 1;
    }
  }
  // The special private people follow the company people in the shuffled order.
  for (let nth = 0; nth < TEST_ACCOUNTS; nth += 1) role[order[COMPANY_PEOPLE + nth]!] = 'test';
  for (let nth = 0; nth < TWO_ACCOUNTS; nth += 1) role[order[COMPANY_PEOPLE + TEST_ACCOUNTS + nth]!] = 'two-accounts';
  // The family has been there from the beginning, so that its histories are worth undoing.
  const family = order.filter((index) => index < OLD_PEOPLE && role[index] === 'ordinary' && company[index] === null).slice(0, FAMILY_SIZE);
  for (const index of family) role[index] = 'family';
  return joinDays.map((joinDay, index) => ({ index, joinDay, company: company[index]!, usesHub: usesHub[index]!, role: role[index]! }));
}

/** Older customers first, then sign-ups: more in the months of a large campaign, fewer in the holidays. */
function joinDaysOf(rng: Rng, calendar: Calendar): DayNumber[] {
  const days: DayNumber[] = [];
  for (let index = 0; index < OLD_PEOPLE; index += 1) days.push(calendar.firstDay - 1 - Math.floor(rng.exponential() * 240));
  days.sort((a, b) => a - b);
  const weights: number[] = [];
  for (let day = calendar.firstDay; day < calendar.anchorDay; day += 1) {
    weights.push(calendar.activity(day) * (1 + CAMPAIGN_LIFT * Math.exp(-(((calendar.anchorDay - day - CAMPAIGN_DAYS_AGO) / CAMPAIGN_WIDTH_DAYS) ** 2))));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const newcomers = PEOPLE_COUNT - OLD_PEOPLE;
  let at = 0;
  let below = weights[0]!;
  for (let nth = 0; nth < newcomers; nth += 1) {
    const target = ((nth + rng.next()) / newcomers) * total;
    while (target > below && at < weights.length - 1) below += weights[(at += 1)]!;
    days.push(calendar.firstDay + at);
  }
  return days;
}

/** Three people of one surname who gave the same mailbox. */
function shareFamilyMailbox(people: Person[]): void {
  const family = people.filter((person) => person.role === 'family');
  for (const [nth, member] of family.entries()) {
    const name = FAMILY_NAMES[nth]!;
    people[member.index] = {
      ...member, name, fullName: `${name.first} ${name.last}`, email: FAMILY_MAILBOX, phone: null, language: 'ru', place: family[0]!.place, wantsMail: true,
    };
  }
}

function shuffled(rng: Rng, length: number): number[] {
  const items = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last -= 1) {
    const other = rng.int(last + 1);
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
  return items;
}
