import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../', import.meta.url));
const WEB = join(repository, 'apps', 'web', 'src');

/** All translations of one language in one text. */
function wordsOnScreen(language: 'en' | 'ru'): string {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((file) => basename(dirname(file)) === 'i18n' && new RegExp(`^(?:[a-z-]+-)?${language}\\.ts$`).test(basename(file)));
  return files.map((file) => readFileSync(join(WEB, file), 'utf8')).join('\n');
}

/** Rows of the tables whose columns are code, English, Russian: `[code, english, russian]`. */
function glossaryRows(): (readonly [string, string, string])[] {
  const lines = readFileSync(join(repository, 'docs', 'glossary.md'), 'utf8').split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => {
    const [code, english, russian] = line.split('|').slice(1).map((cell) => cell.trim()) as [string, string, string];
    return [code, english, russian];
  });
}

/** Matches whole words, so that “Account” is not found in “accounted”. */
function asWords(words: string): RegExp {
  return new RegExp(`(?<!\\p{L})${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'iu');
}

describe('the glossary', () => {
  const en = wordsOnScreen('en');
  const ru = wordsOnScreen('ru');
  const rows = glossaryRows();
  const shown = rows.filter(([, english]) => english !== '–');

  it('was read', () => expect(shown.length).toBeGreaterThan(40));

  it.each(shown)('%s is on screen as “%s” and «%s»', (_code, english, russian) => {
    expect(en).toMatch(asWords(english));
    expect(ru).toMatch(asWords(russian));
  });

  it('has one row for each word of the code', () => {
    const codes = rows.map(([code]) => code);
    expect(codes).toEqual([...new Set(codes)]);
  });
});
