import { describe, expect, it } from 'vitest';
import { SharedAnswers } from './shared-answers.ts';

describe('SharedAnswers', () => {
  function make(keepMs: number) {
    let nowMs = 1_000;
    let found = 0;
    const answers = new SharedAnswers<number>({ now: () => new Date(nowMs) }, () => keepMs);
    return { get: (key = 'a') => answers.get(key, () => Promise.resolve(++found)), answers, pass: (ms: number) => { nowMs += ms; } };
  }

  it('gives an answer again for its time, key by key', async () => {
    const { get, pass } = make(100);
    expect([await get(), await get(), await get('b')]).toEqual([1, 1, 2]);
    pass(99);
    expect(await get()).toBe(1);
    pass(1);
    expect(await get()).toBe(3);
  });

  it('looks once for all who ask at the same time, even where nothing is kept', async () => {
    const { get } = make(0);
    expect(await Promise.all([get(), get()])).toEqual([1, 1]);
    expect(await get()).toBe(2);
  });

  it('keeps no failure', async () => {
    const { answers, get } = make(100);
    await expect(answers.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await get()).toBe(1);
  });
});
