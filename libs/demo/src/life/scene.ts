import { MS_PER_DAY, MS_PER_MINUTE, type DayNumber } from '@kelvin/kernel';
import type { Calendar } from '../world/calendar.ts';
import { COURSES, type Course } from '../world/catalogue.ts';
import type { Person } from '../world/people.ts';
import type { Rng } from '../world/rng.ts';
import type { Pen } from './pen.ts';
import type { LifeState } from './state.ts';

/** One person on one day: everything a step of his life needs. */
export interface Scene {
  readonly calendar: Calendar;
  readonly rng: Rng;
  readonly pen: Pen;
  readonly state: LifeState;
  readonly day: DayNumber;
}

/** A clock within a session: each call is a minute or two later. */
export interface Steps {
  next(): number;
}

const MINUTES_PER_DAY = 1440;

/** A moment of the workspace's day at which it is about `localHour` where the person lives. */
export function momentOf(scene: { calendar: Calendar; rng: Rng; day: DayNumber }, person: Person, localHour: number): number {
  const local = localHour * 60 + scene.rng.normal() * 80;
  const shifted = local - person.place.offsetMinutes + scene.calendar.offsetMinutes(scene.day);
  const minute = ((shifted % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return scene.calendar.startOf(scene.day) + Math.min(minute * MS_PER_MINUTE + scene.rng.int(60_000), MS_PER_DAY - 30 * MS_PER_MINUTE);
}

/** A course to look at, the popular ones more often. */
export function chooseCourse(rng: Rng): Course {
  return rng.weighted(COURSES);
}

/** The course somebody is at: the last one bought, or the one that everybody tries. */
export function currentCourse(state: LifeState): Course {
  return state.courses[state.courses.length - 1] ?? COURSES[state.person.index % COURSES.length]!;
}
