/** On both pages. */
export const modelsEn = {
  title: 'Model quality',
  note: 'What is predicted, and how far it can be relied on',
  missingOutcome: 'There is no such outcome',
  list: {
    label: 'Outcomes', show: 'Outcomes to show', all: 'All outcomes', kinds: { model: 'With a model in use', rules: 'With chances from rules', missing: 'Not enough data yet' }, noneOfKind: 'No outcome is of this kind.',
    chances: 'Chances', inUse: 'Model in use', model: 'Version {{n}}, {{engine}}', noModel: 'none', trained: 'Trained', lastRun: 'Last training', never: 'never',
    open: 'Open', openOf: 'Open {{name}}', archive: 'Archive', archiveOf: 'Archive {{name}}', archived: '“{{name}}” is archived', archivedText: 'It is predicted no longer. Models and their history are kept.',
    create: 'New outcome', added: '“{{name}}” is added', addedText: 'Train it when you like: its first chances come with the first training, from a model or from rules.',
  },
  train: {
    button: 'Train', again: 'Train again', of: 'Train: {{name}}', started: 'Training of “{{name}}” has started', startedText: 'Chances stay as they are until it has ended.',
    running: 'Training', phase: '{{phase}}, {{share}}', failed: 'The last training failed.', needsData: 'There is not enough data to learn from yet',
  },
  engines: { gbdt: 'boosted trees', forest: 'forest of trees', small_forest: 'small forest', logistic: 'logistic regression', blend: 'blend of engines', ranker: 'neural ranker', bg_nbd: 'purchase rhythm (BG/NBD)', recency: 'recency rule' },
  condition: {
    once: '“{{event}}” within {{days}}', times_one: '“{{event}}” at least {{n}} time within {{days}}', times_other: '“{{event}}” at least {{n}} times within {{days}}',
    without: 'No “{{event}}” within {{days}}', silent: 'No activity at all within {{days}}', where: '{{head}}, where {{tests}}', amount: 'the amount',
    tests: { is: '{{property}} is {{value}}', is_not: '{{property}} is not {{value}}', at_least: '{{property}} is at least {{value}}', at_most: '{{property}} is at most {{value}}', contains: '{{property}} contains {{value}}', exists: '{{property}} is known', missing: '{{property}} is not known' },
  },
  verdictTexts: {
    safe: 'It beats your rules and the recency rule, its chances come true, and it was tested on enough customers.', works: 'It beats your rules, so its chances are shown. Look at them, but let no automation act on them alone.',
    not_promoted: 'A model was trained and was not clearly better than your rules, so chances come from rules.', untrained: 'Nothing has been trained yet, so there are no chances. The first training brings them, from a model or from rules.',
    not_enough: 'There is too little history for a model; see below what is missing.', damaged: 'The model that was in use cannot be read any more, so chances come from rules. Train again.', rules_chosen: 'There are trained versions, and chances come from rules because somebody chose so.',
  },
  states: { in_use: 'in use', challenger: 'challenger', not_promoted: 'not promoted', retired: 'retired', damaged: 'damaged' },
  roles: {
    label: 'What it tells of', names: { buys: 'Purchase', leaves: 'Leaving', support: 'Support contact', own: 'Something of your own' },
    effects: {
      b2c: {
        buys: 'Feeds Hot and half of the score: warm customers are Hot from its limit on.', leaves: 'Feeds At risk and revenue at risk: customers worth saving are At risk from its limit on.',
        support: 'Is shown on each customer’s page and moves no temperature, money or score.', own: 'Is shown on each customer’s page and moves no temperature, money or score.',
      },
      b2b: {
        buys: 'Feeds Hot: warm customers are Hot from its limit on.', leaves: 'Feeds At risk, revenue at risk and half of the score: customers worth saving are At risk from its limit on.',
        support: 'Is shown on each customer’s page and moves no temperature, money or score.', own: 'Is shown on each customer’s page and moves no temperature, money or score.',
      },
    },
  },
  head: { edit: 'Edit', pick: 'Version to look at', compareWith: 'Compare with', noCompare: 'Compare with…', option: 'v{{n}} · {{state}} · {{date}}', limit: 'Customers count as likely from {{limit}} on.', trained_one: 'trained on {{date}} on {{n}} customer', trained_other: 'trained on {{date}} on {{n}} customers', auc: 'AUC {{value}} ({{low}} to {{high}})', calibration: 'calibration error {{value}}' },
  tabs: { label: 'About the model', quality: 'Quality', features: 'What it looks at', drift: 'Drift', versions: 'Versions' },
  gate: {
    passed: 'Promoted: clearly better than your rules and than the recency rule on customers it had not seen.', rules_as_good: 'Not promoted: your rules are as good, as far as the test period can tell.',
    recency_as_good: 'Not promoted: simply counting days since the last event is as good.', champion_better: 'Not promoted: the model in use is better.',
    champion_worse: 'Promoted: it beats your rules and the recency rule, and the model that was in use turned out worse than your rules.',
    champion_silent: 'Not promoted: the outside model in use did not answer, so the two were not compared. It waits for the next training.',
    champion_changed: 'Not promoted: what was in use changed while this one was made, so the two were not compared. It waits for the next training.', rules_chosen: 'Not promoted: you chose that chances come from rules. It waits until you put it in use.',
    too_few_positives: 'Not promoted: the test period needs {{missing}} more customers with the outcome ({{needed}} in all).', too_few_negatives: 'Not promoted: the test period needs {{missing}} more customers without the outcome ({{needed}} in all).',
    again: 'Earlier tests in a row without a better model: {{n}}; so this one asked for more than 95% confidence.', doubts: 'Do not automate on it:',
  },
  automate: { drifted: 'What it looks at has drifted since the training.', not_better: 'It is not clearly better than your rules.', not_calibrated: 'Its chances are off by {{calibrationError}} on average, {{most}} is allowed.', too_few_positives: 'It was tested on {{positives}} customers with the outcome, {{needed}} are needed.' },
  gloss: { auc: 'Of two customers, one with the outcome and one without, it ranks the right one higher in {{n}} of 100 cases.' },
  metrics: { auc: 'AUC', averagePrecision: 'Average precision', topDecileLift: 'Top 10% lift', calibrationError: 'Calibration error', brier: 'Brier score', logLoss: 'Log loss' },
  metricHints: {
    auc: 'ranks likely above unlikely; 0.5 is chance', averagePrecision: 'how pure the top of the list is', topDecileLift: 'outcomes among the likeliest tenth against chance',
    calibrationError: 'how far chances are off on average; less is better', brier: 'squared error of the chances; less is better', logLoss: 'punishes sure mistakes; less is better',
  },
  figureSources: { model: 'Model', champion: 'Model in use', rules: 'Your rules', recency: 'Recency rule', majority: 'Same for all' },
  figures: {
    title: 'Key figures', note_one: 'with 95% intervals, on {{n}} customer of {{from}} to {{to}}', note_other: 'with 95% intervals, on {{n}} customers of {{from}} to {{to}}', metric: 'Figure', rules: 'your rules {{value}}', unknown: 'no interval',
    accuracy: 'Accuracy at a chance of one half: {{accuracy}}. Saying the commoner answer to everybody gives {{majority}}, so accuracy alone says little.',
  },
  calibration: {
    title: 'Calibration', note: 'do chances come true?', predicted: 'Predicted', observed: 'Came true', interval: 'Interval', n: 'Customers',
    summary_one: 'Predicted against observed shares in {{n}} group. Furthest apart: predicted {{predicted}}, came true {{observed}}.', summary_other: 'Predicted against observed shares in {{n}} groups. Furthest apart: predicted {{predicted}}, came true {{observed}}.',
    legend: 'Larger dots stand for more customers; bars show what chance allows; on the dashed line both agree.',
  },
  curves: {
    title: 'Telling apart', which: 'Curve', roc: 'ROC', precisionRecall: 'Precision and recall', none: 'No curve: the outcome came to everybody or to nobody in the test period.', random: 'The dashed line is what picking at random gives.',
    axes: { roc: { x: 'Wrongly picked', y: 'Caught' }, precisionRecall: { x: 'Caught', y: 'Right among the picked' } },
    summary: { roc: 'ROC curve; the area under it is {{value}}.', precisionRecall: 'Precision against recall; the average precision is {{value}}.' },
  },
  gain: {
    title: 'Whom to contact', note: 'drag the line across the picture', which: 'Picture', gain: 'Gain', lift: 'Lift', contacted: 'Contacted, likeliest first', axes: { gain: 'Caught', lift: 'Times better than chance' },
    summary: { gain: 'Contacting the likeliest {{share}} catches {{recall}} of those with the outcome.', lift: 'Among the likeliest {{share}} the outcome is {{lift}} times as frequent as among all.' },
    cut: 'Share of customers to contact', valueText_one: '{{share}}: {{people}} customer with a chance of {{chance}} or more', valueText_other: '{{share}}: {{people}} customers with a chance of {{chance}} or more',
    people: 'Customers contacted', peopleOf: '{{people}} of {{total}}', chance: 'With a chance from', precision: 'Of them with the outcome', recall: 'Caught of all', hit: 'A hit brings, {{currency}}', cost: 'A contact costs, {{currency}}',
    expected: 'Expected value, test period', best: 'Go to the best cut, {{share}}', isBest: 'No other cut brings more.',
  },
  features: {
    count: '{{track}}: how many in {{days}}', days: '{{track}}: active days in {{days}}', sum: '{{track}}: money in {{days}}', trend: '{{track}}: {{days}} against the {{days}} before', faded: '{{track}}: recent ones count more, half after {{days}}',
    since: '{{track}}: days since the last', age: '{{track}}: days since the first', span: '{{track}}: days from first to last', repeats: '{{track}}: on how many days again',
    gap_mean: '{{track}}: average gap', gap_last: '{{track}}: last gap', gap_spread: '{{track}}: how uneven the gaps are', gap_usual: '{{track}}: usual gap', overdue: '{{track}}: overdue against the usual gap',
    price_mean: '{{track}}: average amount', price_last: '{{track}}: last amount', ratio: '{{track}} for each “{{by}}” in {{days}}', open_count: '{{track}}: how many still open', open_days: '{{track}}: days open',
    variety: '{{track}}: how many different in {{days}}', weekend: '{{track}}: share at weekends', part: '{{track}}: share of days with some {{when}}, in {{days}}', season_sin: 'Time of the year', season_cos: 'Time of the year, second half-wave', mood_mean: 'Mood of the last messages', mood_change: 'Change of mood',
  },
  groups: {
    title: 'By group', none: 'No group was large enough to look at.', noneWeak: 'no group is served clearly worse', weak_one: '{{count}} group is served clearly worse', weak_other: '{{count}} groups are served clearly worse',
    group: 'Group', verdict: 'Verdict', rows: 'Tested', positives: 'With the outcome', gap: 'Expected − came', fine: 'served well', weaknesses: { ranking: 'ranked worse', calibration: 'chances off' },
    hint: 'Above zero the model expects too much of the group, below zero too little.',
    attributes: { newness: 'Customer for', country: 'Country', device: 'Device', channel: 'Channel' }, values: { newness: { month: 'up to a month', half_year: 'up to half a year', longer: 'longer' } },
  },
  trainingErrors: {
    training: {
      no_customers: 'Nobody has done anything yet, so there is nothing to learn from.', short_history: 'The history before the test is {{days}} long; {{needed}} are needed.',
      too_few_outcomes: { positives: 'There are too few customers with the outcome to learn from; still missing: {{positives}}.', negatives: 'There are too few customers without the outcome to learn from; still missing: {{negatives}}.', both: 'There are too few customers to learn from; still missing: {{positives}} with the outcome and {{negatives}} without it.' },
      leak: '“{{feature}}” as at {{asOf}} changes with what the customer did later. A model that learned from it would look better than it is, so none was made. Please report this: no setting can cause it.',
      champion_silent: '“{{name}}” at {{host}}, which is in use, did not answer, so the new model was not compared with it and does not take over. {{problem}}',
      failed: 'Something went wrong on our side. It was logged; starting it again is safe.',
    },
    thread: { too_long: 'It took longer than it may and was stopped. Nothing was changed.', out_of_memory: 'There is too much data for the memory that it may take. Nothing was changed.' },
    external_model: { failed: '“{{name}}” at {{host}} could not be asked. {{problem}}' },
    outcome: { not_found: 'The outcome was archived meanwhile.' },
    model: { one_class: 'The outcome came to everybody or to nobody, so there is nothing to learn.', no_rows: 'There is no customer to learn from.' },
    ours: 'Something did not fit together inside Kelvin. Nothing was changed; please report it with the code {{code}}.',
  },
  look: {
    better_one: 'Looked at again on {{date}}, on {{n}} later customer: still clearly better than your rules.', better_other: 'Looked at again on {{date}}, on {{n}} later customers: still clearly better than your rules.',
    as_good_one: 'Looked at again on {{date}}, on {{n}} later customer: no longer clearly better than your rules.', as_good_other: 'Looked at again on {{date}}, on {{n}} later customers: no longer clearly better than your rules.',
    worse_one: 'Looked at again on {{date}}, on {{n}} later customer: your rules were clearly better.', worse_other: 'Looked at again on {{date}}, on {{n}} later customers: your rules were clearly better.',
  },
  setAside: {
    worse: 'Version {{n}} was taken out of use on {{date}}: on later customers your rules were clearly better, so chances come from rules. It can be put back under Versions.',
    damaged: 'Version {{n}} has not been used since {{date}}: its file is damaged, so chances come from rules. Train again.', outdated: 'Version {{n}} was made for another version of Kelvin and cannot be read any more, so chances come from rules. Train again.',
  },
  rulesChosen: 'Somebody chose on {{date}} that chances come from rules. Trainings that nobody asks for put no model in use until a version is promoted under Versions.',
  external: {
    open: 'Connect your own model', of: 'your own model “{{name}}” at {{host}}', judged: 'judged on {{date}}', troubled: 'It answers with an error.', down: '“{{name}}” at {{host}} has not answered since {{since}}. {{problem}} The model before it, or your rules, stand in, and it is asked again by itself.',
    problems: {
      refused_address: 'The address was refused: it must be public and begin with https://, or be allowed by whoever runs Kelvin.', unreachable: 'Nothing can be reached at this address, or the connection broke.',
      timeout: 'There was no answer in time.', bad_status: 'It answered with status {{status}} instead of 200.', bad_answer: 'It answered, but not with one chance from 0 to 1 for each row, such as {"chances": [0.4, 0.1]}.',
    },
  },
  waiting: { ready: 'There is enough data for a training.', rules: 'Meanwhile chances come from rules: they follow the engagement score as it turned out in the past.', none: 'Until then no chance is shown for this outcome.', lastRun: 'The last training failed:', noModel: 'The last training brought no model:', months: 'With the outcome', monthsNote: 'customers per month' },
};
