import { describe, expect, it } from 'vitest';
import { anOutcome, aTrainingRun, aVersion } from '../../testing/model-fixtures.ts';
import { deriveVerdict } from './verdict.ts';

const missing = { positives: 9, negatives: 0, historyDays: 0 };

describe('deriveVerdict', () => {
  it.each([
    ['safe', {}], ['works', { inUse: aVersion({ isSafeToAutomate: false }) }], ['damaged', { inUse: aVersion({ state: 'damaged' }) }],
    ['not_enough', { inUse: null, missing }], ['not_promoted', { inUse: null, lastRun: aTrainingRun({ status: 'not_promoted' }) }],
    ['untrained', { inUse: null, lastRun: null }], ['untrained', { inUse: null, lastRun: aTrainingRun({ status: 'failed' }) }],
    // A model that serves goes on serving, whatever the data would allow today.
    ['safe', { missing }],
  ] as const)('%s for %o', (verdict, own) => expect(deriveVerdict(anOutcome(own))).toBe(verdict));
});
