import { useEffect, useState } from 'react';

const TICK_MS = 5_000;

/** The real present in ms, moving on every five seconds: for what waits, as opposed to what is counted as at a date. */
export function useClock(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
