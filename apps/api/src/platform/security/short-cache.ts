import type { Clock } from '@kelvin/kernel';

const MAX_ENTRIES = 5_000;

/**
 * Remembers answers for a few seconds, so that a screen's ten requests ask the database once. What it holds may be
 * that old in other processes too; the process that changes something forgets at once.
 */
export class ShortCache<Value> {
  private readonly entries = new Map<string, { value: Value; untilMs: number }>();

  constructor(private readonly clock: Clock, private readonly ttlMs: number) {}

  async get(key: string, load: () => Promise<Value | null>): Promise<Value | null> {
    const nowMs = this.clock.now().getTime();
    const kept = this.entries.get(key);
    if (kept && kept.untilMs > nowMs) return kept.value;
    const value = await load();
    this.entries.delete(key);
    if (value !== null) {
      if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
      this.entries.set(key, { value, untilMs: nowMs + this.ttlMs });
    }
    return value;
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
