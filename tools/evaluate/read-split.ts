import { readDateColumn } from '@kelvin/connectors';
import { dayToIso } from '@kelvin/kernel';
import { Sentence } from '../shared/sentence.ts';

/** Places of rows, counted from 0. */
export interface SplitRows {
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** When each row was, larger is later; left out where nothing says it. */
  readonly order?: Float64Array;
}

export interface ReadSplit {
  readonly split: SplitRows;
  /** Says which rows are the test. */
  readonly splitWords: string;
}

const TRAIN_WORDS: readonly string[] = ['train', 'training', 'обучение'];
const TEST_WORDS: readonly string[] = ['test', 'testing', 'holdout', 'hold-out', 'тест'];
/** Rows to choose by: training beside a test, the test where there is no other. */
const VALIDATION_WORDS: readonly string[] = ['val', 'valid', 'validation', 'dev'];
const YES_WORDS: readonly string[] = ['1', '1.0', 'true', 'yes', 't', 'y', 'да'];
const NO_WORDS: readonly string[] = ['0', '0.0', 'false', 'no', 'f', 'n', 'нет'];
/** `is_train`: what such a column says yes to is the training. */
const TRAIN_NAME = /(?:^|[\W_])(?:is|in)?train(?:ing)?(?:$|[\W_])/i;
const TEST_NAME = /test|hold-?out|valid/i;
/** Of rows with a date, about so many, the latest, are the test. */
const TEST_SHARE = 0.2;

/**
 * Tells which rows are the test by the words of a column, by a yes or no to what its name says, or by its dates, of which
 * the latest are. Throws a sentence where it tells nothing of the kind, or has one side only.
 *
 * @param texts cells that are not blank, trimmed.
 */
export function readSplit(column: string, texts: readonly string[]): ReadSplit {
  return byWords(column, texts) ?? byDates(column, texts);
}

function byWords(column: string, texts: readonly string[]): ReadSplit | null {
  const words = texts.map((text) => text.toLowerCase());
  const kinds = new Set(words);
  const isTrainName = TRAIN_NAME.test(column) && !TEST_NAME.test(column);
  const hasTest = words.some((word) => TEST_WORDS.includes(word));
  const trainWords = [...TRAIN_WORDS, ...(hasTest ? VALIDATION_WORDS : []), ...(isTrainName ? YES_WORDS : NO_WORDS)];
  const testWords = [...TEST_WORDS, ...(hasTest ? [] : VALIDATION_WORDS), ...(isTrainName ? NO_WORDS : YES_WORDS)];
  if (![...kinds].every((word) => trainWords.includes(word) || testWords.includes(word))) return null;
  const rowsOf = (of: readonly string[]): Int32Array => Int32Array.from(words.keys()).filter((row) => of.includes(words[row]!));
  const split = { train: rowsOf(trainWords), test: rowsOf(testWords) };
  const values = [...new Set(texts)];
  const shownOf = (of: readonly string[]): string => values.filter((value) => of.includes(value.toLowerCase())).join(', ');
  if (split.train.length === 0 || split.test.length === 0) throw new Sentence(`--split: every row of ${column} is “${values.join(', ')}”, so there is nothing to ${split.train.length === 0 ? 'learn from' : 'test on'}.`);
  return { split, splitWords: `${column} = ${shownOf(testWords)} is the test, ${shownOf(trainWords)} the training` };
}

function byDates(column: string, texts: readonly string[]): ReadSplit {
  const dates = readDateColumn(texts, 1);
  if (!dates || dates.values.some(Number.isNaN)) {
    const values = [...new Set(texts)];
    throw new Sentence(`--split: the column ${column} holds ${values.slice(0, 5).map((value) => `“${value}”`).join(', ')}${values.length > 5 ? ', …' : ''}; it must hold train and test, 0 and 1, where 1 is the test, or dates, the latest of which are.`);
  }
  const days = dates.values;
  const firstDay = days.toSorted()[Math.floor(days.length * (1 - TEST_SHARE))]!;
  const rowsOf = (isOne: (day: number) => boolean): Int32Array => Int32Array.from(days.keys()).filter((row) => isOne(days[row]!));
  const split = { train: rowsOf((day) => day < firstDay), test: rowsOf((day) => day >= firstDay), order: days };
  if (split.train.length === 0) throw new Sentence(`--split: most rows of ${column} are of ${dayToIso(firstDay)}, the first of its days, so there is nothing earlier to learn from.`);
  const order = dates.unsureFormat ? `, read as ${dates.unsureFormat}; the other order of day and month would fit as well` : '';
  return { split, splitWords: `${column} from ${dayToIso(firstDay)} on is the test, what is earlier the training${order}` };
}
