/** Only on the page of all outcomes. */
export const modelsListEn = {
  empty: { title: 'Nothing is predicted yet', text: 'Say what to predict: an order, a ticket, silence. Chances appear on every customer as soon as there is enough history.', withProposals: 'Add one of the outcomes below that your data speaks of, or describe your own.' },
  archive: {
    title: 'Archived ({{n}})', label: 'Archived outcomes', when: 'archived', versions_one: '{{n}} model version kept', versions_other: '{{n}} model versions kept',
    restore: 'Restore', restoreOf: 'Restore {{name}}', restored: '“{{name}}” is predicted again', restoredText: 'Chances are being worked out for everybody; no automation fires.',
  },
  proposals: { title: 'Proposed from your data', note: 'customers with the outcome per month', add: 'Add', addOf: 'Add {{name}}' },
  warning: {
    title: 'Early warning', note: 'who left from {{from}} to {{to}}', nobody: 'Nobody has left in this time.', sentence: 'Customers left {{left}} times. Of {{warned}} of these we would have warned you, at least {{days}} before.',
    caught: 'Warned in time', right: 'Warnings that were right', money: 'Yearly value warned', moneyOf: '{{warned}} of {{lost}}', notWatched: 'Too new to tell', customer: 'Customer', leftOn: 'Left on', returned: 'came back on {{day}}', warnedOn: 'Warned on', none: 'no warning', before: 'Before', value: 'Value, 12 mo',
  },
};
