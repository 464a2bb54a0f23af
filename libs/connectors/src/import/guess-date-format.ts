import { EARLIEST_INSTANT_MS, parseIsoInstant } from '../instant.ts';
import { compileDateFormat, type InstantParser } from './date-format.ts';

/** A settled format, several between which only a person can choose, or none that reads the samples. */
export type DateFormatGuess = { readonly format: string } | { readonly choices: readonly string[] } | null;

const TIMES = ['', ' HH:mm', ' HH:mm:ss', ' H:mm', ' H:mm:ss', ' h:mm a', ' h:mm:ss a'] as const;
/** Forms of a date that leave no doubt. */
export const YEAR_FIRST = ['yyyy-MM-dd', 'yyyy/MM/dd', 'yyyy.MM.dd', 'yyyyMMdd', 'yyyy-M-d', 'yyyy/M/d'] as const;
/** Day first and month first, in pairs: the two readings of the same text. */
export const DAY_AND_MONTH: readonly (readonly [dayFirst: string, monthFirst: string])[] = [
  ['dd.MM.yyyy', 'MM.dd.yyyy'], ['d.M.yyyy', 'M.d.yyyy'], ['dd/MM/yyyy', 'MM/dd/yyyy'], ['d/M/yyyy', 'M/d/yyyy'],
  ['dd-MM-yyyy', 'MM-dd-yyyy'], ['d-M-yyyy', 'M-d-yyyy'], ['dd.MM.yy', 'MM.dd.yy'], ['d/M/yy', 'M/d/yy'],
];

/**
 * The format that reads every sample. Where both day/month and month/day read all of them the answer is a choice, for a
 * wrong guess would move orders by months without anybody noticing; one day above 12 in the samples settles it.
 *
 * @param latestMs what lies after it is no date of an event: tells unix times from other numbers.
 */
export function guessDateFormat(samples: readonly string[], latestMs: number): DateFormatGuess {
  const texts = samples.map((text) => text.trim()).filter((text) => text !== '');
  // Most columns are no dates, and every form of one has digits.
  if (texts.length === 0 || !texts.every((text) => /\d/.test(text))) return null;
  if (texts.every((text) => !Number.isNaN(parseIsoInstant(text)))) return { format: 'iso' };
  for (const format of ['unix_s', 'unix_ms']) if (readsAll(format, texts, latestMs)) return { format };
  for (const date of YEAR_FIRST) {
    const time = TIMES.find((candidate) => readsAll(date + candidate, texts, latestMs));
    if (time !== undefined) return { format: date + time };
  }
  for (const pair of DAY_AND_MONTH) {
    for (const time of TIMES) {
      const choices = pair.map((date) => date + time).filter((format) => readsAll(format, texts, latestMs));
      if (choices.length === 1) return { format: choices[0]! };
      if (choices.length > 1) return { choices };
    }
  }
  return null;
}

/** Of the formats above, which are asked of every column of a file. */
const PARSERS = new Map<string, InstantParser>();

function parserOf(format: string): InstantParser {
  const known = PARSERS.get(format) ?? compileDateFormat(format, 'UTC');
  PARSERS.set(format, known);
  return known;
}

function readsAll(format: string, texts: readonly string[], latestMs: number): boolean {
  const parse = parserOf(format);
  return texts.every((text) => {
    const ms = parse(text);
    return ms >= EARLIEST_INSTANT_MS && ms <= latestMs;
  });
}
