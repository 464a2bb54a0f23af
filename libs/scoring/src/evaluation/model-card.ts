import { type EngineChoice, type Figures, FIGURE_SOURCES, type FigureSource, type Gate, type GroupQuality, type Importance, type ModelCard } from '@kelvin/contracts';
import { AppError, type DayNumber, dayToIso } from '@kelvin/kernel';
import type { Comparison } from './bootstrap.ts';
import { accuracyAtHalf, calibrationBins, countPositives, majorityShare } from './chances.ts';
import { computeCurves, computeCutOffs } from './curves.ts';
import { whatWouldRetrain } from './retrain.ts';
import { findWeakGroups } from './weak-groups.ts';

/** What stands for the engine of a model elsewhere, of which nothing is known but its answers. */
export const EXTERNAL_ENGINE = 'external';

/** Days and sizes of the rows a model learned from, or was measured on. */
export interface CardPart {
  /** The first as-of day. */
  readonly fromDay: DayNumber;
  /** The last day whose events decided an outcome. */
  readonly toDay: DayNumber;
  readonly customers: number;
}

export interface ModelCardInput {
  /** An engine of ours, or {@link EXTERNAL_ENGINE}. */
  readonly engine: string;
  /** Why it was chosen among several. */
  readonly choice?: EngineChoice | undefined;
  readonly outcome: string;
  readonly horizonDays: number;
  readonly train: CardPart & { readonly rows: number; readonly positives: number };
  readonly test: CardPart;
  /** The model and what it is compared with, on the test rows. */
  readonly comparison: Comparison<FigureSource>;
  readonly gate: Gate;
  readonly importance: readonly Importance[];
  /** What each test row belongs to, by attribute: `country` → its country, null where not known. */
  readonly groups: Readonly<Record<string, readonly (string | null)[]>>;
}

/**
 * Everything that is told about a model version, measured on its test rows.
 *
 * @throws AppError `evaluation.bad_rows` without test rows or without the model among the compared,
 *   `evaluation.leak` when training saw days of the test: such figures would be worth nothing.
 */
export function buildModelCard({ engine, choice, outcome, horizonDays, train, test, comparison, gate, importance, groups }: ModelCardInput): ModelCard {
  const rows = comparison.rows.model;
  if (!rows || rows.labels.length === 0) throw new AppError('invalid', 'evaluation.bad_rows', 'There is no test row to measure the model on.');
  if (train.toDay >= test.fromDay) throw new AppError('invalid', 'evaluation.leak', 'The training data reach into the test period, so the test would prove nothing.');
  const positives = countPositives(rows.labels);
  return {
    format: 1,
    engine, ...(choice ? { choice } : {}), outcome, horizonDays,
    train: { from: dayToIso(train.fromDay), to: dayToIso(train.toDay), rows: train.rows, customers: train.customers, positives: train.positives },
    test: { from: dayToIso(test.fromDay), to: dayToIso(test.toDay), rows: rows.labels.length, customers: test.customers, positives },
    gate,
    figures: FIGURE_SOURCES.filter((source) => comparison.rows[source]).map((source) => figuresOf(comparison, source)),
    accuracy: { accuracy: accuracyAtHalf(rows.chances, rows.labels)!, majorityShare: majorityShare(rows.labels)! },
    calibration: calibrationBins(rows),
    curves: computeCurves(rows),
    cutOffs: computeCutOffs(rows),
    importance: [...importance],
    groups: Object.entries(groups).flatMap(([attribute, names]): GroupQuality[] => findWeakGroups(rows, attribute, names)),
    drift: null,
    // Somebody else's model is made again by somebody else.
    retrain: engine === EXTERNAL_ENGINE ? [] : whatWouldRetrain({ drift: null, importance, ageDays: 0, trainingPositives: train.positives, positivesNow: train.positives }),
  };
}

/** The six figures of one of the compared. */
export function figuresOf(comparison: Comparison<FigureSource>, source: FigureSource): Figures {
  return {
    source,
    auc: comparison.estimate(source, 'auc'), averagePrecision: comparison.estimate(source, 'averagePrecision'), logLoss: comparison.estimate(source, 'logLoss'),
    brier: comparison.estimate(source, 'brier'), calibrationError: comparison.estimate(source, 'calibrationError'), topDecileLift: comparison.estimate(source, 'topDecileLift'),
  };
}
