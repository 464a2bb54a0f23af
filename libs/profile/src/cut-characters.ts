/** The first characters of a text, whole ones: as Postgres' `left`, and unlike `slice`, it never leaves half a surrogate pair. */
export function cutCharacters(text: string, max: number): string {
  return text.length <= max ? text : Array.from(text).slice(0, max).join('');
}
