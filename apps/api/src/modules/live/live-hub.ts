import type { LiveMessage } from '@kelvin/contracts';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Db, type WorkspaceContext } from '../../platform/db/db.ts';
import { LOG } from '../../platform/http/runtime.module.ts';
import { findFeedEnd, isAfter, listChangesAfter, type ChangeCursor } from '../../platform/live/change.read-model.ts';
import type { Log } from '../../platform/log/log.ts';
import { coalesce } from './coalesce.ts';

const POLL_EVERY_MS = 500;

/** Somebody's open screen. */
export interface LiveListener {
  receive(messages: readonly LiveMessage[], cursor: ChangeCursor): void;
  /** The process stops: the screen should connect again. */
  close(): void;
}

interface Subscription {
  readonly listener: LiveListener;
  cursor: ChangeCursor;
}

/** Polls the feed of each workspace that somebody watches, once for all who watch it, and only while they do. */
@Injectable()
export class LiveHub implements BeforeApplicationShutdown {
  private readonly watched = new Map<string, Set<Subscription>>();
  private isClosed = false;

  constructor(private readonly db: Db, @Inject(LOG) private readonly log: Log) {}

  /** Delivers what happens from now on, or since the cursor of an earlier connection. Answers how to stop. */
  async subscribe(ctx: WorkspaceContext, since: ChangeCursor | null, listener: LiveListener): Promise<() => void> {
    const end = await this.db.transaction(ctx, findFeedEnd);
    // Nobody has been further than the end: a place behind it is of a database that was set back, and would never come.
    const cursor = since === null || isAfter(since, end) ? end : since;
    const subscription: Subscription = { listener, cursor };
    const others = this.watched.get(ctx.workspaceId);
    if (others) others.add(subscription);
    else {
      this.watched.set(ctx.workspaceId, new Set([subscription]));
      this.schedule(ctx.workspaceId);
    }
    return () => this.watched.get(ctx.workspaceId)?.delete(subscription);
  }

  /** Workspaces that are polled now. */
  get watchedCount(): number {
    return this.watched.size;
  }

  beforeApplicationShutdown(): void {
    this.isClosed = true;
    for (const subscriptions of this.watched.values()) for (const { listener } of subscriptions) listener.close();
    this.watched.clear();
  }

  private schedule(workspaceId: string): void {
    setTimeout(() => void this.poll(workspaceId), POLL_EVERY_MS).unref();
  }

  private async poll(workspaceId: string): Promise<void> {
    const subscriptions = this.watched.get(workspaceId);
    if (this.isClosed || !subscriptions) return;
    if (subscriptions.size === 0) {
      this.watched.delete(workspaceId);
      return;
    }
    try {
      const oldest = [...subscriptions].map(({ cursor }) => cursor).reduce((least, cursor) => (isAfter(least, cursor) ? cursor : least));
      const changes = await this.db.transaction({ workspaceId }, (tx) => listChangesAfter(tx, oldest));
      const last = changes.at(-1)?.cursor;
      for (const subscription of last ? subscriptions : []) {
        const news = changes.filter((change) => isAfter(change.cursor, subscription.cursor));
        if (news.length === 0) continue;
        subscription.cursor = last!;
        subscription.listener.receive(coalesce(news), last!);
      }
    } catch (error) {
      this.log.warn({ workspaceId, err: error }, 'The live feed could not be read; it is tried again');
    }
    this.schedule(workspaceId);
  }
}
