import type { NotificationContent } from '@kelvin/contracts';
import type { TFunction } from 'i18next';
import type { Formatter } from '../../shared/format/formatter.ts';

/** What happened, in the reader's language. A server newer than this page may tell of what it has no words for. */
export function notificationText({ kind, payload }: NotificationContent, t: TFunction, format: Formatter): string {
  const key = `notifications:kinds.${kind}`;
  switch (kind) {
    case 'source.silent':
      return t(key, { name: payload.name, since: format.shortDateTime(payload.since) });
    case 'model.damaged':
      return t(`${key}.${payload.servesInstead === null ? 'rules' : 'version'}`, { ...payload, name: format.outcomeName(payload.name) });
    case 'model.worse_than_rules':
      return t(key, { name: format.outcomeName(payload.name), number: payload.number, from: format.day(payload.test.from), to: format.day(payload.test.to) });
    case 'model.not_promoted':
      return t([`${key}.${payload.reason}`, `${key}.other`], { name: format.outcomeName(payload.name), number: payload.number });
    case 'model.external_down':
      return t(key, { ...payload, name: format.outcomeName(payload.name) });
    default:
      return t('notifications:unknown');
  }
}
