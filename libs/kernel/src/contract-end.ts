import { normaliseEventName, wordPattern as word } from './event-name.ts';
import type { Meaning } from './meanings.ts';

const CONTRACT = '(?:contract|subscription|agreement|membership|licen[cs]e|account|plan)s?';
const ENDED = '(?:ended|cancell?ed|cancell?ation|terminated|termination|closed|closure|deleted|expired|expiration|lapsed|churned|not renewed)';
const CONTRACT_RU = '(?:договор|контракт|подписк|абонемент|соглашени|лиценз|тариф)\\p{L}*';
const ENDED_RU = '(?:расторг|расторж|законч|окончен|истек|прекра|отмен|заверш|закры|аннулир|не продл)\\p{L}*';

/** Either order: "contract was ended", "cancelled subscription", "договор расторгнут", "расторжение договора"; or the customer himself is lost. */
const ENDS: readonly RegExp[] = [
  word(`${CONTRACT} (?:(?:was|has been|is) )?${ENDED}(?!\\p{L})`), word(`${ENDED} (?:of )?(?:the )?${CONTRACT}(?!\\p{L})`),
  word(`${CONTRACT_RU} (?:был\\p{L}? )?${ENDED_RU}`), word(`(?:расторж|прекращ|отмен|окончани|заверш|закрыт|аннулир|непродл)\\p{L}* ${CONTRACT_RU}`),
  word('(?:customer|client|account) (?:was )?(?:churned|lost|offboarded)(?!\\p{L})'), word('churn(?:ed)?$'), word('(?:клиент|заказчик) (?:уш[её]л|потерян)(?!\\p{L})|(?:уход|отток|потеря) клиент'),
];

/** It is only wished, planned, spoken of, taken back or still to come, or it is about letters. */
const NOT_YET = word('request|schedul|intent|start|fail|revert|undo|undone|reactivat|resum|page|view|click|form|flow|prevent|saved|reminder|remind|upcoming|soon|will|date|survey|reason|risk|predict|newsletter|e ?mail|mailing|notification|sms|push|trial|заявк|запрос|запланир|хочет|намерен|страниц|нажат|клик|форм|напомин|скоро|дата|срок|причин|риск|прогноз|рассыл|письм|уведомл|новост|смс|пуш|пробн');

/** Meanings beside which a name still says it: nobody has said that the events are something else. */
const OPEN_MEANINGS: ReadonlySet<Meaning | null> = new Set<Meaning | null>([null, 'key_action', 'deal_moved', 'renewal_date']);

/**
 * Whether events of this name say that a customer's contract has ended: ended, cancelled, terminated or run out, of a contract, a
 * subscription and the like, in English or Russian. It is a guess from words alone, so it is only ever proposed. False of what is only
 * wished or planned, of letters ("отмена подписки на рассылку"), and of events with a meaning that speaks of something else.
 */
export function tellsContractEnd(eventName: string, meaning: Meaning | null = null): boolean {
  const name = normaliseEventName(eventName);
  return OPEN_MEANINGS.has(meaning) && !NOT_YET.test(name) && ENDS.some((pattern) => pattern.test(name));
}
