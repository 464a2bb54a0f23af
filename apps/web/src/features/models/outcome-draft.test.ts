import { newOutcomeSchema, type Outcome, type OutcomeRole } from '@kelvin/contracts';
import type { Meaning } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { computeExpectedValue, findBestCutOff, findCutOff } from './cut-off.ts';
import { parseOutcomeSearch } from './models-search.ts';
import { anOutcome, anOutcomeList } from '../../testing/model-fixtures.ts';
import { EMPTY_DRAFT, findDraftErrors, findHolder, readRole, toDefinition, type OutcomeDraft } from './outcome-draft.ts';

const draft = (own: Partial<OutcomeDraft>): OutcomeDraft => ({ ...EMPTY_DRAFT, name: 'Any', ...own });
const test = { id: 1, property: 'plan', operator: 'is', value: 'Pro' } as const;

describe('a draft of an outcome', () => {
  it.each([
    ['no event', draft({ event: '' }), ['event']], ['a fraction of an order', draft({ atLeast: '1.5' }), ['atLeast']], ['no days', draft({ horizonDays: '' }), ['horizonDays']], ['too many days', draft({ horizonDays: '366' }), ['horizonDays']],
    ['an attribute without a name', draft({ tests: [{ ...test, property: ' ' }] }), ['test.1']], ['a word where a number is needed', draft({ tests: [{ ...test, operator: 'at_most', value: 'many' }] }), ['test.1']],
    ['no value where none is read', draft({ tests: [{ ...test, operator: 'exists', value: '' }] }), []], ['silence of everything', draft({ kind: 'inactivity', event: '', atLeast: '' }), []],
  ])('with %s', (_case, given, wrong) => expect(Object.keys(findDraftErrors(given))).toEqual(wrong));

  it.each([
    draft({}), draft({ kind: 'inactivity', event: '' }), draft({ kind: 'inactivity', event: 'meaning:visit' }), draft({ event: 'type:a: b', tests: [test] }),
    draft({ tests: [{ ...test, operator: 'at_least', value: '2,5' }, { ...test, id: 2, operator: 'missing', value: 'left over' }] }),
  ])('without faults is what the contract wants: %o', (given) => {
    expect(findDraftErrors(given)).toEqual({});
    expect(newOutcomeSchema.parse(toDefinition(given, 'own'))).toEqual(toDefinition(given, 'own'));
    expect(newOutcomeSchema.parse(toDefinition(given, 'leaves', anOutcome()))).toMatchObject({ role: 'leaves', takesRoleFrom: anOutcome().id });
  });
});

describe('what a draft tells of', () => {
  const meanings: Readonly<Record<string, Meaning>> = { 'Order Completed': 'order' };
  const read = (own: Partial<OutcomeDraft>, outcomes: readonly Outcome[] = []) => readRole(draft(own), outcomes, (name) => meanings[name] ?? null);
  const all = anOutcomeList().items;

  it.each<[string, Partial<OutcomeDraft>, OutcomeRole]>([
    ['no order in 60 days', { kind: 'inactivity', event: 'meaning:order', horizonDays: '60' }, 'leaves'], ['silence', { kind: 'inactivity', event: '' }, 'leaves'], ['an order', {}, 'buys'], ['an order by its type', { event: 'type:Order Completed' }, 'buys'],
    ['a ticket', { event: 'meaning:ticket_opened' }, 'support'], ['an event not chosen yet', { event: '' }, 'own'], ['a contract that ends', { event: 'type:Договор расторгнут' }, 'leaves'], ['a review', { event: 'meaning:review' }, 'own'],
    ['what was chosen', { event: 'meaning:review', role: 'leaves' }, 'leaves'], ['what was chosen, as long as it can', { kind: 'inactivity', event: '', role: 'buys' }, 'leaves'],
  ])('goes by %s', (_what, own, role) => expect(read(own)).toEqual({ role, yielded: null }));

  it.each<[string, Partial<OutcomeDraft>, ReturnType<typeof readRole>]>([
    ['yields to who tells of it already', { kind: 'inactivity', event: 'meaning:order' }, { role: 'own', yielded: 'leaves' }], ['takes a place that was asked for', { kind: 'inactivity', event: 'meaning:order', role: 'leaves' }, { role: 'leaves', yielded: null }],
    ['is its own beside others', { event: 'meaning:review' }, { role: 'own', yielded: null }],
  ])('%s', (_what, own, told) => expect(read(own, all)).toEqual(told));

  it.each<[OutcomeRole, string | undefined, string | undefined]>([['buys', undefined, 'Buys again'], ['buys', anOutcome().id, undefined], ['leaves', anOutcome().id, 'Leaves'], ['own', undefined, undefined]])('%s, beside %s, is told by %s', (role, exceptId, name) => {
    expect(findHolder(all, role, exceptId)?.definition.name).toBe(name);
  });
});

describe('a cut', () => {
  const rows = [{ share: 0.1, people: 10, hits: 8, precision: 0.8, recall: 0.4, chance: 0.7 }, { share: 0.5, people: 50, hits: 18, precision: 0.36, recall: 0.9, chance: 0.2 }, { share: 1, people: 100, hits: 20, precision: 0.2, recall: 1, chance: 0.01 }];
  it('is worth its hits less its contacts', () => expect(computeExpectedValue(rows[1]!, { hit: 10, cost: 2 })).toBe(80));
  it.each([[10, 1, 0.5], [10, 5, 0.1], [100, 0, 1]])('brings most at a hit of %d and a contact of %d: %d', (hit, cost, share) => expect(findBestCutOff(rows, { hit, cost })?.share).toBe(share));
  it.each([[0, 0.1], [0.28, 0.1], [0.4, 0.5], [1, 1]])('at %d is the row of %d', (share, found) => expect(findCutOff(rows, share)?.share).toBe(found));
  it('of nothing is nothing', () => expect([findCutOff([], 0.1), findBestCutOff([], { hit: 1, cost: 1 })]).toEqual([null, null]));
});

describe('parseOutcomeSearch', () => {
  it.each([
    [{ tab: 'quality', with: 'a', version: 'a' }, { version: 'a' }], [{ tab: 'drift', hit: '12.5', cost: -1 }, { tab: 'drift', hit: 12.5 }], [{ tab: 'nonsense', hit: 'x', version: 7 }, {}], [{ with: 'b', cost: 0 }, { with: 'b', cost: 0 }],
  ])('%o is %o', (search, parsed) => expect(parseOutcomeSearch(search)).toEqual(parsed));
});
