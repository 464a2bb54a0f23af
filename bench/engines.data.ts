import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledMatrix } from '../libs/scoring/src/engines/model.ts';
import { Random } from '../tools/rig/random.ts';

export const FEATURES = 30;

/** Columns whose values are partly not known; that they are not says something in the last one. */
const GAPPY = [2, 5, 11, 19];
const TELLING = 19;
const GAPPY_SHARE = 0.15;

/**
 * Made-up customers: ten bell-shaped columns, eight amounts with a long tail, eight counts and four categories. The
 * outcome hangs on thirteen of them, with steps, waves and interactions, and comes for about a fifth.
 */
export function makeRows(rows: number, seed: number): LabelledMatrix {
  const random = new Random(seed);
  const bell = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const columns = Array.from({ length: FEATURES }, () => new Float64Array(rows));
  const labels = new Uint8Array(rows);
  const values = new Float64Array(FEATURES);
  for (let row = 0; row < rows; row += 1) {
    const common = bell();
    for (let at = 0; at < FEATURES; at += 1) {
      if (at < 10) values[at] = 0.5 * common + bell();
      else if (at < 18) values[at] = Math.exp(bell() + 0.3 * common);
      else values[at] = at < 26 ? Math.floor(-6 * Math.log(1 - random.next())) : random.below(6);
    }
    const isUntold = GAPPY.map(() => random.next() < GAPPY_SHARE);
    const logOdds = -2.6 + values[0]! + values[1]! * values[2]! + Math.sin(2 * values[3]!) + (values[4]! > 0.5 ? values[5]! : 0)
      + 0.6 * Math.log(values[10]!) + (values[11]! > 2 ? 0.8 : 0) - 0.4 * Math.min(values[12]!, 3)
      + 0.15 * values[18]! - 0.05 * values[19]! + (values[26] === 3 ? 1 : 0) + (values[27]! < 2 && values[20]! > 6 ? 1.2 : 0) + (isUntold[GAPPY.indexOf(TELLING)] ? 0.9 : 0);
    labels[row] = random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    for (let at = 0; at < FEATURES; at += 1) columns[at]![row] = values[at]!;
    GAPPY.forEach((at, place) => { if (isUntold[place]) columns[at]![row] = NaN; });
  }
  return { rows, names: columns.map((_column, at) => `f${at}`), columns, labels };
}

/** Writes `<name>.f64` (column after column, little-endian) and `<name>.u8` (labels): what NumPy reads without a parser. */
export function writeRows(dir: string, name: string, { columns, labels }: LabelledMatrix): void {
  writeFileSync(join(dir, `${name}.f64`), Buffer.concat(columns.map(({ buffer }) => Buffer.from(buffer))));
  writeFileSync(join(dir, `${name}.u8`), labels);
}

export function readRows(dir: string, name: string): LabelledMatrix {
  const labels = new Uint8Array(readFileSync(join(dir, `${name}.u8`)));
  const file = readFileSync(join(dir, `${name}.f64`));
  const columns = Array.from({ length: FEATURES }, (_unused, at) => new Float64Array(file.buffer, file.byteOffset + at * labels.length * 8, labels.length));
  return { rows: labels.length, names: columns.map((_column, at) => `f${at}`), columns, labels };
}
