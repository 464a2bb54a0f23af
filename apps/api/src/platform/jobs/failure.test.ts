import { AppError } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { readFailure, toFailure } from './failure.ts';

describe('toFailure', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['nothing', {}, {}],
    ['numbers and words', { days: 12, feature: 'since.order' }, { days: 12, feature: 'since.order' }],
    ['nothing that a sentence cannot hold', { days: 12, status: null, rows: [1], at: new Date(0), none: undefined, isLate: true }, { days: 12 }],
  ])('keeps code, sentence and of the context %s', (_what, context, values) => {
    expect(toFailure(new AppError('invalid', 'training.short_history', 'The history is short.', context))).toEqual({ code: 'training.short_history', message: 'The history is short.', values });
  });
});

describe('readFailure', () => {
  it.each([
    ['of an earlier version', { code: 'a.b', message: 'A.' }, { code: 'a.b', message: 'A.', values: {} }],
    ['of none', null, null],
    ['with values', { code: 'a.b', message: 'A.', values: { n: 1 } }, { code: 'a.b', message: 'A.', values: { n: 1 } }],
  ])('knows one %s', (_what, stored, read) => expect(readFailure(stored)).toEqual(read));
});
