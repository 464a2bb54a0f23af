import { describe, expect, it } from 'vitest';
import type { Step, Topic } from '../life/beat.ts';
import { Rng } from '../world/rng.ts';
import { planChargedTwice, planText } from './plan-text.ts';
import { writeText } from './write-text.ts';

describe('writeText', () => {
  it('writes every planned step and topic in both languages', () => {
    const rng = new Rng(1, 1);
    for (let nth = 0; nth < 2_000; nth += 1) {
      const plan = nth % 20 === 0 ? planChargedTwice(rng) : planText(rng, rng.next());
      expect(writeText(plan, 'ru')).toMatch(/^[^{}]*[а-яё]{3,}[^{}]*$/i);
      expect(writeText(plan, 'en')).toMatch(/^[^{}]*[a-z]{3,}[^{}]*$/i);
    }
  });

  it('hardly repeats itself', () => {
    const texts = Array.from({ length: 1_000 }, (_, nth) => writeText({ step: ((nth % 2) + 1) as Step, topic: 'app' as Topic, nth }, 'ru'));
    expect(new Set(texts).size).toBeGreaterThan(350);
  });
});
