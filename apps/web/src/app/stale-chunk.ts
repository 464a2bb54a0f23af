const STORAGE_KEY = 'kelvin.reloaded-at';
const AGAIN_AFTER_MS = 60_000;

/**
 * A tab left open over a deploy asks for chunks that are gone, and would go blank: it reloads, at most once a
 * minute, so that a chunk that is truly missing does not reload for ever.
 */
export function reloadOnceOnStaleChunk(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(STORAGE_KEY) ?? 0);
    if (Date.now() - last < AGAIN_AFTER_MS) return;
    sessionStorage.setItem(STORAGE_KEY, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}
