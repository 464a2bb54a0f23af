import type { i18n as I18n } from 'i18next';

const late = new Map<string, object>();
const instances = new Set<I18n>();

/** Adds the English words of a feature with its pages' chunk: words that the first page never shows would only slow it down. Russian needs no such call. */
export function addEnglish(namespace: string, words: object): void {
  late.set(namespace, words);
  for (const instance of instances) instance.addResourceBundle('en', namespace, words);
}

/** Gives an instance what has been added and whatever will be. */
export function followLateWords(instance: I18n): void {
  instances.add(instance);
  for (const [namespace, words] of late) instance.addResourceBundle('en', namespace, words);
}
