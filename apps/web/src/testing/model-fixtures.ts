import type { CustomerChance, CustomerChances, DataHealth, EarlyWarningReport, Estimate, Figures, ModelCard, ModelDetail, ModelVersion, Outcome, OutcomeList, ScoreDifference, ScoreStability, TrainingRun } from '@kelvin/contracts';
import { idOf, NOW } from './fixtures.ts';

export const monthsOf = (positives: readonly number[]) => positives.map((count, at) => ({ month: `${2025 + Math.floor((at + 10) / 12)}-${String(((at + 10) % 12) + 1).padStart(2, '0')}`, customers: 900 + at * 20, positives: count }));
const near = (value: number, width: number): Estimate => ({ value, low: value - width, high: value + width });

function someFigures(source: Figures['source'], auc: number, own: Partial<Figures> = {}): Figures {
  return { source, auc: near(auc, 0.012), averagePrecision: near(auc - 0.42, 0.02), logLoss: near(0.9 - auc * 0.6, 0.01), brier: near(0.3 - auc * 0.2, 0.006), calibrationError: near(0.1 - auc * 0.09, 0.005), topDecileLift: near(auc * 5.4 - 1, 0.2), ...own };
}

export function aModelCard(own: Partial<ModelCard> = {}): ModelCard {
  const gain = Array.from({ length: 101 }, (_, at) => ({ x: at / 100, y: Math.round((1 - (1 - at / 100) ** 3.2) * 1e4) / 1e4 }));
  return {
    format: 1, engine: 'gbdt', outcome: 'Buys again', horizonDays: 30,
    train: { from: '2026-02-01', to: '2026-08-31', rows: 12480, customers: 4120, positives: 1890 }, test: { from: '2026-09-01', to: '2026-10-30', rows: 4000, customers: 4000, positives: 480 },
    gate: { isPromoted: true, reasons: [{ code: 'gate.passed', values: { logLossGain: 0.021, averagePrecisionGain: 0.06 } }], isSafeToAutomate: true, automationReasons: [] },
    figures: [someFigures('model', 0.842), someFigures('champion', 0.831), someFigures('recency', 0.731), someFigures('rules', 0.776), someFigures('majority', 0.5, { auc: near(0.5, 0), topDecileLift: near(1, 0), averagePrecision: near(0.12, 0.01) })],
    accuracy: { accuracy: 0.892, majorityShare: 0.88 },
    calibration: [0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.21, 0.3, 0.42, 0.58].map((chance, at) => ({ n: 500 - at * 34, meanChance: chance, observedShare: chance + [0.003, -0.004, 0.006, -0.01, 0.012, -0.014, 0.02, -0.02, 0.03, -0.025][at]!, low: Math.max(0, chance - 0.012 - at * 0.006), high: chance + 0.012 + at * 0.007 })),
    curves: {
      roc: Array.from({ length: 51 }, (_, at) => ({ x: at / 50, y: 1 - (1 - at / 50) ** 4.4 })), precisionRecall: Array.from({ length: 50 }, (_, at) => ({ x: (at + 1) / 50, y: 0.12 + 0.62 * (1 - (at + 1) / 50) ** 1.2 })),
      gain, lift: gain.slice(1).map(({ x, y }) => ({ x, y: y / x })),
    },
    cutOffs: gain.slice(1).map(({ x, y }) => ({ share: x, people: Math.round(4000 * x), hits: 480 * y, precision: (480 * y) / (4000 * x), recall: y, chance: Math.max(0.005, 0.7 * (1 - x) ** 3) })),
    importance: [
      { feature: 'since.order', meanContribution: 0.61, share: 0.243, direction: 'down' }, { feature: 'overdue.activity', meanContribution: 0.4, share: 0.16, direction: 'down' },
      { feature: 'count.outcome.90', meanContribution: 0.31, share: 0.121, direction: 'up' }, { feature: 'ratio.email_opened/email_sent.90', meanContribution: 0.2, share: 0.082, direction: 'up' },
      { feature: 'count.section:Prices.30', meanContribution: 0.15, share: 0.06, direction: 'up' }, { feature: 'gap.order.usual', meanContribution: 0.12, share: 0.048, direction: 'mixed' },
      { feature: 'variety.section:.30', meanContribution: 0.1, share: 0.04, direction: 'up' }, { feature: 'category.country.DE', meanContribution: 0.05, share: 0.02, direction: 'mixed' },
    ],
    groups: [
      { attribute: 'country', group: 'CZ', rows: 1820, positives: 221, auc: near(0.851, 0.02), calibrationGap: near(0.004, 0.01), weaknesses: [] },
      { attribute: 'newness', group: 'month', rows: 410, positives: 38, auc: near(0.712, 0.04), calibrationGap: near(0.061, 0.02), weaknesses: ['ranking', 'calibration'] },
      { attribute: 'device', group: 'Safari on iOS', rows: 640, positives: 80, auc: near(0.839, 0.03), calibrationGap: near(-0.008, 0.015), weaknesses: [] },
    ],
    drift: {
      features: [{ name: 'count.section:Prices.30', index: 0.31, level: 'drifted' }, { name: 'since.order', index: 0.14, level: 'moved' }, { name: 'overdue.activity', index: 0.02, level: 'steady' }, { name: 'mood.mean', index: 0.2, level: 'too_few_rows' }],
      outcome: null, chances: { name: 'chances', index: 0.04, level: 'steady' },
    },
    retrain: [
      { code: 'retrain.feature_drifted', isMet: true, value: 0.31, limit: 0.25, feature: 'count.section:Prices.30' }, { code: 'retrain.chances_drifted', isMet: false, value: 0.04, limit: 0.25, feature: null },
      { code: 'retrain.outcome_drifted', isMet: false, value: null, limit: 0.25, feature: null }, { code: 'retrain.age', isMet: false, value: 21, limit: 90, feature: null }, { code: 'retrain.more_outcomes', isMet: false, value: 2130, limit: 3780, feature: null },
    ],
    ...own,
  };
}

