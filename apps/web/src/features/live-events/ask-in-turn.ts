import { throttle } from '../../shared/live/throttle.ts';

/**
 * Runs `ask` at most every `intervalMs` and never twice at once: what is wanted while an answer is on its way is
 * asked once more when it is here, so that nothing that came meanwhile is missed.
 */
export function askInTurn(ask: () => Promise<void>, intervalMs: number): { call: () => void; cancel: () => void } {
  const state = { isAsking: false, isWanted: false };
  const later = throttle(() => void run(), intervalMs);
  async function run(): Promise<void> {
    if (state.isAsking) {
      state.isWanted = true;
      return;
    }
    state.isAsking = true;
    await ask();
    state.isAsking = false;
    if (state.isWanted) {
      state.isWanted = false;
      later.call();
    }
  }
  return later;
}
