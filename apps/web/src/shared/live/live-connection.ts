import type { LiveMessage } from '@kelvin/contracts';

/** What the page hears: a message of the server's, `opened` once it hears at all, or `poll` when only asking again can tell what it missed. */
export type LiveSignal = LiveMessage | { event: 'opened' } | { event: 'poll' };
export type LiveListener = (signal: LiveSignal) => void;

const EVENTS = ['job', 'events', 'scores', 'sources', 'models', 'notifications', 'workspace'] as const;
const POLL_MS = 5_000;
const FAILURES_BEFORE_POLLING = 3;

/**
 * One stream of server-sent events per browser and workspace. The tab that holds the lock reads it and tells
 * the others over a BroadcastChannel, because HTTP/1.1 allows six sockets per host and each tab would take one.
 * When the holder closes, the next tab gets the lock. When the stream keeps failing, listeners hear `poll`
 * every five seconds until it is back. Returns the end of it.
 */
export function openLiveConnection(url: string, listener: LiveListener): () => void {
  const name = `kelvin-live:${url}`;
  const channel = new BroadcastChannel(name);
  channel.onmessage = (message: MessageEvent<LiveSignal>) => listener(message.data);
  const stop = new AbortController();
  const tell: LiveListener = (signal) => {
    listener(signal);
    channel.postMessage(signal);
  };
  const lead = () => readStream(url, tell, stop.signal);
  // Locks need a secure context; a plain-HTTP host other than localhost gets one stream per tab.
  if ('locks' in navigator) navigator.locks.request(name, { signal: stop.signal }, lead).catch(() => undefined);
  else void lead();
  return () => {
    stop.abort();
    channel.close();
  };
}

/** Reads the stream until told to stop; the browser reconnects and resumes with Last-Event-ID by itself. */
function readStream(url: string, tell: LiveListener, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source = new EventSource(url, { withCredentials: true });
    let failures = 0;
    let polling: number | undefined;
    const open = () => {
      for (const event of EVENTS) {
        source.addEventListener(event, (message: MessageEvent<string>) => tell({ event, data: JSON.parse(message.data) } as LiveMessage));
      }
      source.onopen = () => {
        tell({ event: failures > 0 ? 'poll' : 'opened' });
        failures = 0;
        window.clearInterval(polling);
        polling = undefined;
      };
      source.onerror = () => {
        failures += 1;
        if (failures >= FAILURES_BEFORE_POLLING && polling === undefined) polling = window.setInterval(poll, POLL_MS);
        if (source.readyState === EventSource.CLOSED && polling === undefined) polling = window.setInterval(poll, POLL_MS);
      };
    };
    const poll = () => {
      tell({ event: 'poll' });
      if (source.readyState === EventSource.CLOSED) {
        source = new EventSource(url, { withCredentials: true });
        open();
      }
    };
    open();
    stop.addEventListener('abort', () => {
      source.close();
      window.clearInterval(polling);
      resolve();
    });
  });
}
