import type { Failure, Job } from '@kelvin/contracts';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../shared/format/formatter.ts';
import { setLocale } from '../../shared/i18n/locale.ts';
import { createI18n } from '../i18n/i18n.ts';
import { failedJobText } from './failed-job-text.ts';

const repository = join(import.meta.dirname, '../../../../..');
/** Where the work of each kind begins; what it can fail with is thrown there or in what it imports. `rescore` is done by nobody any more. */
const ENTRIES: Readonly<Record<Exclude<Job['kind'], 'rescore'>, readonly string[]>> = {
  import: ['modules/imports/import-job.ts'], demo: ['modules/demo/demo-loader.ts'], backfill: ['pipeline/60-score/backfill.port.ts'], fit: ['pipeline/60-score/fit.port.ts', 'pipeline/60-score/backfill.port.ts'],
  rebuild: ['pipeline/40-profile/rebuild-days.ts'], replay: ['pipeline/drain/replay-parked.ts'], train: ['modules/model-training/training-job.ts', 'modules/model-training/training.worker.ts'],
};
/** Thrown there too, but never out of a job: answers to a request, to whoever sends events, or to `npm run evaluate`; and what a caller makes an answer of. */
const NEVER = [
  /^import\.(no_source|upload_cut|upload_replaced|file_too_large|too_many_columns|wrong_state|workbook|archive|pdf)$/, /^inbox\.(?!full$|not_kept$)/, /^webhook\./, /^merge\./, /^outcome\.(?!not_found$)/, /^training\.running$/, /^model\.(none_in_use|not_found|damaged|outdated)$/, /^table\./, /^outbound\./,
];

/** A file and everything that it imports to run, in this repository. */
function filesFrom(entries: readonly string[]): Set<string> {
  const seen = new Set(entries);
  for (const file of seen) {
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)'/gm)) {
      const target = from.startsWith('@kelvin/') ? join(repository, 'libs', from.slice('@kelvin/'.length), 'src/index.ts') : from.startsWith('.') ? resolve(dirname(file), from) : null;
      if (target !== null && existsSync(target)) seen.add(target);
    }
  }
  return seen;
}
const RUNNER = join(repository, 'apps/api/src/platform/jobs/job-runner.ts');
const THROWN = /new AppError\(\s*'[a-z-]+',\s*'([a-z_]+\.[a-z_]+)'/g;
/** What the runner says of work that failed unexpectedly. */
const SAID = /return \{ code: '([a-z_]+\.[a-z_]+)'/g;
const found = [
  ...[...filesFrom(Object.values(ENTRIES).flat().map((entry) => join(repository, 'apps/api/src', entry)))].flatMap((file) => [...readFileSync(file, 'utf8').matchAll(THROWN)]),
  ...readFileSync(RUNNER, 'utf8').matchAll(SAID),
];
const CODES = [...new Set(found.map(([, code]) => code!))].filter((code) => !NEVER.some((never) => never.test(code))).sort();

const i18n = createI18n();
const russian = createI18n();
beforeAll(() => setLocale(russian, 'ru'));
const MESSAGE = 'A sentence of the server’s.';
const VALUES = { column: 'total', days: 12, needed: 74, positives: 9, negatives: 4, feature: 'since.order', asOf: '2026-11-01', name: 'Ours', host: 'models.example.com', problem: 'timeout' };
const tell = (locale: 'en' | 'ru', code: string, values: Failure['values'] = VALUES) =>
  failedJobText({ code, message: MESSAGE, values }, locale === 'en' ? i18n.t : russian.t, createFormatter({ locale, currency: 'EUR', timeZone: 'UTC' }));

describe('why a job failed', () => {
  it('has its codes from where they are thrown', () => {
    expect(CODES).toEqual(expect.arrayContaining(['import.missing_column', 'import.broken_gzip', 'inbox.full', 'job.failed', 'workspace.not_found', 'security.cannot_unseal', 'training.short_history', 'thread.out_of_memory', 'external_model.failed', 'model.wrong_columns']));
  });

  it.each(CODES)('is told of %s in both languages', (code) => {
    expect(tell('en', code)).not.toMatch(/A sentence of the server|\{\{/);
    expect(tell('ru', code)).toMatch(/^[^{]*[А-Яа-я]{3}[^{]*$/);
  });

  it.each<[string, string, Failure['values'], string]>([
    ['names what it is about', 'import.missing_column', { column: 'total' }, 'В файле нет столбца «total». Сверьте поля импорта с заголовком файла.'],
    ['stays in English where its value was not kept', 'import.missing_column', {}, MESSAGE],
    ['stays in English where the code is not known', 'moon.full', {}, MESSAGE],
    ['of a training is told in the models’ words', 'training.short_history', { days: 12, needed: 74 }, 'История до проверки — 12 дней, а нужно 74 дня.'],
    ['of whatever kind is told in the jobs’ words', 'workspace.not_found', {}, 'Этого пространства больше нет.'],
  ])('%s', (_what, code, values, text) => expect(tell('ru', code, values).replace(/\u00a0/g, ' ')).toBe(text));
});
