export type SignInSearch = { next?: string };

/** `next` must be a path of this site: anything else could send a signed-in reader elsewhere. */
export function parseSignInSearch(search: Record<string, unknown>): SignInSearch {
  const next = search['next'];
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
}
