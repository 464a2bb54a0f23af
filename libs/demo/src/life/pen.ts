import { MS_PER_DAY, type DayNumber } from '@kelvin/kernel';
import type { Calendar } from '../world/calendar.ts';
import type { Person } from '../world/people.ts';
import { sourceOf, type Beat, type Happening } from './beat.ts';

/**
 * Writes down what happens, day by day. Ids are numbered within the person's day, so they come out the same
 * whichever days are asked for. What web tracking missed is counted, not written.
 */
export class Pen {
  readonly days = new Map<DayNumber, Beat[]>();
  lostInOutage = 0;
  private person: Person | null = null;
  private day: DayNumber = 0;
  private seq = 0;
  private endMs = 0;

  constructor(private readonly calendar: Calendar, private readonly keepFromDay: DayNumber) {}

  begin(person: Person, day: DayNumber, firstSeq = 0): void {
    this.person = person;
    this.day = day;
    this.seq = firstSeq;
    this.endMs = this.calendar.startOf(day) + MS_PER_DAY - 1000;
  }

  /** Something within the day: moments beyond midnight are moved before it. */
  today(atMs: number, happening: Happening): void {
    this.write(Math.min(atMs, this.endMs), happening);
  }

  /** Something that may fall on a later day: an open, a refund, a closed ticket. */
  later(atMs: number, happening: Happening): void {
    this.write(atMs, happening);
  }

  private write(at: number, happening: Happening): void {
    const person = this.person!;
    const seq = this.seq;
    this.seq += 1;
    const platform = 'device' in happening ? person.devices[happening.device]!.platform : 'web';
    const { outage } = this.calendar;
    if (at >= outage.fromMs && at < outage.toMs && happening.kind !== 'identify' && sourceOf(happening, platform) === 'web') {
      this.lostInOutage += 1;
      return;
    }
    const day = this.calendar.dayOf(at);
    if (day < this.keepFromDay) return;
    let beats = this.days.get(day);
    if (!beats) this.days.set(day, (beats = []));
    // Happenings are made for this call alone; stamping them is several times cheaper than a copy.
    beats.push(Object.assign(happening, { at: Math.round(at), who: person.index, day: this.day, seq }));
  }
}
