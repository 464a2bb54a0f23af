import type { Clock } from '@kelvin/kernel';

interface Kept<T> {
  readonly answer: Promise<T>;
  /** In ms; until then the answer is given again. Infinite while it is still being looked for. */
  until: number;
}

/**
 * Answers that are dear to find and asked for by many at once. Who asks while one is being looked for waits for that
 * one; afterwards it is given again for `keepMs(answer)` milliseconds (0: not at all). A failure is never kept.
 */
export class SharedAnswers<T> {
  private readonly kept = new Map<string, Kept<T>>();

  constructor(private readonly clock: Clock, private readonly keepMs: (answer: T) => number) {}

  async get(key: string, find: () => Promise<T>): Promise<T> {
    const now = this.clock.now().getTime();
    const known = this.kept.get(key);
    if (known && known.until > now) return known.answer;
    for (const [old, { until }] of this.kept) if (until <= now) this.kept.delete(old);
    const mine: Kept<T> = { answer: find(), until: Number.POSITIVE_INFINITY };
    this.kept.set(key, mine);
    try {
      const answer = await mine.answer;
      mine.until = this.clock.now().getTime() + this.keepMs(answer);
      return answer;
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }
}
