import type { Reason } from '@kelvin/contracts';
import type { TFunction } from 'i18next';
import type { Formatter } from '../format/formatter.ts';

type Facts = Reason['facts'];

/** Facts of a reason as words of the reader's language, by what their names say they are. */
export function formatFacts(facts: Facts, format: Formatter): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, formatFact(name, value, format)]));
}

function formatFact(name: string, value: Facts[string], format: Formatter): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (/days$/i.test(name)) return format.days(Math.abs(value));
  if (/hundredths$/i.test(name)) return format.points(Math.abs(value));
  if (/points$/i.test(name)) return format.number(Math.abs(value));
  if (/(chance|share|limit)$/i.test(name)) return format.percent(value);
  if (/(amount|value|revenue)$/i.test(name)) return format.money(value);
  return Number.isInteger(value) ? format.number(value) : format.decimal(value);
}

/** A reason as one sentence, such as "Silent for 16 days, usually every 4 days". `t` is any bound translator. */
export function reasonText(reason: Pick<Reason, 'code' | 'facts'>, t: TFunction, format: Formatter): string {
  const key = `scoring:reasons.${reason.code}`;
  const text = t(key, { ...formatFacts(reason.facts, format), defaultValue: '' });
  return text || t('scoring:reasonUnknown', { code: reason.code });
}

/** What stands behind a row of the ledger: how many events, the last one, the usual gap. Empty when nothing is known. */
export function evidenceText(facts: Facts, t: TFunction, format: Formatter): string {
  const words = formatFacts(facts, format);
  const parts: string[] = [];
  if (typeof facts['events'] === 'number') {
    parts.push(t('scoring:evidence.events', { count: facts['events'], ...words }));
    if (typeof facts['days'] === 'number') parts.push(facts['days'] < 1 ? t('scoring:evidence.lastToday') : t('scoring:evidence.last', words));
  }
  if (typeof facts['usualGapDays'] === 'number') parts.push(t('scoring:evidence.usual', words));
  return parts.join(' · ');
}
