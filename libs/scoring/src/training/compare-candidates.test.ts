import { describe, expect, it } from 'vitest';
import type { Engine, EngineCode, LabelledMatrix, Model } from '../engines/model.ts';
import { seededRandom } from '../engines/random.ts';
import { gaussian } from '../engines/sample-matrix.test-helper.ts';
import { compareCandidates } from './compare-candidates.ts';

const random = seededRandom(5);
const truth = Float64Array.from({ length: 2_000 }, () => gaussian(random));
const labels = Uint8Array.from(truth, (logOdds) => (random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0));
const noise = truth.map(() => gaussian(random));
const rows: LabelledMatrix = { rows: truth.length, names: ['truth'], columns: [truth], labels };

/** An engine whose model says some function of the truth. */
function saying(code: EngineCode, logOdds: (truth: number, row: number) => number): Engine {
  const model = { engine: code, names: ['truth'], logOdds: ({ columns }: { columns: readonly Float64Array[] }) => columns[0]!.map(logOdds) } as unknown as Model;
  return { code, fit: () => model, load: () => model };
}
const compare = (candidates: readonly Engine[], parts = [{ fit: rows, validation: rows }]) => compareCandidates(candidates, parts, { seed: 1 });

describe('compareCandidates', () => {
  it('takes the one with the least log loss', () => {
    const { winner, why, figures } = compare([saying('logistic', (each, row) => 0.5 * each + noise[row]!), saying('forest', (each) => each), saying('gbdt', () => 0)]);
    expect([winner.engine.code, why]).toEqual(['forest', { isBest: true, best: 'forest', difference: 0, standardError: 0 }]);
    expect(figures.map(({ engine, problem }) => [engine, problem])).toEqual([['logistic', null], ['forest', null], ['gbdt', null]]);
    expect(figures[1]!.logLoss).toBeLessThan(figures[0]!.logLoss!);
  });

  it('holds no moved base rate against anybody, but does hold chances that are too sure', () => {
    const figureOf = (shift: number, slope: number) => compare([saying('ranker', (each) => slope * each + shift)]).figures[0]!.logLoss!;
    expect(figureOf(2, 1)).toBeCloseTo(figureOf(0, 1), 6);
    expect(figureOf(0, 3)).toBeGreaterThan(figureOf(0, 1) + 0.05);
  });

  it('prefers the blend to what is ahead by less than can be told, and says by how much', () => {
    const { winner, why } = compare([saying('ranker', (each) => each), saying('blend', (each, row) => each + 0.05 * noise[row]!)]);
    expect(winner.engine.code).toBe('blend');
    expect(why).toMatchObject({ isBest: false, best: 'ranker' });
    expect(why.difference).toBeLessThanOrEqual(2 * why.standardError);
    expect(compare([saying('ranker', (each) => each), saying('blend', (each, row) => each + noise[row]!)]).winner.engine.code).toBe('ranker');
  });

  it.each([[0.2, 'blend'], [0.3, 'ranker']])('draws the line at two standard errors: with %d of noise it takes the %s', (share, winner) => {
    const blurred = (each: number, row: number): number => each + share * noise[row]!;
    const [best, other] = [compare([saying('ranker', (each) => each)]), compare([saying('ranker', blurred)])];
    const differences = other.winner.losses.map((loss, row) => loss - best.winner.losses[row]!);
    const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length;
    const standardErrors = mean / Math.sqrt(differences.reduce((sum, each) => sum + (each - mean) ** 2, 0)) * differences.length;
    expect([standardErrors > 1.3 && standardErrors < 2, standardErrors > 2 && standardErrors < 3.5]).toEqual([winner === 'blend', winner === 'ranker']);
    expect(compare([saying('ranker', (each) => each), saying('blend', blurred)]).winner.engine.code).toBe(winner);
  });

  it('tries no engine made for few rows on many, unless it is the only one, and none once time is up', () => {
    const many = { ...rows, rows: 2_001 };
    const problemsOf = (candidates: readonly Engine[], isOutOfTime = false) => compareCandidates(candidates, [{ fit: many, validation: rows }], { seed: 1, isOutOfTime: () => isOutOfTime }).figures.map(({ problem }) => problem);
    const [small, other] = [saying('small_forest', (each) => each), saying('logistic', (each) => each)];
    expect([problemsOf([other, small]), problemsOf([small]), problemsOf([other, saying('gbdt', (each) => each)], true)]).toEqual([[null, 'too_many_rows'], [null], [null, 'out_of_time']]);
  });

  it('joins what was said of several parts', () => {
    const { winner } = compare([saying('logistic', (each) => each)], [{ fit: rows, validation: rows }, { fit: rows, validation: rows }]);
    expect([winner.models.length, winner.labels.length, winner.logOdds.length]).toEqual([2, 4_000, 4_000]);
  });
});
