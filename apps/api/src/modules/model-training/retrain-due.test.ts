import { MS_PER_DAY } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { whyTrainAgain, type TrainedBefore } from './retrain-due.ts';

const now = new Date('2026-11-20T10:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * MS_PER_DAY);
const trained: TrainedBefore = { now, lastDay: 1_000, lastRun: { startedAt: ago(8), asOfDay: 992 }, lastImportAt: null, hasDrifted: false, isUnusable: false };

describe('whyTrainAgain', () => {
  it.each<[string, Partial<TrainedBefore>, string | null]>([
    ['a week has passed', {}, 'schedule'],
    ['it has not', { lastRun: { startedAt: ago(6.9), asOfDay: 992 } }, null],
    ['it has by the clock only: the date is fixed', { lastDay: 992 }, null],
    ['the last one had nothing to learn from', { lastRun: { startedAt: ago(8), asOfDay: null } }, 'schedule'],
    ['customers have become others', { hasDrifted: true, lastDay: 992 }, 'drift'],
    ['and did so within the week', { hasDrifted: true, lastRun: { startedAt: ago(2), asOfDay: 998 } }, null],
    ['a past was brought in since', { lastImportAt: ago(1), lastRun: { startedAt: ago(2), asOfDay: 998 } }, 'import'],
    ['one that the last training knew', { lastImportAt: ago(3), lastRun: { startedAt: ago(2), asOfDay: 998 } }, null],
    ['its model cannot be used any more', { isUnusable: true, lastRun: { startedAt: ago(2), asOfDay: 998 } }, 'unusable'],
    ['that of today cannot', { isUnusable: true, lastRun: { startedAt: ago(0.5), asOfDay: 999 } }, null],
    ['the second of a day', { lastImportAt: ago(0.1), lastRun: { startedAt: ago(0.5), asOfDay: 999 } }, null],
  ])('%s', (_when, over, expected) => {
    expect(whyTrainAgain({ ...trained, ...over })).toBe(expected);
  });
});
