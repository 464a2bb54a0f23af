import { GATE_REASONS, NOTIFICATION_KINDS, type NotificationContent } from '@kelvin/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createI18n } from '../../app/i18n/i18n.ts';
import { createFormatter } from '../../shared/format/formatter.ts';
import { addEnglish } from '../../shared/i18n/late-words.ts';
import { setLocale } from '../../shared/i18n/locale.ts';
import { idOf } from '../../testing/fixtures.ts';
import { notificationsEn } from './i18n/en.ts';
import { notificationText } from './notification-text.ts';

addEnglish('notifications', notificationsEn);
const english = createI18n();
const russian = createI18n();
beforeAll(() => setLocale(russian, 'ru'));

const ofOutcome = { outcomeId: idOf(1), name: 'No activity for 90 days', number: 3 };
const CASES: readonly (readonly [NotificationContent, string, string])[] = [
  [{ kind: 'source.silent', payload: { sourceId: idOf(2), name: 'Website', since: '2026-11-20T07:00:00.000Z' } },
    '“Website” fell silent on Nov 20, 10:00 AM: far less came than usual. Its customers keep their temperature until it is back.', 'Источник «Website» замолчал 20 нояб., 10:00: данных стало гораздо меньше обычного. Пока он не вернётся, температура его клиентов не меняется.'],
  [{ kind: 'model.damaged', payload: { ...ofOutcome, servesInstead: 2 } },
    '“No activity for 90 days”: the file of version 3 is damaged. Version 2 serves instead.', '«Не появится 90 дн.»: файл версии 3 повреждён. Вместо неё работает версия 2.'],
  [{ kind: 'model.damaged', payload: { ...ofOutcome, servesInstead: null } },
    '“No activity for 90 days”: the file of version 3 is damaged. Chances come from rules.', '«Не появится 90 дн.»: файл версии 3 повреждён. Вероятности берутся из правил.'],
  [{ kind: 'model.worse_than_rules', payload: { ...ofOutcome, test: { from: '2026-10-01', to: '2026-11-03' } } },
    '“No activity for 90 days”: on customers of Oct 1 to Nov 3 your rules were clearly better than version 3. It was taken out of use, and chances come from rules.',
    '«Не появится 90 дн.»: на клиентах с 1 окт. по 3 нояб. ваши правила оказались заметно лучше версии 3. Она снята с работы, вероятности берутся из правил.'],
  [{ kind: 'model.not_promoted', payload: { ...ofOutcome, reason: 'gate.rules_as_good' } },
    '“No activity for 90 days”: version 3 was not promoted. Your rules are as good.', '«Не появится 90 дн.»: версия 3 не принята. Ваши правила не хуже.'],
  [{ kind: 'model.not_promoted', payload: { ...ofOutcome, number: null, reason: 'training.short_history' } },
    '“No activity for 90 days”: the training made no model. The history is too short.', '«Не появится 90 дн.»: модель не получилась. История слишком короткая.'],
  [{ kind: 'model.not_promoted', payload: { ...ofOutcome, number: null, reason: 'thread.too_long' } },
    '“No activity for 90 days”: the training made no model. The page of the outcome says why.', '«Не появится 90 дн.»: модель не получилась. Почему, сказано на странице исхода.'],
  [{ kind: 'model.external_down', payload: { ...ofOutcome, model: 'Ours', problem: 'timeout' } },
    '“No activity for 90 days”: your own model “Ours” stopped answering. What was in use before stands in until it is back.', '«Не появится 90 дн.»: ваша модель «Ours» перестала отвечать. Пока она не вернётся, её заменяет то, что работало до неё.'],
];
const tellIn = (i18n: typeof english, content: NotificationContent) => notificationText(content, i18n.t, createFormatter({ locale: i18n.language, currency: 'EUR', timeZone: 'Europe/Moscow' })).replace(/[\u00a0\u202f]/g, ' ');

describe('what a notification says', () => {
  it.each(CASES)('%o', (content, text, russianText) => {
    expect(tellIn(english, content)).toBe(text);
    expect(tellIn(russian, content)).toBe(russianText);
  });

  it('is known of every kind that the server tells of', () => expect(new Set(CASES.map(([{ kind }]) => kind))).toEqual(new Set(NOTIFICATION_KINDS)));

  it.each(GATE_REASONS.filter((code) => code !== 'gate.passed' && code !== 'gate.champion_worse'))('says in words of its own why no version was promoted: %s', (reason) => {
    const content: NotificationContent = { kind: 'model.not_promoted', payload: { ...ofOutcome, reason } };
    for (const i18n of [english, russian]) expect(tellIn(i18n, content)).toContain(i18n === english ? 'version 3' : 'версия 3');
  });

  it('of a newer server is at least no riddle', () => {
    const later = { kind: 'moon.full', payload: {} } as unknown as NotificationContent;
    expect(tellIn(english, later)).toBe('Something happened that this page has no words for yet. Reload it.');
    expect(tellIn(russian, later)).toMatch(/^Произошло что-то/);
  });
});
