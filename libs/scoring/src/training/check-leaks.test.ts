import { describe, expect, it, vi } from 'vitest';
import type { CompiledFeatures } from '../features/compute-features.ts';
import { aTraining, makeShop } from './synthetic-shop.test-helper.ts';
import { trainOutcome } from './train-outcome.ts';

const planted = vi.hoisted(() => ({ days: 0 }));

/** Every training compiles its features as ever, and where days are planted gets one more: what the customer does within so many days after. */
vi.mock('../features/compute-features.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../features/compute-features.ts')>();
  return {
    ...original,
    compileFeatures: (...given: Parameters<typeof original.compileFeatures>): CompiledFeatures => {
      const honest = original.compileFeatures(...given);
      if (planted.days === 0) return honest;
      return {
        names: [...honest.names, 'planted'],
        writeVector(input, columns, row) {
          honest.writeVector(input, columns.slice(0, -1), row);
          columns[columns.length - 1]![row] = Array.from(input.rows.days).filter((day) => day > input.asOfDay && day <= input.asOfDay + planted.days).length;
        },
      };
    },
  };
});

const shop = makeShop(300, 75, 3, () => 0.06);

describe('a training', () => {
  it.each([1, 7, 60])('ends, and names the feature, where one sees %d days ahead', (days) => {
    planted.days = days;
    expect(() => trainOutcome(aTraining(shop, 66))).toThrow(expect.objectContaining({ code: 'training.leak', message: expect.stringContaining('“planted”'), context: { feature: 'planted', asOf: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) } }));
  });

  it('goes through where none does', () => {
    planted.days = 0;
    expect(trainOutcome(aTraining(shop, 66)).model.names).not.toContain('planted');
  });
});
