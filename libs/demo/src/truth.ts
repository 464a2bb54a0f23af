/**
 * The planted truth of the demo: who is what, who leaves and when, what each text says.
 * ONLY TESTS AND BENCHES MAY READ THIS: the product must find these things out by itself.
 */
import type { DayNumber } from '@kelvin/kernel';
import { RENAMED_DEALS_WON, RENAMED_MESSAGES } from './life/deals.ts';
import { Simulation } from './life/simulation.ts';
import type { LifeState } from './life/state.ts';
import type { Step, Topic } from './life/beat.ts';
import { messageIdOf } from './render/render.ts';
import { RESENT_COUNT } from './render/duplicates.ts';
import { createCalendar, HOLIDAY_ACTIVITY, type Span } from './world/calendar.ts';
import type { Channel, Person } from './world/people.ts';
import { createRoster, FAMILY_MAILBOX } from './world/roster.ts';

export interface TextTruth {
  readonly messageId: string;
  readonly userId: string;
  readonly day: DayNumber;
  readonly language: 'ru' | 'en';
  readonly step: Step;
  readonly topic: Topic;
}

export interface PersonTruth {
  readonly userId: string;
  readonly archetype: string;
  readonly channel: Channel;
  readonly joinDay: DayNumber;
  /** Day from which the person never comes again; null while he is still a customer. */
  readonly leftDay: DayNumber | null;
  /** Chance of deciding to leave, for each day from the first one of the data (0 before joining and once cooling). */
  readonly leaveHazard: Float32Array;
  /** Days on which the path Cancel → Help was taken. */
  readonly cancelThenHelpDays: readonly DayNumber[];
}

export interface DemoTruth {
  readonly firstDay: DayNumber;
  readonly people: readonly PersonTruth[];
  readonly texts: readonly TextTruth[];
  /** The same person behind two userIds, told by one e-mail. */
  readonly secondAccounts: readonly { readonly userId: string; readonly secondUserId: string }[];
  /** Three people who must not be one, though they gave one mailbox. */
  readonly family: { readonly mailbox: string; readonly userIds: readonly string[] };
  readonly hubs: readonly { readonly address: string; readonly userIds: readonly string[] }[];
  readonly scanners: { readonly domains: readonly string[]; readonly userIds: readonly string[]; readonly realClickers: readonly string[] };
  readonly testAccounts: readonly string[];
  readonly outage: Span & { readonly lostMessages: number };
  readonly rename: { readonly atMs: number; readonly messages: number; readonly dealsWon: number };
  readonly resentMessages: number;
  /** Activity in the New Year dip as a share of the usual. */
  readonly holidayActivity: number;
  /** Shares of customers that the story is made for, with models in use and without. */
  readonly bandShares: Readonly<Record<'hot' | 'atRisk', { readonly least: number; readonly most: number }>>;
}

/** Lives the year once more and writes down what the stream does not say. Same options as `generateDemo`. */
export function createTruth(options: { readonly seed: number; readonly nowMs: number; readonly anchorMs?: number; readonly timeZone: string }): DemoTruth {
  const { seed, anchorMs = options.nowMs } = options;
  const calendar = createCalendar(anchorMs, options.timeZone);
  const roster = createRoster(seed, calendar);
  const { people } = roster;
  const lastDay = calendar.dayOf(options.nowMs);
  const length = lastDay - calendar.firstDay + 1;
  const hazards = people.map(() => new Float32Array(length));
  const pathDays = people.map((): DayNumber[] => []);
  const states: LifeState[] = [];
  const simulation = new Simulation(seed, calendar, roster, calendar.firstDay, (state, day, hazard) => {
    const { index } = state.person;
    states[index] = state;
    if (state.coolingFrom === null && index < people.length && day <= lastDay) hazards[index]![day - calendar.firstDay] = hazard;
  });
  const texts: TextTruth[] = [];
  for (let day = calendar.firstDay; day <= lastDay; day += 1) {
    for (const beat of simulation.beatsOf(day)) {
      if ((beat.kind === 'message' || beat.kind === 'reviewed') && beat.text !== null) {
        const { userId, language } = simulation.person(beat.who);
        texts.push({ messageId: messageIdOf(beat), userId, day, language, step: beat.text.step, topic: beat.text.topic });
      }
    }
  }
  for (const state of states) if (state && state.person.index < people.length) pathDays[state.person.index] = state.pathDays;
  const userIds = (chosen: (person: Person) => boolean): string[] => people.filter(chosen).map((person) => person.userId);
  const hasScanner = (person: Person): boolean => person.company?.hasScanner === true;
  return {
    firstDay: calendar.firstDay,
    people: people.map((person, index) => ({
      userId: person.userId, archetype: person.rhythm.archetype, channel: person.channel, joinDay: person.joinDay,
      leftDay: states[index]?.leftDay ?? null, leaveHazard: hazards[index]!, cancelThenHelpDays: pathDays[index]!,
    })),
    texts,
    secondAccounts: people.flatMap(({ userId, secondUserId }) => (secondUserId === null ? [] : [{ userId, secondUserId }])),
    family: { mailbox: FAMILY_MAILBOX, userIds: userIds((person) => person.role === 'family') },
    hubs: roster.companies.flatMap(({ hubAddress }) => (hubAddress === null ? [] : [{ address: hubAddress, userIds: userIds((person) => person.email === hubAddress) }])),
    scanners: {
      domains: roster.companies.filter((company) => company.hasScanner).map((company) => company.domain),
      userIds: userIds(hasScanner), realClickers: userIds((person) => person.role === 'real-clicker'),
    },
    testAccounts: userIds((person) => person.role === 'test'),
    outage: { ...calendar.outage, lostMessages: simulation.pen.lostInOutage },
    rename: { atMs: calendar.renameMs, messages: RENAMED_MESSAGES, dealsWon: RENAMED_DEALS_WON },
    resentMessages: RESENT_COUNT,
    holidayActivity: HOLIDAY_ACTIVITY,
    bandShares: { hot: { least: 0.12, most: 0.18 }, atRisk: { least: 0.08, most: 0.12 } },
  };
}
