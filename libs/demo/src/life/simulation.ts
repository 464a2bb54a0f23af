import type { DayNumber } from '@kelvin/kernel';
import type { Calendar } from '../world/calendar.ts';
import type { Person } from '../world/people.ts';
import { Rng, STREAM } from '../world/rng.ts';
import type { Roster } from '../world/roster.ts';
import type { Beat } from './beat.ts';
import { Deals } from './deals.ts';
import { leaveHazard, liveDay, STRANGER_DAYS } from './live.ts';
import { Pen } from './pen.ts';
import { startLife, type LifeState } from './state.ts';
import { STRANGER_BASE, Strangers } from './strangers.ts';
import { Voices } from './voices.ts';

/** Told about every customer once a day, before the day is lived; the truth of tests is collected here. */
export type Witness = (state: LifeState, day: DayNumber, leaveHazardToday: number) => void;

/**
 * Lives the days of everybody, one day after the other. Each person's day has its own randomness, so a day
 * comes out the same however far the story is told.
 */
export class Simulation {
  readonly pen: Pen;
  private readonly states: LifeState[] = [];
  private readonly rng: Rng;
  private readonly voices: Voices;
  private readonly deals: Deals;
  private readonly strangers: Strangers;
  private nextDay: DayNumber;

  constructor(
    private readonly seed: number, private readonly calendar: Calendar, private readonly roster: Roster,
    keepFromDay: DayNumber, private readonly witness: Witness | null = null,
  ) {
    this.pen = new Pen(calendar, keepFromDay);
    this.rng = new Rng(seed, STREAM.daily);
    this.voices = new Voices(seed, calendar);
    this.deals = new Deals(seed, calendar, roster.people.filter((person) => person.company !== null && !person.company.hasScanner));
    this.strangers = new Strangers(seed, calendar);
    this.nextDay = calendar.firstDay;
    for (const person of roster.people) this.states.push(startLife(person));
  }

  /** The person of an index, newcomers after the anchor included once their day was lived. */
  person(index: number): Person {
    if (index >= STRANGER_BASE) return this.strangers.person(index);
    const state = this.states[index];
    if (!state) throw new RangeError(`Nobody has index ${index} yet`);
    return state.person;
  }

  /** Everything that happened on a day, in order of time. Later days are lived as needed. */
  beatsOf(day: DayNumber): readonly Beat[] {
    this.liveUntil(Math.max(day, this.calendar.anchorDay));
    const beats = this.pen.days.get(day) ?? [];
    return beats.sort((a, b) => a.at - b.at || a.who - b.who || a.seq - b.seq);
  }

  private liveUntil(lastDay: DayNumber): void {
    for (; this.nextDay <= lastDay; this.nextDay += 1) this.liveThrough(this.nextDay);
  }

  private liveThrough(day: DayNumber): void {
    for (const newcomer of this.roster.newcomersOf(day)) this.states.push(startLife(newcomer));
    const { calendar, pen, rng } = this;
    const visitors: LifeState[] = [];
    for (const state of this.states) {
      const { person } = state;
      if (person.joinDay > day + STRANGER_DAYS) break;
      rng.reseed(this.seed, STREAM.daily, person.index, day);
      pen.begin(person, day);
      if (this.witness && person.joinDay <= day) this.witness(state, day, leaveHazard(state, day));
      if (liveDay({ calendar, pen, rng, state, day })) visitors.push(state);
    }
    this.voices.speak(day, visitors, pen);
    this.deals.move(day, pen);
    this.strangers.come(day, pen);
  }
}
