/** Words about predicted outcomes that the customer page, the overview and Model quality share. */
export const chancesEn = {
  verdicts: {
    safe: 'Safe to automate on', works: 'Works, but do not automate on it', not_promoted: 'Not promoted: your rules are as good', untrained: 'Not trained yet',
    not_enough: 'Not enough data yet', damaged: 'The model cannot be used', rules_chosen: 'From rules, as you chose',
  },
  sources: { model: 'from the model', rules: 'from rules', none: 'not known yet' },
  sourceHints: {
    model: 'A trained model that proved better than your rules on later data', rules: 'Worked out from the engagement score, as it turned out for your customers in the past', none: 'No chance can be told yet: train a model, or wait for more data',
  },
  missing: {
    title: 'What is still missing', positives: '{{have}} of {{needed}} customers with the outcome', negatives: '{{have}} of {{needed}} customers without it',
    history: '{{days}} more of history for chances from rules', historyDone: 'Enough history', modelHistory: '{{days}} more of history for a model', done: 'done', open: 'missing',
  },
  months: {
    none: 'No month with a full horizon yet.', summary: '{{name}}: customers with the outcome per month from {{from}} to {{to}}, between {{low}} and {{high}}; {{last}} in the last month.',
    month: 'Month', positives: 'With the outcome', customers: 'Customers', one: '{{month}}: {{n}}',
  },
  timing: { summary: '{{name}}: {{parts}}.', part: '{{chance}} within {{days}}', within: 'Within', chance: 'Chance' },
};
