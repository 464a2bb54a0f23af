import { RETRAIN_CAUSES, type RetrainCause } from '@kelvin/contracts';
import { MS_PER_DAY } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { whyTrainAgain, type TrainedBefore } from './retrain-due.ts';

const now = new Date('2026-11-20T10:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * MS_PER_DAY);
const trained: TrainedBefore = { now, lastDay: 1_000, lastRun: { startedAt: ago(8), asOfDay: 992 }, lastImportAt: null, measured: null, isUnusable: false };
const measured = (daysAgo: number, ...codes: RetrainCause[]): TrainedBefore['measured'] => ({ at: ago(daysAgo), conditions: RETRAIN_CAUSES.map((code) => ({ code, isMet: codes.includes(code), value: 1, limit: 1, feature: null })) });

describe('whyTrainAgain', () => {
  it.each<[string, Partial<TrainedBefore>, string | null]>([
    ['a week has passed', {}, 'schedule'],
    ['it has not', { lastRun: { startedAt: ago(6.9), asOfDay: 992 } }, null],
    ['it has by the clock only: the date is fixed', { lastDay: 992 }, null],
    ['the last one had nothing to learn from', { lastRun: { startedAt: ago(8), asOfDay: null } }, 'schedule'],
    ['nothing is met', { measured: measured(0), lastDay: 992 }, null],
    ['customers have become others', { measured: measured(0, 'retrain.feature_drifted'), lastDay: 992 }, 'drift'],
    ['and the last training knew', { measured: measured(8.1, 'retrain.feature_drifted'), lastDay: 992 }, null],
    ['and did so within the week', { measured: measured(0, 'retrain.chances_drifted'), lastRun: { startedAt: ago(2), asOfDay: 998 } }, 'drift'],
    ['and did so within a day', { measured: measured(0, 'retrain.outcome_drifted'), lastRun: { startedAt: ago(0.5), asOfDay: 999 } }, null],
    ['the model has grown old', { measured: measured(0, 'retrain.age'), lastDay: 992 }, 'age'],
    ['there are twice the outcomes', { measured: measured(0, 'retrain.more_outcomes'), lastDay: 992 }, 'outcomes'],
    ['a past was brought in since', { lastImportAt: ago(1), lastRun: { startedAt: ago(2), asOfDay: 998 } }, 'import'],
    ['one that the last training knew', { lastImportAt: ago(3), lastRun: { startedAt: ago(2), asOfDay: 998 } }, null],
    ['its model cannot be used any more', { isUnusable: true, lastRun: { startedAt: ago(2), asOfDay: 998 } }, 'unusable'],
    ['that of today cannot', { isUnusable: true, lastRun: { startedAt: ago(0.5), asOfDay: 999 } }, null],
    ['the second of a day', { lastImportAt: ago(0.1), lastRun: { startedAt: ago(0.5), asOfDay: 999 } }, null],
  ])('%s', (_when, over, expected) => {
    expect(whyTrainAgain({ ...trained, ...over })).toBe(expected);
  });
});
