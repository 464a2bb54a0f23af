import { idOf } from '../identifiers.ts';
import type { NormaliseOptions } from '../item-options.ts';
import { canonicalJson } from '../json.ts';
import { isProblem, type Problem } from '../outcome.ts';
import type { CleanItem } from './clean-piece.ts';
import type { CompiledMapping } from './webhook-mapping.ts';

/** Where an item stood among others. */
export interface ListPlace {
  readonly index: number;
  /** Stands for the whole list, the same when it is sent again; null where the delivery has an id of its own. */
  readonly listId: string | null;
  /** Whether it was taken out of a list inside a body: such an item is not divided again, because its parts would take its neighbours' places. */
  readonly isElement: boolean;
}

const MAX_ID_LENGTH = 200;
/** Room for the longest place. */
const MAX_LIST_ID_LENGTH = MAX_ID_LENGTH - 12;
/** What an event is, beside its element: elements that are equal are others' where their bodies say so. */
const TELLING_PARTS = ['type', 'userId', 'anonymousId', 'email', 'phone', 'amount', 'orderId'] as const;

/** Whether a delivery's id can be part of its events' ids. */
export function isUsableId(webhookId: string | null): webhookId is string {
  return webhookId !== null && webhookId !== '' && webhookId.length <= MAX_LIST_ID_LENGTH;
}

/**
 * An id for a list that came without one: its content and the day of receipt, so that it is the same list when it is sent
 * again, and another one when a sender that writes no times has the same to say tomorrow.
 */
export function listIdOf(items: readonly (CleanItem | Problem)[], { hash, receivedAt }: NormaliseOptions): string {
  const texts = items.map((item, at) => {
    if (isProblem(item)) return item.reason.code;
    const previous = items[at - 1];
    const isFirstOfFrame = item.frame !== null && (previous === undefined || isProblem(previous) || previous.frame !== item.frame);
    return `${isFirstOfFrame ? canonicalJson(item.frame) : ''}${canonicalJson(item.element ?? item.body)}`;
  });
  return hash([receivedAt.toISOString().slice(0, 10), ...texts].join('\n')).slice(0, 40);
}

/**
 * The id of an event, the same for a delivery that is sent again: the sender's own, else the delivery's with the item's
 * place, else the content's with what its body says of it. Elements of a list that bring no time of their own are told apart by their places, so that two
 * alike count twice and the same list sent again that day counts nothing. A lone body without a time is taken for a new event each
 * time: counting one twice is the smaller harm.
 */
export function webhookMessageId(item: CleanItem, place: ListPlace | null, { read }: CompiledMapping, options: NormaliseOptions & { readonly webhookId: string | null }): string {
  const isShared = (part: 'messageId' | 'timestamp'): boolean => item.frame !== null && read(part, item) === read(part, { body: item.frame, element: null });
  const own = idOf(read('messageId', item), 'messageId');
  const isOwnShared = place !== null && isShared('messageId');
  if (typeof own === 'string' && own.length <= (isOwnShared ? MAX_LIST_ID_LENGTH : MAX_ID_LENGTH)) return isOwnShared ? `${own}#${place.index}` : own;
  const { webhookId, hash } = options;
  if (isUsableId(webhookId)) return place === null ? webhookId : `${webhookId}#${place.index}`;
  const isTimed = isThere(read('timestamp', item)) && !isShared('timestamp');
  const content = item.element === null ? canonicalJson(item.body) : canonicalJson([item.element, ...TELLING_PARTS.map((part) => read(part, item) ?? null), ...[read('vendorId', item)].filter(isThere)]);
  if (isTimed) return `hash-${hash(content).slice(0, 40)}`;
  if (place !== null && place.listId !== null) return `list-${place.listId}#${place.index}`;
  return `hash-${hash(`${content}@${options.receivedAt.toISOString()}#${place?.index ?? 0}`).slice(0, 40)}`;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
