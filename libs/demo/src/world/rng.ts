/** Streams of randomness that never meet: the same key in two streams gives unrelated numbers. */
export const STREAM = {
  person: 1, company: 2, day: 3, daily: 4, visitor: 5, deal: 6, duplicate: 7, text: 8, test: 9, mail: 10, pulse: 11, plan: 12, newcomer: 13,
} as const;

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Seeded random numbers (sfc32 by Chris Doty-Humphrey, keyed through MurmurHash3's finaliser).
 * Keyed by up to four whole numbers, so that the draws of one person on one day never depend on who was
 * drawn before: this is what makes days reproducible one by one.
 */
export class Rng {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  constructor(seed: number, stream: number, first = 0, second = 0) {
    this.reseed(seed, stream, first, second);
  }

  /** Starts again from another key; cheaper than a new object in loops over people and days. */
  reseed(seed: number, stream: number, first = 0, second = 0): this {
    const key = mix(seed ^ Math.imul(stream + 1, 0x9e3779b1));
    this.a = mix(key + Math.imul(first, 0x85ebca77));
    this.b = mix(this.a ^ Math.imul(second + 0x165667b1, 0xc2b2ae3d));
    this.c = mix(this.b + key);
    this.counter = 1;
    for (let i = 0; i < 4; i += 1) this.next();
    return this;
  }

  /** A number in [0, 1). */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum | 0;
    return (sum >>> 0) / 4294967296;
  }

  /** A whole number in [0, limit). */
  int(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.int(items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  }

  /** Picks by weight; weights need not sum to 1. */
  weighted<T extends { readonly weight: number }>(items: readonly T[]): T {
    let left = this.next() * items.reduce((sum, item) => sum + item.weight, 0);
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return items[items.length - 1]!;
  }

  /** Standard normal (Box–Muller, one of the pair). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal around a median: `spread` is the standard deviation of the logarithm. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(1 - this.next());
  }

  /** Gamma with mean 1 and the given whole shape: the larger, the more regular a rhythm. */
  gamma(shape: number): number {
    let sum = 0;
    for (let i = 0; i < shape; i += 1) sum += this.exponential();
    return sum / shape;
  }

  /** A count with the given (small) mean. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count += 1;
    return count;
  }

  /** `length` hexadecimal digits. */
  hex(length: number): string {
    let text = '';
    while (text.length < length) text += Math.floor(this.next() * 0x10000).toString(16).padStart(4, '0');
    return text.slice(0, length);
  }
}
