export const notificationsEn = {
  unread_one: '{{n}} unread', unread_other: '{{n}} unread', allRead: 'All read', readAll: 'Mark all as read', new: 'New',
  none: 'Nothing to tell yet. When a source falls silent, a model stops serving or your training changes nothing, it is told here.',
  unknown: 'Something happened that this page has no words for yet. Reload it.',
  kinds: {
    source: { silent: '“{{name}}” fell silent on {{since}}: far less came than usual. Its customers keep their temperature until it is back.' },
    model: {
      damaged: { version: '“{{name}}”: the file of version {{number}} is damaged. Version {{servesInstead}} serves instead.', rules: '“{{name}}”: the file of version {{number}} is damaged. Chances come from rules.' },
      worse_than_rules: '“{{name}}”: on customers of {{from}} to {{to}} your rules were clearly better than version {{number}}. It was taken out of use, and chances come from rules.',
      not_promoted: {
        gate: {
          rules_as_good: '“{{name}}”: version {{number}} was not promoted. Your rules are as good.', recency_as_good: '“{{name}}”: version {{number}} was not promoted. Simply counting days since the last event is as good.',
          champion_better: '“{{name}}”: version {{number}} was not promoted. The model in use is better.', champion_silent: '“{{name}}”: version {{number}} was not promoted, because the outside model in use did not answer. It waits for the next training.', champion_changed: '“{{name}}”: version {{number}} was not promoted, because what was in use changed meanwhile. It waits for the next training.',
          rules_chosen: '“{{name}}”: version {{number}} waits until you put it in use, because chances were to come from rules.',
          too_few_positives: '“{{name}}”: version {{number}} was not promoted. Too few customers of the test period had the outcome.', too_few_negatives: '“{{name}}”: version {{number}} was not promoted. Too few customers of the test period were without the outcome.',
        },
        training: {
          too_few_outcomes: '“{{name}}”: the training made no model. Too few customers had the outcome, or too few were without it.', short_history: '“{{name}}”: the training made no model. The history is too short.',
          no_customers: '“{{name}}”: the training made no model. Nobody has done anything yet.',
        },
        other: '“{{name}}”: the training made no model. The page of the outcome says why.',
      },
      external_down: '“{{name}}”: your own model “{{model}}” stopped answering. What was in use before stands in until it is back.',
    },
  },
};
