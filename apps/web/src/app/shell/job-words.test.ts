import { JOB_PHASES, jobSchema } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { shellEn } from './i18n/en.ts';
import { shellRu } from './i18n/ru.ts';

const { kind, status } = jobSchema.shape;

describe.each([['en', shellEn.jobs], ['ru', shellRu.jobs]] as const)('what the server says of a job, in %s', (_language, words) => {
  it('has words for every kind', () => expect(Object.keys(words.kinds).toSorted()).toEqual(kind.options.toSorted()));
  it('has words for every status', () => expect(Object.keys(words.status).toSorted()).toEqual(status.options.toSorted()));
  it('has words for every phase, and for waiting', () => expect(Object.keys(words.phases).toSorted()).toEqual([...JOB_PHASES, 'queued'].toSorted()));
});
