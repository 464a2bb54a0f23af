import { Sentence } from '../shared/sentence.ts';

export interface ReadLabels {
  /** The values that are the outcome, as they are written. */
  readonly positive: string;
  /** True where no word and no option said which of two values is the outcome, so the rarer one was taken. */
  readonly isRarerTaken: boolean;
  /** 1 with the outcome, in the order of the cells. */
  readonly labels: Uint8Array;
}

const POSITIVE_WORDS: readonly string[] = ['yes', 'true', '1', '1.0', 'y', 't', 'да', 'ja', 'oui', 'si', 'sí'];
const NEGATIVE_WORDS: readonly string[] = ['no', 'false', '0', '0.0', 'n', 'f', 'нет', 'nein', 'non', '-1'];

/**
 * Tells which cells of the label's column are the outcome: the value that was asked for, words that plainly say so, or the
 * rarer one of two (of two that are as common the one that sorts last). Throws a sentence where that is not enough.
 *
 * @param texts cells that are not blank, trimmed.
 */
export function readLabels(column: string, texts: readonly string[], wanted: string | null): ReadLabels {
  const values = [...new Set(texts)];
  const shown = `${values.slice(0, 8).map((value) => `“${value}”`).join(', ')}${values.length > 8 ? ', …' : ''}`;
  const counts = countWords(texts);
  if (wanted !== null && !counts.has(wordOf(wanted))) throw new Sentence(`--positive: the column ${column} has no value “${wanted}”; it has ${shown}.`);
  const words = [...counts.keys()];
  const isPlain = words.every((word) => POSITIVE_WORDS.includes(word) || NEGATIVE_WORDS.includes(word));
  if (wanted === null && !isPlain && counts.size > 2) throw new Sentence(`Which value of ${column} is the outcome? It has ${shown}. Say --positive VALUE.`);
  const isRarerTaken = wanted === null && !isPlain && counts.size === 2;
  const positives = wanted !== null ? [wordOf(wanted)] : isRarerTaken ? [rarerOf(counts)] : words.filter((word) => POSITIVE_WORDS.includes(word));
  if (counts.size === 1 || positives.length === 0 || positives.length === counts.size) throw new Sentence(`All ${texts.length} rows have ${shown} in the column ${column}, so there is nothing to learn.`);
  const labels = Uint8Array.from(texts, (text) => (positives.includes(wordOf(text)) ? 1 : 0));
  return { positive: values.filter((value) => positives.includes(wordOf(value))).join(', '), isRarerTaken, labels };
}

/** Some files write `True.` */
function wordOf(text: string): string {
  return text.trim().toLowerCase().replace(/(?<=\D)\.$/, '');
}

function countWords(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(wordOf(text), (counts.get(wordOf(text)) ?? 0) + 1);
  return counts;
}

function rarerOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort(([a, first], [b, second]) => first - second || (a < b ? 1 : -1))[0]![0];
}
