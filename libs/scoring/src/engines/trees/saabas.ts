import { logOddsOf } from '../model.ts';
import { featureOf, goesLeft, LEAF, rightOf, type TreeEnsemble } from './tree-ensemble.ts';

/** Where a chance changes by less than this share of itself, the curve is as good as straight. */
const STRAIGHT = 1e-9;

/**
 * Adds, for every split on the way of one row, how much the mean of the node's leaves changes there to the feature
 * that it splits on (Saabas 2014). Not exact: features near the root get less than their due.
 */
export function addPathContributions(trees: TreeEnsemble, vector: Float64Array, contributions: Float64Array): void {
  for (const root of trees.roots) {
    let node = root;
    for (let feature = featureOf(trees, node); feature !== LEAF; feature = featureOf(trees, node)) {
      const next = goesLeft(trees, node, vector) ? node + 1 : rightOf(trees, node);
      contributions[feature] = contributions[feature]! + trees.values[next]! - trees.values[node]!;
      node = next;
    }
  }
}

/**
 * Log-odds for one unit of chance on the way from one chance to another: the slope of the straight line between both.
 * Contributions to the chance times this add up to the difference of the log-odds.
 */
export function logOddsPerChance(from: number, to: number): number {
  const change = to - from;
  if (Math.abs(change) < STRAIGHT * Math.min(from, 1 - from)) return 1 / (((from + to) / 2) * (1 - (from + to) / 2));
  return (logOddsOf(to) - logOddsOf(from)) / change;
}
