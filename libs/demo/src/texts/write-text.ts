import type { TextPlan } from '../life/beat.ts';
import { COURSES, courseName, type Language } from '../world/catalogue.ts';
import { Rng, STREAM } from '../world/rng.ts';
import { ENGLISH } from './english.ts';
import type { Phrasebook } from './phrasebook.ts';
import { RUSSIAN } from './russian.ts';

const BOOKS: Readonly<Record<Language, Phrasebook>> = { en: ENGLISH, ru: RUSSIAN };

/**
 * The words of a planned text: an opener and a closer as strong as its step around what it is about. Steps 1 and 2
 * complain, 3 asks, 4 and 5 praise; people sometimes drop the opener, the capital letter or the closer.
 */
export function writeText(plan: TextPlan, language: Language): string {
  const rng = new Rng(plan.nth, STREAM.text);
  const book = BOOKS[language];
  const { bad, ask, good } = book.topics[plan.topic];
  const frame = book.frames[plan.step];
  const matter = rng.pick(plan.step <= 2 ? bad : plan.step === 3 ? ask : good).replace('{course}', courseName(rng.pick(COURSES), language));
  const opener = rng.pick(frame.openers);
  const closer = rng.pick(frame.closers);
  const stop = /[.!?]$/.test(matter) ? '' : '.';
  const text = [opener, opener === '' || /[.!?]$/.test(opener) ? capital(matter) + stop : matter + stop, closer].filter((part) => part !== '').join(' ');
  return rng.chance(0.12) ? text.toLowerCase() : text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
