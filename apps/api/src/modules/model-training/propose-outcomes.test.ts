import { outcomeDefinitionSchema, type OutcomeDefinition } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { besidePredicted, proposeOutcomes, type OutcomeGround } from './propose-outcomes.ts';

const shop: OutcomeGround = { leavingDays: 90, orderGapDays: 34, hasOrders: true, hasTickets: true, hasActivity: true, contractEndEvent: null };
const told = (ground: Partial<OutcomeGround>) => proposeOutcomes({ ...shop, ...ground }, 'en').map(({ role, horizonDays }) => [role, horizonDays]);

describe('proposeOutcomes', () => {
  it.each([
    ['a shop with a help desk', {}, [['buys', 30], ['leaves', 90], ['support', 14]]],
    ['one that leaves sooner', { leavingDays: 45 }, [['buys', 30], ['leaves', 45], ['support', 14]]],
    ['no orders, no tickets', { hasOrders: false, hasTickets: false }, [['leaves', 90]]],
    ['orders nobody repeated', { orderGapDays: null, hasTickets: false }, [['buys', 30], ['leaves', 90]]],
    ['businesses that end contracts', { contractEndEvent: 'Contract Ended', leavingDays: 30 }, [['buys', 30], ['leaves', 90], ['support', 14]]],
    ['an empty workspace', { hasOrders: false, hasTickets: false, hasActivity: false }, []],
  ])('%s', (_what, ground, expected) => {
    expect(told(ground)).toEqual(expected);
  });

  it.each([[1, 7], [10, 7], [11, 14], [22, 14], [23, 30], [45, 30], [46, 60], [75, 60], [76, 90], [800, 90]])('an order gap of %d days asks for %d', (orderGapDays, horizonDays) => {
    expect(told({ orderGapDays })[0]).toEqual(['buys', horizonDays]);
  });

  it.each(['Contract Ended', 'Договор расторгнут'])('lets businesses leave by “%s” and not by silence', (contractEndEvent) => {
    const leaving = proposeOutcomes({ ...shop, contractEndEvent }, 'ru').filter(({ role }) => role === 'leaves');
    expect(leaving).toEqual([{ name: 'Договор закончится за 90 дн.', role: 'leaves', horizonDays: 90, condition: { kind: 'event_count', filter: { event: { by: 'type', name: contractEndEvent }, where: [] }, atLeast: 1 } }]);
  });

  it.each(['en', 'ru'] as const)('names them in %s, as definitions that can be kept', (locale) => {
    const proposals = proposeOutcomes(shop, locale);
    expect(proposals.map((each) => outcomeDefinitionSchema.parse(each))).toEqual(proposals);
    expect(new Set(proposals.map(({ name }) => name)).size).toBe(3);
  });
});

describe('besidePredicted', () => {
  const proposals = proposeOutcomes({ ...shop, contractEndEvent: 'Contract Ended' }, 'en');
  const [buys, ends] = proposals as [OutcomeDefinition, OutcomeDefinition];
  const silence: OutcomeDefinition = { name: 'Gone', role: 'leaves', horizonDays: 90, condition: { kind: 'inactivity', filter: null } };

  it.each<[string, OutcomeDefinition[], string[]]>([
    ['nothing yet', [], ['buys', 'leaves', 'support']],
    ['another question of the same use', [{ ...buys, horizonDays: 7 }], ['leaves', 'support']],
    ['the same question for another use', [{ ...buys, role: 'own' }], ['leaves', 'support']],
    ['silence as leaving: the end of a contract is offered beside it', [silence], ['buys', 'own', 'support']],
    ['silence as leaving, and the end of a contract', [silence, { ...ends, role: 'own' }], ['buys', 'support']],
    ['the end of a contract as leaving', [ends], ['buys', 'support']],
  ])('where is predicted: %s', (_what, open, roles) => {
    expect(besidePredicted(proposals, open.map((definition) => ({ definition }))).map(({ role }) => role)).toEqual(roles);
  });
});
