import type { EventKind } from '@kelvin/contracts';

/**
 * How a delivery's body is to be read, kept in `delivery.route`. `v1/…`: Segment's message of that kind, or a batch;
 * `posthog`: PostHog's shapes; `hook`: a generic webhook, `hook/form` one that came as a form; `import`: a list of `[lineNumber, messageId, cells or text]`.
 */
export type DeliveryRoute = `v1/${EventKind | 'batch'}` | 'posthog' | 'hook' | 'hook/form' | 'import';

/** A delivery as it arrived over HTTP, ready to be committed. */
export interface NewDelivery {
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly route: DeliveryRoute;
  /** Items inside, counted before any parsing of meaning: the left side of the no-loss equation. */
  readonly items: number;
  /** The few request headers that later stages need; never the authorization. */
  readonly headers: Readonly<Record<string, string>> | null;
  /** JSON, or a webhook's form, as it was sent; unpacked when it came compressed. */
  readonly body: Buffer;
}
