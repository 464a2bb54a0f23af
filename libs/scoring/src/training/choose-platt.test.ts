import { describe, expect, it } from 'vitest';
import { fitPlatt } from '../engines/calibrate.ts';
import { chanceOf, type Engine, type LabelledMatrix, type Model } from '../engines/model.ts';
import { seededRandom } from '../engines/random.ts';
import { gaussian } from '../engines/sample-matrix.test-helper.ts';
import { choosePlattByHalves, choosePlattByLater } from './choose-platt.ts';
import type { Tried } from './compare-candidates.ts';

/** Rows whose truth a model overstates so many times (understates below 1), and what came. */
function rowsOf(overstated: number, seed: number, shift = 0): LabelledMatrix {
  const random = seededRandom(seed);
  const said = Float64Array.from({ length: 2_000 }, () => 2 * gaussian(random));
  const labels = Uint8Array.from(said, (logOdds) => (random.next() < chanceOf(logOdds / overstated + shift) ? 1 : 0));
  return { rows: said.length, names: ['said'], columns: [said], labels };
}

/** A model that says what stands in the rows, so many times. */
function sayingTimes(times: number): Model {
  return { engine: 'gbdt', names: ['said'], logOdds: ({ columns }: LabelledMatrix) => columns[0]!.map((each) => times * each) } as unknown as Model;
}

/** A candidate whose model on all rows says them as they are, and whose model on early ones `early` times. */
function triedOf({ columns, labels }: LabelledMatrix, early = 1): Tried {
  const engine: Engine = { code: 'gbdt', fit: () => sayingTimes(early), load: () => sayingTimes(1) };
  return { engine, models: [sayingTimes(1)], logOdds: columns[0]!, labels, losses: new Float64Array(0), loss: 0 };
}

const early = rowsOf(1, 1);

describe('choosePlattByLater', () => {
  it('keeps the scaling that the later snapshot confirms, as that snapshot has it', () => {
    const validation = rowsOf(3, 3, 0.5);
    const scaling = choosePlattByLater(triedOf(validation), { early, fitLatest: rowsOf(3, 2), validation }, { seed: 1 });
    expect(scaling).toEqual(fitPlatt(validation.columns[0]!, validation.labels));
    expect(scaling!.slope).toBeCloseTo(1 / 3, 1);
    expect(scaling!.intercept).toBeCloseTo(0.5, 0);
  });

  it.each<[string, number, number]>([['too sure once, right later', 3, 1], ['right once, too sure later', 1 / 3, 3]])('keeps none where the model is %s', (_case, latest, later) => {
    const validation = rowsOf(later, 3);
    expect(choosePlattByLater(triedOf(validation), { early, fitLatest: rowsOf(latest, 2), validation }, { seed: 1 })).toBeNull();
  });

  it('learns the scaling from a model that had not seen the snapshot it is learned on', () => {
    const validation = rowsOf(3, 3);
    expect(choosePlattByLater(triedOf(validation, 3), { early, fitLatest: rowsOf(1, 2), validation }, { seed: 1 })).not.toBeNull();
    expect(choosePlattByLater(triedOf(validation, 1 / 3), { early, fitLatest: rowsOf(1, 2), validation }, { seed: 1 })).toBeNull();
  });

  it('keeps none where the history is too short to look, or the time is used up', () => {
    const validation = rowsOf(3, 3);
    const data = { early, fitLatest: rowsOf(3, 2), validation };
    expect(choosePlattByLater(triedOf(validation), { ...data, early: null }, { seed: 1 })).toBeNull();
    expect(choosePlattByLater(triedOf(validation), data, { seed: 1, isOutOfTime: () => true })).toBeNull();
  });
});

describe('choosePlattByHalves', () => {
  it('keeps the scaling that the other half confirms, fitted on both', () => {
    const rows = rowsOf(3, 4);
    expect(choosePlattByHalves(triedOf(rows), false)).toEqual(fitPlatt(rows.columns[0]!, rows.labels));
  });

  it('keeps none where the other half speaks against it', () => {
    const [first, second] = [rowsOf(4, 5), rowsOf(1, 6)];
    const pick = <Values extends ArrayLike<number>>(of: Values, other: Values): number[] => Array.from(of, (value, row) => (row % 2 === 0 ? value : other[row]!));
    const rows = { ...first, columns: [Float64Array.from(pick(first.columns[0]!, second.columns[0]!))], labels: Uint8Array.from(pick(first.labels, second.labels)) };
    expect(choosePlattByHalves(triedOf(rows), false)).toBeNull();
  });

  it('takes the earlier and the later half of rows that are in the order of time', () => {
    const halves = (first: LabelledMatrix, second: LabelledMatrix): LabelledMatrix => ({
      rows: first.rows + second.rows, names: first.names, columns: [Float64Array.of(...first.columns[0]!, ...second.columns[0]!)], labels: Uint8Array.of(...first.labels, ...second.labels),
    });
    const steady = halves(rowsOf(3, 5), rowsOf(3, 6));
    expect(choosePlattByHalves(triedOf(steady), true)).toEqual(fitPlatt(steady.columns[0]!, steady.labels));
    const turned = halves(rowsOf(4, 5), rowsOf(1, 6));
    expect([choosePlattByHalves(triedOf(turned), true), choosePlattByHalves(triedOf(turned), false)]).toEqual([null, fitPlatt(turned.columns[0]!, turned.labels)]);
  });
});
