/** What an attribute is about: whose channel, and whether a "yes" takes consent away. */
export interface ConsentMeaning {
  readonly channel: string;
  readonly isRefusal: boolean;
}

/** Words of names by the channel that they mean, in English and Russian. */
const CHANNEL_OF: ReadonlyMap<string, string> = new Map([
  ...['email', 'emails', 'mail', 'mailing', 'mailings', 'newsletter', 'newsletters', 'почта', 'почту', 'рассылка', 'рассылку', 'рассылки', 'рассылок'].map((word) => [word, 'email'] as const),
  ...['sms', 'смс'].map((word) => [word, 'sms'] as const), ...['push', 'pushes', 'пуш', 'пуши'].map((word) => [word, 'push'] as const),
  ...['phone', 'call', 'calls', 'звонок', 'звонки'].map((word) => [word, 'phone'] as const),
  ...['messenger', 'messengers', 'whatsapp', 'telegram', 'мессенджер', 'мессенджеры'].map((word) => [word, 'messenger'] as const),
  ...['tracking', 'track', 'analytics', 'отслеживание', 'аналитика', 'аналитику'].map((word) => [word, 'tracking'] as const),
]);
/** Of a consent it has to be said what it is to: alone it is mostly one to the processing of data. */
const CONSENTS: ReadonlySet<string> = new Set(['consent', 'consents', 'consented', 'accepts', 'accepted', 'согласие', 'согласен', 'согласна']);
const SUBSCRIBES: ReadonlySet<string> = new Set(['optin', 'subscribed', 'подписан', 'подписана']);
const REFUSES: ReadonlySet<string> = new Set(['optout', 'unsubscribed', 'отписан', 'отписана', 'отписался', 'отписалась', 'отказ']);
/** Words that mean letters where no channel is named. */
const MARKETING: ReadonlySet<string> = new Set(['marketing', 'маркетинг', 'реклама', 'рекламу', 'рекламные', 'рекламную', 'рекламной']);
const FILLERS: ReadonlySet<string> = new Set(['is', 'has', 'to', 'for', 'of', 'from', 'on', 'in', 'the', 'our', 'state', 'status', 'messages', 'на', 'от', 'из', 'по', 'в', 'наши', 'нашу', 'получение', 'сообщения']);
/** They say yes or no without a word for it. */
const ALONE: ReadonlySet<string> = new Set(['newsletter', 'mailing', 'рассылка']);
const KNOWN = [CONSENTS, SUBSCRIBES, REFUSES, MARKETING, FILLERS];

const MAX_CACHED = 5_000;
const cache = new Map<string, ConsentMeaning | null>();

/**
 * What an attribute of this name says about consent, or null where it says nothing: `consent.email`, `emailConsent`, `email_opt_in`,
 * `marketing_consent`, `subscribed`, `unsubscribed`, `Согласие на рассылку`. Every word of it has to be understood: a
 * `consent_version`, a `webinar_subscribed` and a consent to the processing of data are no leave to write. Without a channel it is
 * about letters. Bounded memory, because the same few names come again and again.
 */
export function consentMeaningOf(name: string): ConsentMeaning | null {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const meaning = read(name);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(name, meaning);
  return meaning;
}

function read(name: string): ConsentMeaning | null {
  const words = wordsOf(name);
  if (words.length === 1 && ALONE.has(words[0]!)) return { channel: 'email', isRefusal: false };
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  const channels = new Set(words.flatMap((word) => CHANNEL_OF.get(word) ?? []));
  const isUnderstood = words.every((word) => CHANNEL_OF.has(word) || KNOWN.some((set) => set.has(word)));
  const isRefusal = has(REFUSES);
  if (!isUnderstood || channels.size > 1 || isRefusal === (has(CONSENTS) || has(SUBSCRIBES))) return null;
  if (channels.size === 0 && has(CONSENTS) && !has(MARKETING)) return null;
  return { channel: [...channels][0] ?? 'email', isRefusal };
}

/** `emailOptIn`, `email_opt-in` and `E-mail opted in` are `email optin`. */
function wordsOf(name: string): string[] {
  return name.slice(0, 100).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().replaceAll('ё', 'е').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
    .replace(/\be mail/g, 'email').replace(/\bopt(?:ed)? (in|out)\b/g, 'opt$1').replace(/\bopted(in|out)\b/g, 'opt$1').replace(/\bdo not\b/g, 'optout').split(' ');
}
