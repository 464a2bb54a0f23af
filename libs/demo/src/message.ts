import type { SourceKey } from './life/beat.ts';

/** One Segment-compatible message, ready for `POST /v1/batch` of the source that `sourceKey` names. */
export interface DemoMessage {
  readonly type: 'track' | 'page' | 'identify' | 'group';
  readonly messageId: string;
  /** ISO 8601, UTC. Sent without `sentAt`, so that it is taken as it is. */
  readonly timestamp: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly event?: string;
  readonly name?: string;
  readonly groupId?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A message with the source it belongs to; the loader takes `sourceKey` off and posts `message`. */
export interface DemoItem {
  readonly sourceKey: SourceKey;
  readonly atMs: number;
  readonly message: DemoMessage;
}
