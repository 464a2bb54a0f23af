import { MODEL_METRICS, type Estimate, type ModelMetric } from '@kelvin/contracts';
import type { TableEvaluation, TableSource, TableVerdict } from '@kelvin/scoring';
import { accuracyOf, figuresOf, whySentence, type EvaluationReport, type SourceFigures } from './report.ts';

export interface TableReportInput {
  readonly task: Readonly<Record<string, unknown>>;
  readonly evaluation: TableEvaluation;
  readonly rows: number;
  readonly positives: number;
  readonly notes: readonly string[];
  readonly seconds: number;
}

/** All figures of a table's evaluation. */
export function reportTable({ task, evaluation, rows, positives, notes, seconds }: TableReportInput): EvaluationReport {
  const { comparison, parts, verdict } = evaluation;
  const isFolded = parts.length > 1;
  const sources = Object.keys(comparison.rows) as TableSource[];
  const served = verdict.isPromoted ? 'model' : 'majority';
  const figures: Record<string, SourceFigures> = { served: figuresOf(comparison, served) };
  for (const source of sources) figures[source] = figuresOf(comparison, source);
  const meansOf = (source: TableSource): Record<ModelMetric, number | null> => Object.fromEntries(MODEL_METRICS.map((metric) => [metric, evaluation.meanOverParts(source, metric)])) as Record<ModelMetric, number | null>;
  return {
    format: 1, task, notes, seconds, served, figures, ...accuracyOf(comparison, served), groups: [],
    train: isFolded ? { rows, positives } : { rows: parts[0]!.trainRows, positives: positives - evaluation.testPositives },
    test: { rows: evaluation.testRows, positives: evaluation.testPositives },
    competitions: parts.map(({ candidates, engine, why }) => ({ candidates, winner: engine, why: whySentence(engine, why) })),
    gate: { isPromoted: verdict.isPromoted, sentences: [verdictSentence(verdict)] },
    foldMeans: isFolded ? Object.fromEntries([['served', meansOf(served)], ...sources.map((source) => [source, meansOf(source)])]) as EvaluationReport['foldMeans'] : null,
  };
}

function verdictSentence({ reason, missing, logLossGain, averagePrecisionGain }: TableVerdict): string {
  const gains = `log loss better by ${rangeOf(logLossGain)}, average precision by ${rangeOf(averagePrecisionGain)}`;
  switch (reason) {
    case 'passed': return `Promoted: better than the same chance for everybody, with 95 % confidence: ${gains}.`;
    case 'majority_as_good': return `Not promoted: the same chance for everybody is as good (${gains}).`;
    case 'too_few_outcomes': return `Not promoted: the test needs ${missing!.positives} more rows with the outcome and ${missing!.negatives} more without it.`;
  }
}

function rangeOf(gain: Estimate | null): string {
  return gain ? `${gain.value.toFixed(4)} (${gain.low.toFixed(4)} to ${gain.high.toFixed(4)})` : 'an unknown amount';
}