/** Three weeks of the model in use: chances begin to shift, and a section of the site drifts. */
export function aStability(own: Partial<ScoreStability> = {}): ScoreStability {
  return {
    limits: { moved: 0.1, drifted: 0.25 }, nextAt: '2026-11-27T09:00:00.000Z', inUse: 12,
    weeks: [0.02, 0.05, 0.12].map((index, at) => ({
      measuredAt: `2026-11-${String(6 + 7 * at).padStart(2, '0')}T09:00:00.000Z`, version: at === 0 ? 11 : 12, customers: 1500, chances: { name: 'chances', index, level: index < 0.1 ? 'steady' : 'moved' }, outcome: null,
      furthest: { name: 'count.section:Prices.30', index: 0.09 + 0.11 * at, level: at === 0 ? 'steady' : at === 1 ? 'moved' : 'drifted' },
    })), ...own,
  };
}

export function aDataHealth(own: Partial<DataHealth> = {}): DataHealth {
  return { measuredAt: '2026-11-20T09:00:00.000Z', gaps: [{ feature: 'price.order.last', shareThen: 0.41, shareNow: 0.43 }], silent: [], days: 30, troubled: [], ...own };
}

export function aVersion(own: Partial<ModelVersion> = {}): ModelVersion {
  return {
    id: idOf(712), outcomeId: idOf(701), number: 12, engine: 'gbdt', state: 'in_use', kind: 'trained', external: null, trainedAt: '2026-11-18T03:10:00.000Z', promotedAt: '2026-11-18T03:12:00.000Z', promotedBy: null,
    auc: 0.842, calibrationError: 0.024, isSafeToAutomate: true, automationReasons: [], latestLook: null, dataFrom: '2026-02-01', dataTo: '2026-10-30', rows: 12480, positives: 1890, features: 96, artefactBytes: 412_000, ...own,
  };
}

export function aTrainingRun(own: Partial<TrainingRun> = {}): TrainingRun {
  return {
    id: idOf(801), outcomeId: idOf(701), externalName: null, startedAt: '2026-11-18T03:08:00.000Z', finishedAt: '2026-11-18T03:10:00.000Z', status: 'promoted', cause: 'schedule', seed: 20261118, featuresVersion: 1, codeRevision: 'ab97092',
    snapshotDays: ['2026-06-30', '2026-07-31', '2026-08-31'], testDay: '2026-09-30', rows: 12480,
    candidates: [{ engine: 'gbdt', logLoss: 0.291, averagePrecision: 0.43, auc: 0.84, problem: null }, { engine: 'blend', logLoss: 0.294, averagePrecision: 0.428, auc: 0.838, problem: null }, { engine: 'bg_nbd', logLoss: null, averagePrecision: null, auc: null, problem: 'out_of_time' }],
    error: null, durationMs: 124_000, ...own,
  };
}

export function aModelDetail(own: Partial<ModelDetail> = {}): ModelDetail {
  return { ...aVersion(), card: aModelCard(), run: aTrainingRun(), ...own };
}

export function anOutcome(own: Partial<Outcome> = {}): Outcome {
  return {
    id: idOf(701), createdAt: '2026-08-01T10:00:00.000Z', source: 'model', inUse: aVersion(), lastRun: aTrainingRun(), limit: 0.35, setAside: null, rulesChosenAt: null, missing: null,
    definition: { name: 'Buys again', role: 'buys', horizonDays: 30, condition: { kind: 'event_count', atLeast: 1, filter: { event: { by: 'meaning', meaning: 'order' }, where: [] } } },
    months: monthsOf([92, 101, 120, 88, 96, 110, 118, 125, 131, 119, 140, 152]), ...own,
  };
}

