import { describe, expect, it } from 'vitest';
import { createI18n } from '../../app/i18n/i18n.ts';
import { createFormatter } from '../format/formatter.ts';
import { setLocale } from '../i18n/locale.ts';
import { evidenceText, reasonText } from './reason-text.ts';
import { roundToSum } from './round-to-sum.ts';

const format = (locale: string) => createFormatter({ locale, currency: 'EUR', timeZone: 'UTC' });

describe('reasonText', () => {
  const silence = { code: 'risk.silence', facts: { days: 21, usualGapDays: 3.64, silence: 5.8 } };
  it('speaks English', () => {
    const { t } = createI18n();
    expect(reasonText(silence, t, format('en'))).toBe('Silent for 21 days, usually every 3.6 days');
    expect(evidenceText({ events: 1, days: 0 }, t, format('en'))).toBe('1 event · last today');
  });
  it('speaks Russian, with its plurals', async () => {
    const i18n = createI18n();
    await setLocale(i18n, 'ru');
    expect(reasonText(silence, i18n.t, format('ru'))).toBe('Молчит 21 день, обычно раз в 3,6 дня');
    expect(evidenceText({ events: 3, days: 5 }, i18n.t, format('ru'))).toBe('3 события · последнее 5 дней назад');
  });
  it('names a reason that this version does not know', () => {
    const { t } = createI18n();
    expect(reasonText({ code: 'weather.rain', facts: {} }, t, format('en'))).toBe('Other reason (weather.rain)');
  });
});

describe('roundToSum', () => {
  it.each([
    ['halves', [50, 50, 50], 2],
    ['signs', [2433, -1249, 2883, -421, 1084, -600], 41],
    ['nothing', [], 0],
  ])('adds up with %s', (_case, hundredths, total) => {
    expect(roundToSum(hundredths, total).reduce((sum, value) => sum + value, 0)).toBe(total);
  });
  it('moves no row by a whole point', () => {
    const rows = [333, 333, 334, -250, 175];
    roundToSum(rows, 9).forEach((points, at) => expect(Math.abs(points - rows[at]! / 100)).toBeLessThan(1));
  });
});
