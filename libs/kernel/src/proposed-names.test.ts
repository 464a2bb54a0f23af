import { describe, expect, it } from 'vitest';
import { proposedName, tellOutcomeName } from './proposed-names.ts';

describe('names of outcomes', () => {
  it.each([
    ['Buys within 60 days', 'Купит за 60 дн.'],
    ['No activity for 90 days', 'Не появится 90 дн.'],
    ['Contract ends within 90 days', 'Договор закончится за 90 дн.'],
    ['Contacts support within 14 days', 'Обратится в поддержку за 14 дн.'],
  ])('that were proposed are told in the reader’s language: %s', (en, ru) => {
    expect([tellOutcomeName(en, 'ru'), tellOutcomeName(ru, 'en'), tellOutcomeName(en, 'en')]).toEqual([ru, en, en]);
  });

  it.each(['Buys within a month', 'Buys within 60 days in Kazan', 'Buys within  days', 'Купит за 60 дн', 'Gone', ''])('that a person gave stay as they are: “%s”', (name) => {
    expect([tellOutcomeName(name, 'en'), tellOutcomeName(name, 'ru')]).toEqual([name, name]);
  });

  it('are made of role and days', () => expect(proposedName('buys', 30, 'en')).toBe('Buys within 30 days'));
});
