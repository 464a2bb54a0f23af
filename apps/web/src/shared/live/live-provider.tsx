import { createContext, use, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { openLiveConnection, type LiveListener } from './live-connection.ts';

type Live = { subscribe: (listener: LiveListener) => () => void };
const Context = createContext<Live | null>(null);

/** Keeps the live stream of one workspace open while its pages are shown. */
export function LiveProvider({ url, children }: { url: string; children: ReactNode }) {
  const listeners = useRef(new Set<LiveListener>());
  useEffect(() => openLiveConnection(url, (signal) => {
    for (const listener of listeners.current) listener(signal);
  }), [url]);
  const live = useMemo<Live>(() => ({
    subscribe: (listener) => {
      listeners.current.add(listener);
      return () => listeners.current.delete(listener);
    },
  }), []);
  return <Context value={live}>{children}</Context>;
}

/** Calls the listener for every live signal while the component is shown. Outside a workspace it never does. */
export function useLive(listener: LiveListener): void {
  const live = use(Context);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => live?.subscribe((signal) => latest.current(signal)), [live]);
}
