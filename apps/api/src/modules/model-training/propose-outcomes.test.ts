import { outcomeDefinitionSchema } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { proposeOutcomes, type OutcomeGround } from './propose-outcomes.ts';

const shop: OutcomeGround = { leavingDays: 90, orderGapDays: 34, hasOrders: true, hasTickets: true, hasActivity: true };
const told = (ground: Partial<OutcomeGround>) => proposeOutcomes({ ...shop, ...ground }, 'en').map(({ role, horizonDays }) => [role, horizonDays]);

describe('proposeOutcomes', () => {
  it.each([
    ['a shop with a help desk', {}, [['buys', 30], ['leaves', 90], ['support', 14]]],
    ['one that leaves sooner', { leavingDays: 45 }, [['buys', 30], ['leaves', 45], ['support', 14]]],
    ['no orders, no tickets', { hasOrders: false, hasTickets: false }, [['leaves', 90]]],
    ['orders nobody repeated', { orderGapDays: null, hasTickets: false }, [['buys', 30], ['leaves', 90]]],
    ['an empty workspace', { hasOrders: false, hasTickets: false, hasActivity: false }, []],
  ])('%s', (_what, ground, expected) => {
    expect(told(ground)).toEqual(expected);
  });

  it.each([[1, 7], [10, 7], [11, 14], [22, 14], [23, 30], [45, 30], [46, 60], [75, 60], [76, 90], [800, 90]])('an order gap of %d days asks for %d', (orderGapDays, horizonDays) => {
    expect(told({ orderGapDays })[0]).toEqual(['buys', horizonDays]);
  });

  it.each(['en', 'ru'] as const)('names them in %s, as definitions that can be kept', (locale) => {
    const proposals = proposeOutcomes(shop, locale);
    expect(proposals.map((each) => outcomeDefinitionSchema.parse(each))).toEqual(proposals);
    expect(new Set(proposals.map(({ name }) => name)).size).toBe(3);
  });
});
