import type { FeatureMatrix } from '../model.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

/** Numbers of a block of rows that fit in the second cache together with one tree. */
const BLOCK_VALUES = 16_384;

/** `start` and the leaves that each row reaches, added up in the order of the trees: for training rows the same bits as during training. */
export function sumOfTrees(trees: TreeEnsemble, matrix: FeatureMatrix, start: number): Float64Array {
  // One customer who has just done something is the commonest question, and a block of one row would cost as much as the trees.
  if (matrix.rows === 1) return Float64Array.of(sumOfRow(trees, vectorOf(matrix, 0), start));
  const sums = new Float64Array(matrix.rows).fill(start);
  const width = matrix.columns.length;
  const blockRows = Math.max(1, Math.min(matrix.rows, Math.floor(BLOCK_VALUES / Math.max(1, width))));
  const block = new Float64Array(blockRows * width);
  for (let begin = 0; begin < matrix.rows; begin += blockRows) {
    const rows = Math.min(blockRows, matrix.rows - begin);
    for (let feature = 0; feature < width; feature++) {
      const column = matrix.columns[feature]!;
      for (let row = 0; row < rows; row++) block[row * width + feature] = column[begin + row]!;
    }
    for (const root of trees.roots) addTree(trees, root, block, width, sums.subarray(begin, begin + rows));
  }
  return sums;
}

function addTree({ links, thresholds }: TreeEnsemble, root: number, block: Float64Array, width: number, sums: Float64Array): void {
  for (let row = 0; row < sums.length; row++) sums[row] = sums[row]! + thresholds[leafOf(links, thresholds, root, block, row * width)]!;
}

function sumOfRow({ roots, links, thresholds }: TreeEnsemble, vector: Float64Array, start: number): number {
  let sum = start;
  for (let tree = 0; tree < roots.length; tree++) sum += thresholds[leafOf(links, thresholds, roots[tree]!, vector, 0)]!;
  return sum;
}

/** The leaf of the row whose values begin at `offset`. */
function leafOf(links: Int32Array, thresholds: Float64Array, root: number, values: Float64Array, offset: number): number {
  let node = root;
  for (let link = links[node * 2]!; link >= 0; link = links[node * 2]!) {
    const value = values[offset + (link >> 1)]!;
    node = value <= thresholds[node]! || (value !== value && (link & 1) === 1) ? node + 1 : links[node * 2 + 1]!;
  }
  return node;
}

/** The values of one row, in the order of the features. */
export function vectorOf({ columns }: FeatureMatrix, row: number): Float64Array {
  const vector = new Float64Array(columns.length);
  for (let feature = 0; feature < columns.length; feature++) vector[feature] = columns[feature]![row]!;
  return vector;
}
