import type { Condition } from '@kelvin/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createI18n } from '../../app/i18n/i18n.ts';
import { createFormatter } from '../../shared/format/formatter.ts';
import { addEnglish } from '../../shared/i18n/late-words.ts';
import { setLocale } from '../../shared/i18n/locale.ts';
import { featureText, parseFeatureName } from './feature-words.ts';
import { modelsEn } from './i18n/en.ts';
import { conditionText } from './use-condition-text.ts';

addEnglish('models', modelsEn);
const i18n = createI18n();
const format = createFormatter({ locale: 'en', currency: 'EUR', timeZone: 'UTC' });
const russian = createI18n();
const formatRu = createFormatter({ locale: 'ru', currency: 'EUR', timeZone: 'UTC' });
beforeAll(() => setLocale(russian, 'ru'));

/** One name of every kind, as the library writes them. */
const NAMES = [
  'count.order.30', 'days.activity.90', 'sum.order.365', 'trend.outcome.7', 'faded.activity.60', 'since.order', 'age.outcome', 'span.outcome', 'repeats.outcome', 'gap.order.mean', 'gap.order.last', 'gap.order.spread',
  'gap.order.usual', 'overdue.activity', 'price.order.mean', 'price.order.last', 'ratio.email_opened/email_sent.90', 'open.ticket_opened.count', 'open.ticket_opened.days', 'variety.section:.30', 'weekend.activity',
  'part.activity.night.90', 'part.activity.morning.90', 'part.activity.afternoon.90', 'part.outcome.evening.90',
  'season.sin', 'season.cos', 'mood.mean', 'mood.change', 'category.country.DE',
];

describe('parseFeatureName', () => {
  it.each([
    ['count.order.30', { kind: 'count', track: 'order', by: null, days: 30, stat: null }],
    ['count.section:a.b.30', { kind: 'count', track: 'section:a.b', by: null, days: 30, stat: null }],
    ['ratio.order/cart.90', { kind: 'ratio', track: 'order', by: 'cart', days: 90, stat: null }],
    ['category.device.Chrome 1.2', { kind: 'category', track: 'device', by: null, days: null, stat: 'Chrome 1.2' }],
    ['part.section:a.b.evening.90', { kind: 'part', track: 'section:a.b', by: null, days: 90, stat: 'evening' }],
    ['season.sin', { kind: 'season', track: '', by: null, days: null, stat: 'sin' }],
  ])('reads %s', (name, parts) => expect(parseFeatureName(name)).toEqual(parts));
  it.each(['', 'count', 'count.', 'count.order.often', '.order', 'part.evening.90', 'part.activity.evening'])('reads nothing into “%s”', (name) => expect(parseFeatureName(name)).toBeNull());
});

describe('featureText', () => {
  it.each([
    ['since.order', 'Order: days since the last'], ['count.outcome.90', 'This outcome: how many in 90 days'], ['since.move:Prices > Help', 'Move Prices → Help: days since the last'],
    ['part.activity.evening.90', 'Any activity: share of days with some in the evening, in 90 days'],
    ['gap.activity.usual', 'Any activity: usual gap'], ['variety.section:.30', 'Sections of the site: how many different in 30 days'], ['category.country.DE', 'Country: Germany'], ['weather.rain', 'weather.rain'],
  ])('tells %s', (name, text) => expect(featureText(name, i18n.t, format)).toBe(text));
  it('tells of an absence what would end', () => {
    expect(featureText('since.outcome', i18n.t, format, true)).toBe('Activity that may end: days since the last');
    expect(featureText('since.order', i18n.t, format, true)).toBe('Order: days since the last');
  });
  it.each(NAMES)('has words for %s in both languages', (name) => {
    expect(featureText(name, i18n.t, format)).not.toBe(name);
    expect(featureText(name, russian.t, formatRu)).toMatch(/[А-Яа-я]/);
  });
});

describe('conditionText', () => {
  const order = { by: 'meaning', meaning: 'order' } as const;
  const cases: readonly [Condition, string, string][] = [
    [{ kind: 'event_count', atLeast: 1, filter: { event: order, where: [] } }, '“Order” within 30 days', '«Заказ» за 30 дней'],
    [{ kind: 'event_count', atLeast: 3, filter: { event: order, where: [] } }, '“Order” at least 3 times within 30 days', '«Заказ» хотя бы 3 раза за 30 дней'],
    [{ kind: 'inactivity', filter: null }, 'No activity at all within 30 days', 'Никакой активности за 30 дней'],
    [{ kind: 'inactivity', filter: { event: { by: 'type', name: 'Login' }, where: [] } }, 'No “Login” within 30 days', 'Ни одного «Login» за 30 дней'],
    [{ kind: 'event_count', atLeast: 1, filter: { event: order, where: [{ property: 'amount', operator: 'at_least', value: 50 }, { property: 'coupon', operator: 'missing', value: '' }] } }, '“Order” within 30 days, where the amount is at least 50 and coupon is not known', '«Заказ» за 30 дней, где сумма не меньше 50 и coupon неизвестно'],
  ];
  it.each(cases)('%o', (condition, english, inRussian) => {
    expect(conditionText(condition, 30, i18n.t, format)).toBe(english);
    expect(conditionText(condition, 30, russian.t, formatRu).replace(/\s/g, ' ')).toBe(inRussian);
  });
});

describe('before the first training', () => {
  it.each(['models:verdictTexts.untrained', 'models:list.addedText'])('no chances from rules are promised: %s', (key) => {
    expect(i18n.t(key)).toMatch(/first training/);
    expect(russian.t(key)).toMatch(/перв\S+ обучени/);
  });
});
