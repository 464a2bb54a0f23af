import { listCustomersSchema } from '@kelvin/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCustomersSearch, toCustomerFilters } from './customers-search.ts';

const VALUE = fc.oneof(fc.constantFrom('hot', 'at_risk', 'buys', 'leaves', 'risk', 'asc', 'visitors', 'excluded', 'customers', '', 'x', '0.4', '40', '-1', null, true), fc.double({ min: -2, max: 120, noNaN: true }), fc.integer({ min: -5, max: 400 }));
const NAMES = ['band', 'q', 'minScore', 'maxScore', 'minBuyChance', 'minLeaveChance', 'who', 'movedFrom', 'movedTo', 'movedDays', 'sort', 'direction'] as const;

describe('the address of the list', () => {
  it('knows every filter of the server', () => expect([...NAMES, 'offset', 'limit'].sort()).toEqual(Object.keys(listCustomersSchema.shape).sort()));

  it('keeps only what the server understands, whatever was typed', () => {
    fc.assert(fc.property(fc.record(Object.fromEntries(NAMES.map((name) => [name, VALUE])), { requiredKeys: [] }), (typed) => {
      const filters = toCustomerFilters(parseCustomersSearch(typed));
      expect(listCustomersSchema.parse(filters)).toMatchObject(filters);
      expect(parseCustomersSearch(filters)).toEqual(filters);
    }));
  });
});
