import type { DayNumber } from '@kelvin/kernel';
import type { Calendar } from '../world/calendar.ts';
import { createPerson, type Person } from '../world/people.ts';
import { Rng, STREAM } from '../world/rng.ts';
import type { Pen } from './pen.ts';
import { anonymousVisit } from './session.ts';
import { startLife } from './state.ts';

/** Indexes from here on are visitors who never sign up; each day has its own hundred. */
export const STRANGER_BASE = 10_000_000;
const PER_DAY = 100;
const MEAN_A_DAY = 7;
/** A stranger who comes back does so after this many days. */
const RETURNS_AFTER = [2, 5] as const;
const RETURN_CHANCE = 0.2;

/** Visitors known by a browser's id only. Who came first on a day is a function of that day, so return visits need no memory. */
export class Strangers {
  private readonly people = new Map<number, Person>();

  constructor(private readonly seed: number, private readonly calendar: Calendar) {}

  person(index: number): Person {
    let person = this.people.get(index);
    if (!person) {
      const joinDay = Math.floor((index - STRANGER_BASE) / PER_DAY);
      person = createPerson(this.seed, { index, joinDay, company: null, usesHub: false, role: 'ordinary' }, this.calendar);
      this.people.set(index, person);
    }
    return person;
  }

  /** Writes the visits of a day's new strangers and of those who come back. */
  come(day: DayNumber, pen: Pen): void {
    this.comeFirst(day, day, pen, 0);
    for (const [nth, after] of RETURNS_AFTER.entries()) {
      if (day - after >= this.calendar.firstDay) this.comeFirst(day - after, day, pen, nth + 1);
    }
  }

  private comeFirst(firstDay: DayNumber, day: DayNumber, pen: Pen, round: number): void {
    const count = Math.min(PER_DAY - 1, new Rng(this.seed, STREAM.visitor, firstDay).poisson(MEAN_A_DAY * this.calendar.activity(firstDay)));
    for (let nth = 0; nth < count; nth += 1) {
      const index = STRANGER_BASE + firstDay * PER_DAY + nth;
      const rng = new Rng(this.seed, STREAM.visitor, index, 1 + round);
      if (round > 0 && !rng.chance(RETURN_CHANCE)) continue;
      const person = this.person(index);
      pen.begin(person, day);
      anonymousVisit({ calendar: this.calendar, pen, rng, day, state: startLife(person) });
    }
  }
}
