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
    expect(reasonText(silence, t, format('en'))).toBe('Not active for 21 days, usually every 3.6 days');
    expect(evidenceText({ events: 1, days: 0 }, t, format('en'))).toBe('1 event · last today');
  });
  it('speaks Russian, with its plurals', async () => {
    const i18n = createI18n();
    await setLocale(i18n, 'ru');
    expect(reasonText(silence, i18n.t, format('ru'))).toBe('Не активен 21 день, обычно раз в 3,6 дня');
    expect(evidenceText({ events: 3, days: 5 }, i18n.t, format('ru'))).toBe('3 события · последнее 5 дней назад');
  });
  it('names a reason that this version does not know', () => {
    const { t } = createI18n();
    expect(reasonText({ code: 'weather.rain', facts: {} }, t, format('en'))).toBe('Other reason (weather.rain)');
  });
});

describe('reasons of a model', () => {
  const FAMILIES = ['recency', 'frequency', 'trend', 'rhythm', 'money', 'interest', 'mail', 'support', 'payment', 'mood', 'path', 'calendar', 'profile', 'other', 'external'];
  const FACTS = { days: 16, usualGapDays: 4, count: 3, windowDays: 30, amount: 120, name: 'order', dayPart: 'night', partShare: 0.25 };

  it.each([
    ['recency', { days: 16, usualGapDays: 4 }, 'Last event that matters to this forecast 16 days ago, usually every 4 days'],
    ['recency', { days: 0, usualGapDays: null }, 'Last event that matters to this forecast today'],
    ['recency', {}, 'How long ago an event that matters was'],
    ['frequency', { count: 4, windowDays: 30 }, 'Events that matter to this forecast in 30 days: 4'],
    ['frequency', { count: 4, windowDays: 90, name: 'order' }, 'Order: 4 in 90 days'],
    ['path', { name: 'move:Prices > Help' }, 'Move Prices → Help'],
    ['mail', { name: 'unsubscribed', days: 3 }, 'Unsubscribed: last 3 days ago'],
    ['interest', { name: 'section:Courses', count: 6, windowDays: 30 }, 'Section “Courses”: 6 in 30 days'],
    ['money', { name: 'order', amount: 120, windowDays: 90 }, 'Order: €120 in 90 days'],
    ['money', { amount: 120 }, 'Money spent: €120'],
    ['support', { count: 2, days: 9 }, 'Open tickets: 2, the oldest for 9 days'],
    ['support', { count: 0 }, 'Open tickets: 0'],
    ['rhythm', { dayPart: 'evening', partShare: 0.8, usualGapDays: 4 }, 'Comes in the evening on 80% of active days'],
    ['weather', { days: 3 }, 'Other signs'],
  ])('tells %s with %o', (family, facts, text) => {
    const { t } = createI18n();
    expect(reasonText({ code: `model.${family}`, facts }, t, format('en'))).toBe(text);
  });

  it.each(['en', 'ru'] as const)('is a sentence in %s whichever facts are missing', async (locale) => {
    const i18n = createI18n();
    await setLocale(i18n, locale);
    const formatter = format(locale);
    const names = Object.keys(FACTS) as (keyof typeof FACTS)[];
    for (const family of FAMILIES) {
      for (let which = 0; which < 2 ** names.length; which++) {
        const facts = Object.fromEntries(names.filter((_, at) => (which >> at) & 1).map((name) => [name, FACTS[name]]));
        const text = reasonText({ code: `model.${family}`, facts }, i18n.t, formatter);
        expect(text).toMatch(/^\p{L}/u);
        expect(text).not.toMatch(/\{\{|undefined|scoring|other\.plain/);
      }
    }
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
