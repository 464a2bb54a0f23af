import type { Clock } from '@kelvin/kernel';
import type { DataSource } from 'typeorm';

/** The source a write key stands for. */
export interface KnownSource {
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly isEnabled: boolean;
}

/** A webhook's source with its sealed secrets. */
export interface HookSource extends KnownSource {
  readonly secrets: readonly { readonly kind: 'signing' | 'path'; readonly lookup: string; readonly value: string; readonly expiresAt: Date | null }[];
}

/** How long a switched-off source or a new secret may take to be noticed. */
const FOUND_TTL_MS = 5_000;
/** Short, so that a key works as soon as its screen shows it; kept at all, so that a wrong key costs no query each time. */
const UNKNOWN_TTL_MS = 1_000;
const MAX_ENTRIES = 10_000;
const MAX_KEY_LENGTH = 200;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface SecretRow {
  workspace_id: string; source_id: string; kind: string; is_enabled: boolean;
  secret_kind: 'signing' | 'path' | null; lookup: string | null; value: string | null; expires_at: Date | null;
}

/** Looks sources up by write key or id, with a small memory, as the ingest role, which can learn nothing else. */
export class SourceDirectory {
  private readonly byKey = new Map<string, { value: Promise<KnownSource | null>; untilMs: number }>();
  private readonly byId = new Map<string, { value: Promise<HookSource | null>; untilMs: number }>();

  constructor(private readonly ingest: DataSource, private readonly clock: Clock) {}

  findByKey(writeKey: string): Promise<KnownSource | null> {
    if (writeKey.length > MAX_KEY_LENGTH || writeKey.includes('\0')) return Promise.resolve(null);
    return this.remember(this.byKey, writeKey, async () => {
      const [row] = await this.ingest.query<{ workspace_id: string; source_id: string; is_enabled: boolean }[]>('SELECT * FROM find_source_by_key($1)', [writeKey]);
      return row ? { workspaceId: row.workspace_id, sourceId: row.source_id, isEnabled: row.is_enabled } : null;
    });
  }

  /** Only sources that are webhooks; any other id is unknown. */
  findHook(sourceId: string): Promise<HookSource | null> {
    if (!UUID.test(sourceId)) return Promise.resolve(null);
    return this.remember(this.byId, sourceId.toLowerCase(), async () => {
      const rows = await this.ingest.query<SecretRow[]>('SELECT * FROM find_source_secrets($1)', [sourceId]);
      const [first] = rows;
      if (!first || first.kind !== 'webhook') return null;
      return {
        workspaceId: first.workspace_id, sourceId: first.source_id, isEnabled: first.is_enabled,
        secrets: rows.flatMap((row) => (row.secret_kind === null ? [] : [{ kind: row.secret_kind, lookup: row.lookup!, value: row.value!, expiresAt: row.expires_at }])),
      };
    });
  }

  /** Requests that ask for the same thing at once share one query; a failed query is not remembered. */
  private remember<Value>(memory: Map<string, { value: Promise<Value | null>; untilMs: number }>, key: string, load: () => Promise<Value | null>): Promise<Value | null> {
    const nowMs = this.clock.now().getTime();
    const kept = memory.get(key);
    if (kept && kept.untilMs > nowMs) return kept.value;
    if (memory.size >= MAX_ENTRIES) memory.clear();
    const entry = { value: load(), untilMs: nowMs + FOUND_TTL_MS };
    memory.set(key, entry);
    entry.value.then(
      (value) => { if (value === null) entry.untilMs = nowMs + UNKNOWN_TTL_MS; },
      () => { if (memory.get(key) === entry) memory.delete(key); },
    );
    return entry.value;
  }
}
