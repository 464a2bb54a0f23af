/**
 * Runs `work` at once, then at most every `intervalMs`; a call in between runs once at the end of the interval,
 * so the last change is never lost.
 */
export function throttle(work: () => void, intervalMs: number): { call: () => void; cancel: () => void } {
  let timer: number | undefined;
  let isWanted = false;
  const run = () => {
    isWanted = false;
    timer = window.setTimeout(() => {
      timer = undefined;
      if (isWanted) run();
    }, intervalMs);
    work();
  };
  return {
    call: () => {
      if (timer === undefined) run();
      else isWanted = true;
    },
    cancel: () => {
      window.clearTimeout(timer);
      timer = undefined;
      isWanted = false;
    },
  };
}
