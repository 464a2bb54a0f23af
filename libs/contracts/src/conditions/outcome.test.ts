import { MEANINGS, type Meaning } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import type { Condition, EventRef } from './condition.ts';
import { canTellOf, guessOutcomeRole, newOutcomeSchema, OUTCOME_ROLES, outcomeDefinitionSchema, updateOutcomeSchema } from './outcome.ts';

const count = (event: EventRef, atLeast = 1): Condition => ({ kind: 'event_count', filter: { event, where: [] }, atLeast });
const none = (event: EventRef): Condition => ({ kind: 'inactivity', filter: { event, where: [] } });
const of = (meaning: Meaning): EventRef => ({ by: 'meaning', meaning });
const named = (name: string): EventRef => ({ by: 'type', name });
const AWAY: Condition = { kind: 'inactivity', filter: null };
const ORDERS = count(of('order'));

describe('newOutcomeSchema', () => {
  it.each([
    ['buys', ORDERS, true], ['buys', AWAY, false], ['buys', none(of('order')), false], ['support', AWAY, false], ['support', count(of('ticket_opened')), true],
    ['leaves', AWAY, true], ['leaves', ORDERS, true], ['own', AWAY, true],
  ] as const)('%s by %o: %s', (role, condition, isTaken) => {
    const definition = { name: 'Any', role, condition, horizonDays: 30 };
    expect(newOutcomeSchema.safeParse(definition).success).toBe(isTaken);
    expect(canTellOf(role, condition)).toBe(isTaken);
    expect(outcomeDefinitionSchema.safeParse(definition).success).toBe(true);
  });

  it('names whose place is taken, which no definition keeps', () => {
    const definition = { name: 'Any', role: 'leaves', condition: AWAY, horizonDays: 30 }, takesRoleFrom = '00000000-0000-7000-8000-000000000000';
    expect(newOutcomeSchema.parse({ ...definition, takesRoleFrom })).toEqual({ ...definition, takesRoleFrom });
    expect(outcomeDefinitionSchema.safeParse({ ...definition, takesRoleFrom }).success).toBe(false);
    expect(newOutcomeSchema.safeParse({ ...definition, takesRoleFrom: 'Gone' }).success).toBe(false);
  });
});

describe('updateOutcomeSchema', () => {
  it.each([[{ role: 'leaves' }, true], [{ role: 'leaver' }, false], [{ condition: AWAY }, false]])('%o: %s', (change, isTaken) => expect(updateOutcomeSchema.safeParse(change).success).toBe(isTaken));
});

describe('guessOutcomeRole', () => {
  const meanings: Readonly<Record<string, Meaning>> = { 'Order Completed': 'order', 'Новый тикет': 'ticket_opened', 'Subscription Cancelled': 'key_action', 'Letters Cancelled': 'unsubscribed' };
  const guess = (condition: Condition) => guessOutcomeRole(condition, (name) => meanings[name] ?? null);

  it.each([
    ['no activity at all', AWAY, 'leaves'], ['no order in 60 days', none(of('order')), 'leaves'], ['no visit', none(of('visit')), 'leaves'], ['no event of an unknown type', none(named('Lesson Finished')), 'leaves'], ['no order by its type', none(named('Order Completed')), 'leaves'],
    ['an order', ORDERS, 'buys'], ['many orders', count(of('order'), 5), 'buys'], ['an order by its type', count(named('Order Completed')), 'buys'],
    ['a ticket', count(of('ticket_opened')), 'support'], ['a ticket by its type', count(named('Новый тикет')), 'support'],
    ['the end of a contract', count(named('Contract Ended')), 'leaves'], ['расторжение договора', count(named('Договор расторгнут')), 'leaves'], ['a subscription that ends, taken for a key action', count(named('Subscription Cancelled')), 'leaves'],
    ['the end of letters', count(named('Letters Cancelled')), 'own'], ['a contract that does not end', none(named('Contract Ended')), 'own'],
    ['no ticket', none(of('ticket_opened')), 'own'], ['no refund', none(of('refund')), 'own'], ['no letter sent', none(of('email_sent')), 'own'],
    ['a visit', count(of('visit')), 'own'], ['a review', count(of('review')), 'own'], ['an event of an unknown type', count(named('Lesson Finished')), 'own'],
  ] as const)('%s', (_what, condition, role) => expect(guess(condition)).toBe(role));

  it('never guesses what the condition cannot tell of', () => {
    for (const meaning of MEANINGS) for (const condition of [count(of(meaning)), none(of(meaning))]) {
      expect(OUTCOME_ROLES).toContain(guess(condition));
      expect(canTellOf(guess(condition), condition)).toBe(true);
    }
  });
});
