import type { i18n as I18n } from 'i18next';

const late: (readonly [namespace: string, words: object])[] = [];
const instances = new Set<I18n>();

/**
 * Adds English words of a feature with the chunk that shows them: what the first page never shows would only slow it down. A namespace may
 * come in parts, each with top keys of its own. Russian needs no such call.
 */
export function addEnglish(namespace: string, words: object): void {
  late.push([namespace, words]);
  for (const instance of instances) instance.addResourceBundle('en', namespace, words);
}

/** Gives an instance what has been added and whatever will be. */
export function followLateWords(instance: I18n): void {
  instances.add(instance);
  for (const [namespace, words] of late) instance.addResourceBundle('en', namespace, words);
}
