import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import { errorShareOf, normalTail } from './spend-error.ts';

describe('errorShareOf', () => {
  it.each([[1, 0.05], [2, 0.05 / 6], [3, 0.05 / 12], [52, 0.05 / 2756]])('look %i spends %f', (look, share) => {
    expect(errorShareOf(look)).toBeCloseTo(share, 12);
  });

  it('spends no more than .075 however often one looks', () => {
    let spent = 0;
    for (let look = 1; look <= 100_000; look += 1) spent += errorShareOf(look);
    expect(spent).toBeLessThan(0.075);
    expect(spent).toBeGreaterThan(0.0749);
  });

  it('lets what is only as good through in few years of weekly looks, where an unpaid bound lets most of them through', () => {
    const random = seededRandom(5);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const YEARS = 4_000;
    const fooled = { paid: 0, unpaid: 0 };
    for (let year = 0; year < YEARS; year += 1) {
      const looks = Array.from({ length: 52 }, normal);
      if (looks.some((z, at) => z > normalTail(errorShareOf(at + 1)))) fooled.paid += 1;
      if (looks.some((z) => z > normalTail(errorShareOf(1)))) fooled.unpaid += 1;
    }
    expect(fooled.paid / YEARS).toBeLessThan(0.085);
    expect(fooled.unpaid / YEARS).toBeGreaterThan(0.4);
  });

  it.each([0, -1, 1.5, NaN])('refuses look %f', (look) => {
    expect(() => errorShareOf(look)).toThrow(expect.objectContaining({ code: 'evaluation.bad_look' }));
  });
});

describe('normalTail', () => {
  it.each([[0.5, 0], [0.05, 1.64485], [0.025, 1.95996], [0.001, 3.09023], [1e-6, 4.75342]])('of %f is %f', (share, z) => {
    expect(normalTail(share)).toBeCloseTo(z, 3);
  });
});
