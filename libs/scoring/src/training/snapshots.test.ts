import { describe, expect, it } from 'vitest';
import { compileFeatures } from '../features/compute-features.ts';
import { FEATURES_VERSION } from '../features/feature.ts';
import { compileRules } from '../rules/compile-rules.ts';
import { B2C_PRESET } from '../rules/presets.ts';
import { makeSnapshots, type SnapshotMaker } from './snapshots.ts';
import { makeShop } from './synthetic-shop.test-helper.ts';

const { customers, metrics } = makeShop(60, 70, 5, () => 0.1);
let written = 0;
const compiled = compileFeatures({ version: FEATURES_VERSION, features: [{ kind: 'since', of: 'outcome' }, { kind: 'count', of: 'view', days: 30 }] }, metrics, ['order']);
const maker: SnapshotMaker = {
  customers, horizonDays: 7, rules: compileRules(B2C_PRESET, metrics), mostRows: 1_000,
  features: { ...compiled, writeVector: (...given) => { written += 1; compiled.writeVector(...given); } },
};

describe('makeSnapshots', () => {
  const made = [makeSnapshots([30, 37], maker), makeSnapshots([50], maker)];

  it('takes rows that were made before as they are, and makes only the others', () => {
    const expected = makeSnapshots([23, 30, 50], maker);
    written = 0;
    expect(makeSnapshots([23, 30, 50], { ...maker, made })).toEqual(expected);
    expect(written).toBe(60);
  });

  it('makes customers whom an earlier, thinned set left out', () => {
    const thin = makeSnapshots([30], { ...maker, mostRows: 20 });
    expect(thin.rows).toBeLessThan(40);
    written = 0;
    expect(makeSnapshots([30], { ...maker, made: [thin] })).toEqual(makeSnapshots([30], { ...maker, made }));
    expect(written).toBe(60 - thin.rows);
  });
});
