import { MODEL_METRICS, type Estimate, type GroupQuality, type ModelMetric } from '@kelvin/contracts';
import { accuracyAtHalf, majorityShare, type CandidateFigure, type Comparison, type EngineCode, type WhyChosen } from '@kelvin/scoring';

/** The six figures of one source with their 95 % intervals; null where there is no answer. */
export type SourceFigures = Readonly<Record<ModelMetric, Estimate | null>>;

/** What `--json` writes. The names are kept: see docs/evaluate.md. */
export interface EvaluationReport {
  readonly format: 1;
  readonly task: Readonly<Record<string, unknown>>;
  readonly train: { readonly rows: number; readonly positives: number } & Readonly<Record<string, unknown>>;
  readonly test: { readonly rows: number; readonly positives: number } & Readonly<Record<string, unknown>>;
  /** The competition: one list for each fold, a single one otherwise. */
  readonly competitions: readonly Competition[];
  readonly gate: { readonly isPromoted: boolean; readonly sentences: readonly string[] };
  /** Whose chances Kelvin would show: the model where it was promoted, else the rules, else the same chance for everybody. */
  readonly served: 'model' | 'rules' | 'majority';
  /** `served`, `model` (the winner, calibrated), the baselines, and every engine as it was fitted. */
  readonly figures: Readonly<Record<string, SourceFigures>>;
  /** Share of test rows told right where a chance of one half or more means yes, by the names of `figures`. */
  readonly accuracy: Readonly<Record<string, number>>;
  /** Share of the commoner answer in the test: what always giving it gets right. */
  readonly majorityShare: number;
  /** How the model serves groups of customers, as a model's page tells it; empty for tables. */
  readonly groups: readonly GroupQuality[];
  /** Means over folds; null without folds. */
  readonly foldMeans: Readonly<Record<string, Readonly<Record<ModelMetric, number | null>>>> | null;
  readonly notes: readonly string[];
  readonly seconds: number;
}

export interface Competition {
  readonly candidates: readonly CandidateFigure[];
  readonly winner: EngineCode;
  readonly why: string;
}

const METRIC_WORDS: Readonly<Record<ModelMetric, string>> = {
  auc: 'auc', averagePrecision: 'avg precision', logLoss: 'log loss', brier: 'brier', calibrationError: 'calibr. error', topDecileLift: 'lift top 10 %',
};
const PROBLEMS: Readonly<Record<NonNullable<CandidateFigure['problem']>, string>> = {
  out_of_time: 'not tried: the time was used up', too_many_rows: 'not tried: it is made for few rows',
};
const NAME_WIDTH = 14;
const FIGURE_WIDTH = 24;

/** What {@link EvaluationReport} tells of right answers. */
export function accuracyOf<Source extends string>({ rows }: Comparison<Source>, served: Source): Pick<EvaluationReport, 'accuracy' | 'majorityShare'> {
  const sources = Object.keys(rows) as Source[];
  const share = (source: Source): number => accuracyAtHalf(rows[source]!.chances, rows[source]!.labels)!;
  return { accuracy: Object.fromEntries([['served', share(served)], ...sources.map((source): [string, number] => [source, share(source)])]), majorityShare: majorityShare(rows[served]!.labels)! };
}

export function figuresOf<Source extends string>(comparison: Comparison<Source>, source: Source): SourceFigures {
  return Object.fromEntries(MODEL_METRICS.map((metric) => [metric, comparison.estimate(source, metric)])) as SourceFigures;
}

/** Why the winner of a competition won, as a sentence. */
export function whySentence(winner: EngineCode, why: WhyChosen): string {
  if (why.isBest) return `${winner} has the least log loss of all on rows that nobody had seen.`;
  return `${winner} is within two standard errors of the best, ${why.best} (log loss higher by ${why.difference.toFixed(5)}, standard error ${why.standardError.toFixed(5)}), and such a model keeps its place more often.`;
}

/** The report as a page of text. */
export function printReport(report: EvaluationReport): string {
  const { train, test, competitions, gate, figures, accuracy, foldMeans, notes } = report;
  const lines = [
    `Learned from ${train.rows} rows (${train.positives} with the outcome), measured on ${test.rows} (${test.positives}).`, ...notes, '',
    ...competitions.flatMap((competition, at) => competitionLines(competition, competitions.length > 1 ? ` of fold ${at + 1}` : '')),
    `${''.padEnd(NAME_WIDTH)}${MODEL_METRICS.map((metric) => METRIC_WORDS[metric].padEnd(FIGURE_WIDTH)).join('')}accuracy`,
    ...Object.entries(figures).map(([source, own]) => `${source.padEnd(NAME_WIDTH)}${MODEL_METRICS.map((metric) => estimateText(own[metric]).padEnd(FIGURE_WIDTH)).join('')}${numberText(accuracy[source] ?? null)}`),
    '', `Accuracy is the share told right where a chance of one half or more means yes; always giving the commoner answer tells ${numberText(report.majorityShare)} right.`,
    ...(foldMeans ? ['', 'Means over folds:', ...Object.entries(foldMeans).map(([source, own]) => `${source.padEnd(NAME_WIDTH)}${MODEL_METRICS.map((metric) => numberText(own[metric]).padEnd(FIGURE_WIDTH)).join('')}`)] : []),
    ...groupLines(report.groups),
    '', ...gate.sentences, `Served: ${report.served === 'model' ? `the model (${[...new Set(competitions.map(({ winner }) => winner))].join(', ')})` : report.served === 'rules' ? 'chances from the rules' : 'the same chance for everybody'}.`,
    `${report.seconds.toFixed(1)} s`,
  ];
  return lines.map((line) => line.trimEnd()).join('\n');
}

function competitionLines({ candidates, why }: Competition, of: string): string[] {
  return [
    `Competition${of}, on later rows or rows held out (log loss at their base rate):`,
    ...candidates.map(({ engine, logLoss, averagePrecision, auc, problem }) => `  ${engine.padEnd(NAME_WIDTH)}${problem ? PROBLEMS[problem] : `log loss ${numberText(logLoss)}  avg precision ${numberText(averagePrecision)}  auc ${numberText(auc)}`}`),
    `  ${why}`, '',
  ];
}

const WEAKNESS_WORDS: Readonly<Record<GroupQuality['weaknesses'][number], string>> = { ranking: 'ranked worse than everybody else', calibration: 'chances further off than everybody else’s' };

/** Groups that the model serves clearly worse, and how many were looked at. */
function groupLines(groups: readonly GroupQuality[]): string[] {
  if (groups.length === 0) return [];
  const weak = groups.filter(({ weaknesses }) => weaknesses.length > 0);
  const attributes = [...new Set(groups.map(({ attribute }) => attribute))].join(', ');
  if (weak.length === 0) return ['', `No weak group among ${groups.length} by ${attributes}.`];
  return ['', `Weak groups of the model, ${weak.length} of ${groups.length} by ${attributes}:`, ...weak.map(({ attribute, group, rows, positives, auc, calibrationGap, weaknesses }) => (
    `  ${attribute} ${group}: ${rows} rows (${positives} with the outcome), auc ${estimateText(auc)}, mean chance minus share ${estimateText(calibrationGap)}: ${weaknesses.map((weakness) => WEAKNESS_WORDS[weakness]).join(', ')}`))];
}

function estimateText(estimate: Estimate | null): string {
  return estimate ? `${numberText(estimate.value)} (${numberText(estimate.low)}–${numberText(estimate.high)})` : '–';
}

function numberText(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}
