import { EXTERNAL_MODEL_PROBLEMS } from '@kelvin/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createI18n } from '../../app/i18n/i18n.ts';
import { ApiError } from '../api/api-error.ts';
import { setLocale } from '../i18n/locale.ts';
import { fieldText, refusalText } from './refusal-text.ts';

const repository = join(import.meta.dirname, '../../../../..');
/** Refusals that are told by their sentence; the others by what their status says. */
const TOLD = /new AppError\(\s*'(?:invalid|unauthenticated|conflict|too-large)',\s*'([a-z_]+\.[a-z_0-9]+)'/g;
const ANSWERED = /status: 400, code: '([a-z_]+\.[a-z_]+)'|: '(http\.bad_request)'/g;
/** Met by machines and by whoever starts or tests Kelvin: senders of events, `npm run evaluate`, the start; and why a job failed, which has words of its own. */
const MACHINES_ONLY = [
  /^inbox\.(broken_gzip|not_a_form|form_too_complex|bad_signature)$/, /^(database|config|evaluation|timing|table)\./, /^model\.(artefact_\w+|bad_matrix|no_rows|one_class|wrong_columns|not_asked)$/,
  /^training\.(?!running$)/, /^outbound\./, /^demo\./,
];

const found = ['apps/api/src', 'libs'].flatMap((root) => readdirSync(join(repository, root), { recursive: true, encoding: 'utf8' })
  .filter((name) => /(?<!\.test|\.test-helper)\.ts$/.test(name) && !name.includes('node_modules'))
  .flatMap((name) => {
    const source = readFileSync(join(repository, root, name), 'utf8');
    return [...source.matchAll(TOLD), ...source.matchAll(ANSWERED)].map(([, thrown, answered]) => thrown ?? answered!);
  }));
const CODES = [...new Set([...found, ...EXTERNAL_MODEL_PROBLEMS.map((problem) => `external_model.${problem}`)])].filter((code) => !MACHINES_ONLY.some((machine) => machine.test(code))).sort();

const i18n = createI18n();
const russian = createI18n();
beforeAll(() => setLocale(russian, 'ru'));
const MESSAGE = 'A sentence of the server’s.';
const VALUES = { limitGb: 2, most: 10, column: 'total', part: 'userId', name: 'Уход' };
const refusal = (code: string, { fields = {}, values = VALUES }: { fields?: Record<string, string>; values?: Record<string, string | number> } = {}) => new ApiError(409, code, MESSAGE, null, fields, values);

describe('what the server refuses', () => {
  it('has its codes from where they are thrown', () => {
    expect(CODES).toEqual(expect.arrayContaining(['import.empty_file', 'import.broken_gzip', 'import.too_many_columns', 'import.workbook', 'merge.already_undone', 'http.invalid_request', 'http.unusable_value', 'http.bad_request', 'outcome.exists', 'external_model.timeout']));
  });

  it.each(CODES)('is told of %s in Russian, and in English in the server’s own words', (code) => {
    expect(refusalText(refusal(code), russian.t)).toMatch(/^[^{]*[А-Яа-я]{3}(?:(?!\{\{).)*$/);
    expect(refusalText(refusal(code), i18n.t)).toBe(MESSAGE);
  });

  it.each<[string, ApiError, string]>([
    ['with its name', refusal('outcome.exists'), 'Ровно это уже предсказывает «Уход».'],
    ['with its number', refusal('import.file_too_large'), 'Файл больше 2 ГБ. Разделите его и загрузите части в один и тот же источник.'],
    ['by the field that is wrong', refusal('http.invalid_request', { fields: { asOf: 'This date is still to come.' } }), 'Эта дата ещё не наступила или раньше 1990 года.'],
    ['by the field of a list', refusal('http.invalid_request', { fields: { 'rates.3.currency': 'This is the currency of the workspace: it is worth 1.' } }), 'Это валюта самого пространства: её курс всегда 1.'],
    ['as a whole where the field has no words', refusal('http.invalid_request', { fields: { '': 'Invalid UUID' } }), 'Сервер не понял запрос. Проверьте адрес страницы и введённые значения.'],
    ['in English where the code is not known', refusal('moon.full'), MESSAGE],
  ])('is told %s', (_how, error, text) => expect(refusalText(error, russian.t)).toBe(text));

  it.each<[string, string, string, string]>([
    ['account.email_taken', 'email', 'С этой почтой уже есть аккаунт', 'Sentence'], ['http.invalid_request', 'workspace.timeZone', 'Такого часового пояса нет. Укажите, например, Europe/Moscow.', 'Sentence'], ['http.invalid_request', 'workspace.name', 'Проверьте это поле.', 'Sentence'],
  ])('is told beside the field of %s: %s', (code, name, inRussian, inEnglish) => {
    const error = refusal(code, { fields: { [name]: 'Sentence' } });
    expect([fieldText(error, name, russian.t), fieldText(error, name, i18n.t)]).toEqual([inRussian, inEnglish]);
  });
});
