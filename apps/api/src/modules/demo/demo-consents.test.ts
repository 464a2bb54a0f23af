import { generateDemo } from '@kelvin/demo';
import { consentsOf } from '@kelvin/profile';
import { describe, expect, it } from 'vitest';

describe('people of the demo', () => {
  it('say whether they want letters, whenever they say who they are', () => {
    const demo = generateDemo({ seed: 7, nowMs: Date.parse('2026-11-23T19:30:00Z'), timeZone: 'Europe/Moscow' });
    const traits = demo.days('newest-first').slice(0, 3).flatMap((day) => demo.messagesOfDay(day)).flatMap(({ message }) => (message.type === 'identify' ? [message.traits!] : []));
    const answers = traits.map((given) => consentsOf({ traits: given }, null));
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter((changes) => changes.length !== 1 || changes[0]!.channel !== 'email')).toEqual([]);
    expect(new Set(answers.map(([change]) => change!.isGranted))).toEqual(new Set([true, false]));
  });
});
