import type { DayNumber } from '@kelvin/kernel';
import type { Beat } from './life/beat.ts';
import type { Simulation } from './life/simulation.ts';
import type { Calendar } from './world/calendar.ts';
import { COURSES } from './world/catalogue.ts';
import { Rng, STREAM } from './world/rng.ts';

/** Sequence numbers from here on belong to pulses, so that their ids never meet those of the day. */
const PULSE_SEQ = 1_000_000;

/**
 * One event more, at this moment, by somebody who is about today anyway. Only people whose day has a visit are
 * chosen, and only steps whose points have a daily limit, so that days of pulses leave the temperatures as they are.
 */
export function pulseAt(seed: number, atMs: number, simulation: Simulation, calendar: Calendar): Beat {
  const second = Math.floor(atMs / 1000);
  const rng = new Rng(seed, STREAM.pulse, second, atMs % 1000);
  const day = calendar.dayOf(atMs);
  const visitors = visitorsOf(simulation, day);
  const person = simulation.person(rng.pick(visitors));
  const base = { at: atMs, who: person.index, day, seq: PULSE_SEQ + atMs - calendar.startOf(day) };
  const device = rng.int(person.devices.length);
  return step(rng, base, device);
}

function step(rng: Rng, base: Pick<Beat, 'at' | 'who' | 'day' | 'seq'>, device: number): Beat {
  const course = rng.weighted(COURSES);
  const roll = rng.next();
  if (roll < 0.3) return { ...base, kind: 'viewed', device, course };
  if (roll < 0.6) return { ...base, kind: 'key_action', device, feature: 'lesson', course, lesson: 1 + rng.int(course.lessons) };
  return { ...base, kind: 'page', device, path: rng.chance(0.5) ? '/courses' : `/lessons/${course.slug}`, isAnonymous: false, isLanding: false };
}

function visitorsOf(simulation: Simulation, day: DayNumber): number[] {
  const visitors = new Set<number>();
  for (const beat of simulation.beatsOf(day)) {
    if (beat.kind === 'key_action' || beat.kind === 'viewed' || beat.kind === 'signed_in') visitors.add(beat.who);
  }
  return visitors.size > 0 ? [...visitors] : [0];
}
