/** What both sides learn with; the Python script gets it as JSON. */
export const SETTINGS = {
  seed: 1,
  gbdt: { trees: 100, maxLeaves: 31, learningRate: 0.1, minLeafRows: 20, l2: 1 },
  forest: { trees: 50, minLeafRows: 20 },
} as const;

export type EngineName = 'gbdt' | 'forest';

/** One training, measured where it ran. */
export interface Measured {
  /** CPU of the whole process while it learned: compiler and garbage collector included. */
  readonly cpuSeconds: number;
  /** On rows that were not learned from. */
  readonly auc: number;
}

export interface MeasuredHere extends Measured {
  /** Most memory of the process less what it had with the data loaded. */
  readonly addedMb: number;
  readonly artefactMb: number;
  readonly predictUs: number;
  readonly explainUs: number;
}