/** One outcome of every verdict. */
export function anOutcomeList(own: Partial<OutcomeList> = {}): OutcomeList {
  return {
    items: [
      anOutcome(),
      anOutcome({ id: idOf(702), limit: 0.4, inUse: aVersion({ id: idOf(720), outcomeId: idOf(702), number: 3, engine: 'blend', isSafeToAutomate: false, auc: 0.764, calibrationError: 0.062 }), definition: { name: 'Leaves', role: 'leaves', horizonDays: 90, condition: { kind: 'inactivity', filter: null } }, months: monthsOf([210, 198, 205, 220, 231, 226, 240]) }),
      anOutcome({ id: idOf(703), source: 'rules', inUse: null, limit: null, lastRun: aTrainingRun({ id: idOf(803), status: 'not_promoted' }), definition: { name: 'Asks support', role: 'support', horizonDays: 14, condition: { kind: 'event_count', atLeast: 1, filter: { event: { by: 'meaning', meaning: 'ticket_opened' }, where: [] } } }, months: monthsOf([14, 18, 11, 20, 22, 19]) }),
      anOutcome({ id: idOf(704), source: 'none', inUse: null, limit: null, lastRun: null, missing: { positives: 9, negatives: 0, historyDays: 12, modelHistoryDays: 102 }, definition: { name: 'Orders for 200 or more', role: 'own', horizonDays: 60, condition: { kind: 'event_count', atLeast: 2, filter: { event: { by: 'type', name: 'Order Completed' }, where: [{ property: 'amount', operator: 'at_least', value: 200 }] } } }, months: monthsOf([3, 5, 2, 6, 7, 8]) }),
    ],
    proposals: [{ definition: { name: 'Leaves a review', role: 'own', horizonDays: 30, condition: { kind: 'event_count', atLeast: 1, filter: { event: { by: 'meaning', meaning: 'review' }, where: [] } } }, months: monthsOf([22, 30, 41, 28, 35, 44, 39]), missing: null }],
    ...own,
  };
}

export function aReport(own: Partial<EarlyWarningReport> = {}): EarlyWarningReport {
  return {
    computedAt: NOW, from: '2026-05-01', to: '2026-11-20', leadDays: 14, left: 84, warned: 61, notWatched: 7, warnings: 96, rightWarnings: 70, valueLost: 182_000, valueWarned: 149_000, rulesFittedOn: null,
    items: Array.from({ length: 14 }, (_, at) => ({ customerId: idOf(1000 + at), name: `Customer ${at + 1}`, leftOn: '2026-10-12', returnedOn: at % 5 === 1 ? '2026-11-01' : null, warnedOn: at % 4 === 3 ? null : '2026-09-14', daysBefore: at % 4 === 3 ? null : 28 - at, value: 6200 - at * 300 })), ...own,
  };
}

export function aChance(own: Partial<CustomerChance> = {}): CustomerChance {
  return {
    outcomeId: idOf(701), name: 'Buys again', role: 'buys', horizonDays: 30, source: 'model', chance: 0.62, limit: 0.35, isApproximate: false, missing: null,
    reasons: [
      { code: 'model.recency', hundredths: -620, facts: { days: 16, usualGapDays: 4, logOdds: -0.86 } }, { code: 'model.frequency', hundredths: 410, facts: { count: 9, windowDays: 90, name: 'order', logOdds: 0.57 } },
      { code: 'model.mail', hundredths: 120, facts: { logOdds: 0.17 } },
    ],
    isReturn: false,
    timing: [{ days: 1, chance: 0.03 }, { days: 3, chance: 0.1 }, { days: 7, chance: 0.24 }, { days: 14, chance: 0.41 }, { days: 30, chance: 0.62 }, { days: 90, chance: 0.84 }],
    window: { fromDay: 3, toDay: 19, coverage: 0.52 }, ...own,
  };
}

export function someChances(own: Partial<CustomerChances> = {}): CustomerChances {
  return {
    items: [
      aChance(),
      aChance({ outcomeId: idOf(703), name: 'Asks support', role: 'support', horizonDays: 14, source: 'rules', chance: 0.004, limit: null, reasons: [], timing: null, window: null }),
      aChance({ outcomeId: idOf(704), name: 'Orders for 200 or more', role: 'own', source: 'none', chance: null, limit: null, reasons: [], timing: null, window: null, missing: { positives: 9, negatives: 0, historyDays: 12 } }),
    ],
    bestHour: { hour: 10, isOwn: true }, ...own,
  };
}

export function aScoreChange(own: Partial<ScoreDifference> = {}): ScoreDifference {
  return {
    fromDay: '2026-11-13', toDay: '2026-11-20', before: 4790, after: 4130,
    rows: [
      { code: 'presence.faded', group: 'presence', kind: 'faded', hundredths: -410, facts: { days: 16, usualGapDays: 4 } },
      { code: 'model.recency', group: 'model', kind: 'model', hundredths: -310, facts: { days: 16, usualGapDays: 4 } },
      { code: 'response.earned', group: 'response', kind: 'earned', hundredths: 60, facts: { events: 22, days: 14 } },
    ],
    ...own,
  };
}
