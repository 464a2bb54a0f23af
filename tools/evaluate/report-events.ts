import type { Gate } from '@kelvin/contracts';
import { chancesOf, compareModels, evaluateRows, type EngineCode, type EvaluatedRows, type TrainedOutcome } from '@kelvin/scoring';
import type { RulesEvaluation } from './evaluate-rules.ts';
import { accuracyOf, figuresOf, whySentence, type EvaluationReport, type SourceFigures } from './report.ts';

interface AboutRun {
  readonly task: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
  readonly seconds: () => number;
}

export interface EventsReportInput extends AboutRun {
  readonly trained: TrainedOutcome;
  readonly seed: number;
  readonly onEngine?: (engine: EngineCode) => void;
}

/** All figures of a trained outcome: the model, what it was compared with, and every engine that took part, fitted as the winner was. */
export function reportEvents({ task, trained, seed, notes, seconds, onEngine }: EventsReportInput): EvaluationReport {
  const engines = trained.candidates.filter(({ problem }) => problem === null).map(({ engine }) => engine);
  const byEngine = Object.fromEntries(engines.map((engine): [EngineCode, EvaluatedRows] => {
    onEngine?.(engine);
    return [engine, evaluateRows(chancesOf(trained.fitLikeWinner(engine), trained.test), trained.test.labels)];
  }));
  const rows: Record<string, EvaluatedRows> = { ...trained.comparison.rows, ...byEngine };
  // The same seed draws the same customers, so figures of the card and of this report are the same.
  const comparison = compareModels(rows, { seed });
  const { gate, train, test } = trained.card;
  const served = gate.isPromoted ? 'model' : 'rules';
  const figures: Record<string, SourceFigures> = { served: figuresOf(comparison, served) };
  for (const source of Object.keys(rows)) figures[source] = figuresOf(comparison, source);
  return {
    format: 1, task, train, test, competitions: [{ candidates: trained.candidates, winner: trained.engine, why: whySentence(trained.engine, trained.why) }],
    gate: { isPromoted: gate.isPromoted, sentences: gateSentences(gate) }, served, figures, ...accuracyOf(comparison, served), groups: trained.card.groups, foldMeans: null, notes, seconds: seconds(),
  };
}

/** The figures of chances from the rules, which are served where there is too little for a model. */
export function reportRules({ task, rules: { comparison, train, test }, whyNoModel, notes, seconds }: AboutRun & { readonly rules: RulesEvaluation; readonly whyNoModel: string }): EvaluationReport {
  const [rules, majority] = [figuresOf(comparison, 'rules'), figuresOf(comparison, 'majority')];
  return {
    format: 1, task, train, test, competitions: [], gate: { isPromoted: false, sentences: [`No model: ${whyNoModel}`, 'Chances from the rules need a single horizon and two weeks of history; they are what Kelvin would show.'] },
    served: 'rules', figures: { served: rules, rules, majority }, ...accuracyOf(comparison, 'rules'), groups: [], foldMeans: null, notes, seconds: seconds(),
  };
}

const AUTOMATION_WORDS: Readonly<Record<Gate['automationReasons'][number]['code'], string>> = {
  'automate.not_better': 'not better than what needs no model', 'automate.not_calibrated': 'calibration error above .05', 'automate.too_few_positives': 'fewer than 200 outcomes in the test',
  'automate.drifted': 'customers have become others since the training',
};

/** The gate's answer in words. */
function gateSentences(gate: Gate): string[] {
  const sentences = gate.reasons.map(({ code, values }) => {
    const gains = `log loss better by ${rangeOf(values, 'logLoss')}, average precision by ${rangeOf(values, 'averagePrecision')}`;
    switch (code) {
      case 'gate.passed': return `Promoted: better than the rules and than recency, with 95 % confidence. Against the rules: ${gains}.`;
      case 'gate.rules_as_good': return `Not promoted: the rules are as good (${gains}).`;
      case 'gate.recency_as_good': return `Not promoted: the recency rule is as good (${gains}).`;
      case 'gate.champion_worse': return 'Promoted: the model that was in use was shown to be worse than the rules, and this one is better.';
      case 'gate.rules_chosen': return 'Not promoted: somebody chose the rules.';
      case 'gate.champion_better': return `Not promoted: the model in use is better (${gains}).`;
      case 'gate.champion_silent': return 'Not promoted: the outside model in use did not answer, so nothing was compared with it.';
      case 'gate.champion_changed': return 'Not promoted: another model was put in use meanwhile, and nothing was compared with that one.';
      case 'gate.too_few_positives': return `Not promoted: ${values['missing']} more customers with the outcome are needed in the test.`;
      case 'gate.too_few_negatives': return `Not promoted: ${values['missing']} more customers without the outcome are needed in the test.`;
    }
  });
  const automation = gate.isSafeToAutomate ? 'Safe to automate on.' : `Not safe to automate on: ${gate.automationReasons.map(({ code }) => AUTOMATION_WORDS[code]).join('; ')}.`;
  return [...sentences, automation];
}

function rangeOf(values: Readonly<Record<string, number>>, metric: string): string {
  const number = (key: string): string => (values[`${metric}${key}`] ?? NaN).toFixed(4);
  return `${number('Gain')} (${number('GainLow')} to ${number('GainHigh')}; at least ${number('GainAtLeast')})`;
}
