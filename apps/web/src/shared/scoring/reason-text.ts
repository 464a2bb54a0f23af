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

/** A reason as one sentence, such as "Not active for 16 days, usually every 4 days". `t` is any bound translator. */
export function reasonText(reason: Pick<Reason, 'code' | 'facts'>, t: TFunction, format: Formatter): string {
  if (reason.code.startsWith(MODEL_PREFIX)) return modelReasonText(reason, t, format);
  const key = `scoring:reasons.${reason.code}`;
  const text = t(key, { ...formatFacts(reason.facts, format), defaultValue: '' });
  return text || t('scoring:reasonUnknown', { code: reason.code });
}

const MODEL_PREFIX = 'model.';
/** Ways to tell a model's reason, the fullest first: by a track with a name, else in the words of its family. Which facts are known differs by customer. */
const tellingsOf = (code: string) => [`${code}.full`, `${code}.part`, 'model.named.count', 'model.named.amount', 'model.named.ago', `${code}.rhythm`, `${code}.window`, `${code}.amount`, `${code}.count`, `${code}.ago`, 'model.named.only'];

/** A reason of a model, told as fully as its facts allow; a bare sentence where there are none. */
function modelReasonText({ code, facts }: Pick<Reason, 'code' | 'facts'>, t: TFunction, format: Formatter): string {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== ''));
  const words = formatFacts(known, format);
  if (typeof known['days'] === 'number') words['ago'] = format.daysAgo(known['days']);
  if (typeof known['name'] === 'string') words['name'] = trackWord(known['name'], t);
  if (typeof known['dayPart'] === 'string') words['when'] = t(`scoring:dayParts.${known['dayPart']}`);
  for (const telling of tellingsOf(code)) {
    const key = `scoring:reasons.${telling}`;
    const template = t(key, { defaultValue: '', skipInterpolation: true });
    const needed = [...template.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!);
    if (template && needed.every((name) => name in words)) return t(key, words);
  }
  return t(`scoring:reasons.${code}.plain`, { defaultValue: '' }) || t('scoring:reasons.model.other.plain');
}

/** What a customer's daily counts count, in words: a meaning, a section, a move between sections, a key feature. */
export function trackWord(track: string, t: TFunction): string {
  const at = track.indexOf(':');
  if (at > 0) {
    const rest = track.slice(at + 1);
    return rest ? t(`scoring:tracks.${track.slice(0, at)}`, { name: rest.replace(' > ', ' → '), defaultValue: rest }) : t(`scoring:tracks.${track.slice(0, at)}All`, { defaultValue: track });
  }
  return t(`scoring:tracks.${track}`, { defaultValue: '' }) || t(`scoring:meanings.${track}`, { defaultValue: track });
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
