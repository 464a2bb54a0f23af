/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  int(below: number): number;
}

/** The splitmix32 generator: one 32-bit state, good enough to draw rows and weights. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 4_294_967_296;
  };
  return { next, int: (below) => Math.floor(next() * below) };
}

/** Shuffles in place (Fisher–Yates). */
export function shuffle(values: Int32Array, random: Random): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = random.int(at + 1);
    const held = values[at]!;
    values[at] = values[other]!;
    values[other] = held;
  }
}
