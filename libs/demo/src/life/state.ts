import type { DayNumber } from '@kelvin/kernel';
import type { Course } from '../world/catalogue.ts';
import type { Person } from '../world/people.ts';

/** Where a person's story stands at the end of a day. */
export interface LifeState {
  readonly person: Person;
  /** Filled by time; at `visitThreshold` a visit is due. The same for orders. */
  visitReadiness: number;
  visitThreshold: number;
  orderReadiness: number;
  orderThreshold: number;
  visits: number;
  orders: number;
  lastVisitDay: DayNumber | null;
  lastIdentifyDay: DayNumber | null;
  devicesSeen: number;
  lessons: number;
  courses: Course[];
  isSubscribed: boolean;
  subscribeDay: DayNumber | null;
  nextPaymentDay: DayNumber;
  failedAttempts: number;
  takesMail: boolean;
  /** Cooling before leaving: visits thin out until `leftDay`. */
  coolingFrom: DayNumber | null;
  leftDay: DayNumber | null;
  /** Went to Cancel and then to Help: leaving is twice as likely until this day. */
  pathUntil: DayNumber;
  readonly pathDays: DayNumber[];
  /** Was charged twice: leaving is 2.2 times as likely until this day. */
  chargedTwiceUntil: DayNumber;
  /** Other trouble (a failed payment, a bad answer): half as likely again. */
  upsetUntil: DayNumber;
}

/** Somebody on the day he joins: nothing done yet, no appetite for anything. */
export function startLife(person: Person): LifeState {
  return {
    person,
    visitReadiness: 0, visitThreshold: 1, orderReadiness: 0, orderThreshold: 1, visits: 0, orders: 0,
    lastVisitDay: null, lastIdentifyDay: null, devicesSeen: 0, lessons: 0, courses: [],
    isSubscribed: false, subscribeDay: null, nextPaymentDay: 0, failedAttempts: 0,
    takesMail: person.wantsMail, coolingFrom: null, leftDay: null, pathUntil: -1, pathDays: [], chargedTwiceUntil: -1, upsetUntil: -1,
  };
}
