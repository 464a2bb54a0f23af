/** A stream of server-sent events that a test fills by hand: `FakeEventSource.latest?.emit('scores', {…})`. */
export class FakeEventSource extends EventTarget {
  static latest: FakeEventSource | null = null;
  static readonly CLOSED = 2;
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    FakeEventSource.latest = this;
  }
  emit(event: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  }
  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}

class SilentChannel {
  onmessage: ((message: MessageEvent) => void) | null = null;
  postMessage(): void {
    return undefined;
  }
  close(): void {
    return undefined;
  }
}

class StillObserver {
  observe(): void {
    return undefined;
  }
  unobserve(): void {
    return undefined;
  }
  disconnect(): void {
    return undefined;
  }
}

/** What a browser has and jsdom lacks. Boxes get a size, so that windowed lists show rows. */
export function installBrowserFakes(): void {
  Object.assign(globalThis, { EventSource: FakeEventSource, BroadcastChannel: SilentChannel, ResizeObserver: StillObserver, IntersectionObserver: StillObserver });
  Object.assign(window, {
    EventSource: FakeEventSource, ResizeObserver: StillObserver, scrollTo: () => undefined,
    matchMedia: (query: string) => ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined }),
  });
  Object.defineProperties(HTMLElement.prototype, {
    offsetHeight: { configurable: true, get: () => 600 },
    offsetWidth: { configurable: true, get: () => 1200 },
    clientHeight: { configurable: true, get: () => 600 },
    clientWidth: { configurable: true, get: () => 1200 },
  });
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.getAnimations ??= () => [];
}
