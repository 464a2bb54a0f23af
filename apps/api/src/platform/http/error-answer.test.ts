import { AppError } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { answerTo } from './error-answer.ts';

describe('answerTo', () => {
  it.each(['invalid', 'conflict', 'too-large'] as const)('gives the numbers and names of an %s with it, for readers of other languages', (kind) => {
    expect(answerTo(new AppError(kind, 'a.b', 'Sentence.', { name: 'Ours', most: 10, fields: { x: 'y' }, ids: ['z'], cause: null }))).toMatchObject({ code: 'a.b', message: 'Sentence.', fields: { x: 'y' }, values: { name: 'Ours', most: 10 } });
  });

  it.each(['unauthenticated', 'forbidden', 'not-found', 'too-many', 'unavailable'] as const)('keeps to itself what an %s is about', (kind) => {
    expect(answerTo(new AppError(kind, 'a.b', 'Sentence.', { reason: 'expired', retryAfterSeconds: 3 }))).not.toHaveProperty('values');
  });

  it('leaves values out where there are none', () => {
    expect(answerTo(new AppError('invalid', 'a.b', 'Sentence.'))).not.toHaveProperty('values');
  });
});
