import { describe, expect, it } from 'vitest';
import { newOutcomeSchema, outcomeDefinitionSchema } from './outcome.ts';

const AWAY = { kind: 'inactivity', filter: null };
const ORDERS = { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 };

describe('newOutcomeSchema', () => {
  it.each([
    ['buys', ORDERS, true], ['buys', AWAY, false], ['buys', { kind: 'inactivity', filter: ORDERS.filter }, false],
    ['leaves', AWAY, true], ['leaves', ORDERS, true], ['own', AWAY, true],
  ])('%s by %o: %s', (role, condition, isTaken) => {
    const definition = { name: 'Any', role, condition, horizonDays: 30 };
    expect(newOutcomeSchema.safeParse(definition).success).toBe(isTaken);
    expect(outcomeDefinitionSchema.safeParse(definition).success).toBe(true);
  });
});
