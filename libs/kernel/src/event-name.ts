/** `orderCompleted`, `order_completed`, `Order  Completed!` and `ORDER.COMPLETED` are all `order completed`; ё is е. */
export function normaliseEventName(eventName: string): string {
  return eventName
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A pattern for words of a normalised name that begin with one of the stems (a regular expression without its flags). `\b` knows Latin
 * letters only, so the start is written as a look-behind over letters of any script.
 */
export function wordPattern(stems: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${stems})`, 'u');
}
