import { useDeferredValue, useEffect, useState } from 'react';

const TYPING_MS = 350;

/** A value once it has not changed for a moment, so that typing asks the server once and not for every letter. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return useDeferredValue(settled);
}
