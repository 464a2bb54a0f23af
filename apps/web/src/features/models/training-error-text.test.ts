import { AUTOMATION_REASONS, GATE_REASONS, RETRAIN_CAUSES, trainingRunSchema } from '@kelvin/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createI18n } from '../../app/i18n/i18n.ts';
import { createFormatter } from '../../shared/format/formatter.ts';
import { addEnglish } from '../../shared/i18n/late-words.ts';
import { setLocale } from '../../shared/i18n/locale.ts';
import { modelsEn } from './i18n/en.ts';
import { modelsTabsEn } from './i18n/tabs-en.ts';
import { trainingErrorText } from './training-error-text.ts';

addEnglish('models', modelsEn);
addEnglish('models', modelsTabsEn);
const i18n = createI18n();
const russian = createI18n();
beforeAll(() => setLocale(russian, 'ru'));
const format = createFormatter({ locale: 'en', currency: 'EUR', timeZone: 'UTC' });
const formatRu = createFormatter({ locale: 'ru', currency: 'EUR', timeZone: 'UTC' });

const MESSAGE = 'A sentence of the server’s.';
const english = (code: string, values: Record<string, number | string> = {}) => trainingErrorText({ code, message: MESSAGE, values }, i18n.t, format);
const inRussian = (code: string, values: Record<string, number | string> = {}) => trainingErrorText({ code, message: MESSAGE, values }, russian.t, formatRu).replace(/\s/g, ' ');

/** Where a run can fail with a code that is kept: its thread, what it asks, and everything that learns. */
const PLACES = ['libs/scoring/src/training', 'libs/scoring/src/evaluation', 'libs/scoring/src/engines', 'apps/api/src/platform/threads', 'apps/api/src/modules/model-training'];
/** Answers to a request, which no run ever keeps. */
const REFUSALS = new Set(['outcome.too_many', 'outcome.exists', 'outcome.role_taken', 'outcome.cannot_tell', 'training.running', 'model.none_in_use', 'model.not_found', 'model.damaged', 'model.outdated']);

function codesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !/\.test(-helper)?\.ts$/.test(name))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/new AppError\(\s*'[a-z-]+',\s*'([a-z_]+\.[a-z_]+)'/g)].map(([, code]) => code!));
}
const CODES = [...new Set(PLACES.flatMap((place) => codesOf(join(import.meta.dirname, '../../../../..', place))))].filter((code) => !REFUSALS.has(code)).sort();
const ALL_VALUES = { days: 12, needed: 74, positives: 9, negatives: 4, feature: 'since.order', asOf: '2026-11-01', name: 'Ours', host: 'models.example.com', problem: 'timeout' };

describe('why a run brought no model', () => {
  it('reads the codes from where they are thrown', () => {
    expect(CODES).toEqual(expect.arrayContaining(['external_model.failed', 'thread.too_long', 'training.failed', 'training.leak', 'training.no_customers', 'training.short_history', 'training.too_few_outcomes', 'model.bad_matrix']));
  });
  it.each(CODES)('is told of %s in both languages', (code) => {
    expect(english(code, ALL_VALUES)).not.toMatch(/A sentence of the server|\{\{/);
    expect(inRussian(code, ALL_VALUES)).toMatch(/^[^{]*[А-Яа-я]{3}[^{]*$/);
  });

  it.each<[string, Record<string, number | string>, string, string]>([
    ['training.short_history', { days: 12, needed: 74 }, 'The history before the test is 12 days long; 74 days are needed.', 'История до проверки — 12 дней, а нужно 74 дня.'],
    ['training.too_few_outcomes', { positives: 9, negatives: 0 }, 'There are too few customers with the outcome to learn from; still missing: 9.', 'Слишком мало клиентов с исходом, учиться не на чем; не хватает: 9.'],
    ['training.too_few_outcomes', { positives: 0, negatives: 4 }, 'There are too few customers without the outcome to learn from; still missing: 4.', 'Слишком мало клиентов без исхода, учиться не на чем; не хватает: 4.'],
    ['training.too_few_outcomes', { positives: 9, negatives: 4 }, 'There are too few customers to learn from; still missing: 9 with the outcome and 4 without it.', 'Слишком мало клиентов, учиться не на чем; не хватает: с исходом — 9, без него — 4.'],
    ['external_model.failed', { name: 'Ours', host: 'a.example', problem: 'bad_status', status: 503 }, '“Ours” at a.example could not be asked. It answered with status 503 instead of 200.', '«Ours», a.example, спросить не удалось. Вместо 200 пришёл ответ 503.'],
    ['engines.bad', {}, MESSAGE, MESSAGE],
    // As earlier versions kept it.
    ['training.short_history', {}, MESSAGE, MESSAGE],
  ])('%s with %o', (code, values, text, russianText) => {
    expect(english(code, values)).toBe(text);
    expect(inRussian(code, values)).toBe(russianText);
  });

  it('names a feature in a marketer’s words', () => expect(english('training.leak', ALL_VALUES)).toMatch(/^“Order: days since the last” as at November 1, 2026 changes/));
});

describe('what the server names by a code', () => {
  const causes = trainingRunSchema.shape.cause.options.map((cause) => `training.causes.${cause}`);
  const statuses = trainingRunSchema.shape.status.options.map((status) => `runs.status.${status}`);
  it.each([...GATE_REASONS, ...AUTOMATION_REASONS, ...RETRAIN_CAUSES, ...causes, ...statuses])('%s has words in both languages', (code) => {
    expect(i18n.t(`models:${code}`, { defaultValue: '' })).not.toBe('');
    expect(russian.t(`models:${code}`, { defaultValue: '' })).toMatch(/[А-Яа-я]/);
  });
});
