import { describe, expect, it } from 'vitest';
import { idOf, NOW } from '../../testing/fixtures.ts';
import { anOutcome, aTrainingRun, aVersion } from '../../testing/model-fixtures.ts';
import { deriveVerdict } from './verdict.ts';

const setAside = (reason: 'worse' | 'damaged' | 'outdated') => ({ versionId: idOf(712), number: 12, reason, at: NOW });
const missing = { positives: 9, negatives: 0, historyDays: 0 };

describe('deriveVerdict', () => {
  it.each([
    ['safe', {}], ['works', { inUse: aVersion({ isSafeToAutomate: false }) }],
    ['not_enough', { inUse: null, missing }], ['not_promoted', { inUse: null, lastRun: aTrainingRun({ status: 'not_promoted' }) }],
    ['untrained', { inUse: null, source: 'none', lastRun: null }], ['untrained', { inUse: null, source: 'none', lastRun: aTrainingRun({ status: 'failed' }) }], ['not_promoted', { inUse: null, source: 'rules', lastRun: aTrainingRun({ status: 'failed' }) }],
    ['damaged', { inUse: null, setAside: setAside('damaged') }], ['damaged', { inUse: null, setAside: setAside('outdated'), missing }],
    ['not_promoted', { inUse: null, setAside: setAside('worse'), lastRun: aTrainingRun() }], ['rules_chosen', { inUse: null, rulesChosenAt: NOW }], ['not_enough', { inUse: null, rulesChosenAt: NOW, missing }],
    // A model that serves goes on serving, whatever the data would allow today.
    ['safe', { missing }],
  ] as const)('%s for %o', (verdict, own) => expect(deriveVerdict(anOutcome(own))).toBe(verdict));
});
