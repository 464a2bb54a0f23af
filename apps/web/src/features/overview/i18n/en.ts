export const overviewEn = {
  title: 'Overview',
  updated: 'Scores updated {{ago}}', notYet: 'No scores yet',
  pending_one: '{{n}} customer is being scored', pending_other: '{{n}} customers are being scored',
  period: 'Period', days_one: 'Last {{n}} day', days_other: 'Last {{n}} days',
  silent: 'Source “{{name}}” is silent since {{time}}. Its customers keep their temperature until 24 hours after it is back.', silentOpen: 'Open the source',
  stale: 'Scores are {{age}} old. New events are still waiting to be processed, or scoring has stopped.',
  tiles: { scored: 'Scored customers', hot: 'Hot', atRisk: 'At risk', valueAtRisk: 'Yearly revenue of those at risk', revenueAtRisk: 'Revenue at risk', yearly: 'of {{amount}} a year', vs_one: 'vs {{n}} day ago', vs_other: 'vs {{n}} days ago', better: 'better', worse: 'worse', noHistory: 'No history yet to compare with', open: '{{label}}: open the list' },
  history: { title: 'Temperature over time', unit: 'Unit', count: 'People', share: 'Share', summary: 'Customers by temperature from {{from}} to {{to}}. On the last day: {{bands}}.', day: 'Day', empty: 'Shows once there are scores of two days.' },
  movement: { title: 'Movement', note: 'start of the period → now', summary: 'Movement between temperatures: {{moved}} of {{total}} changed. Largest: {{largest}}.', none: 'Nobody changed temperature in this period.', fromTo: 'From → to', customers: 'Customers', empty: 'Movement shows once there is a score from the start of the period.' },
  distribution: { title: 'Score distribution', summary: 'Distribution of scores in twenty bins of five points; most customers are at {{top}}.', bin: 'Score', selected: '{{min}}–{{max}}: {{people}}', open: 'Open the list', hint: 'Drag across to select a range', clear: 'Clear the selection' },
  findings: {
    title: 'What changed', none: 'Nothing worth telling changed in this period.', show: 'Show them',
    texts: {
      band_moved: '{{customers}} moved from {{from}} to {{to}}', risk_cause: '{{customers}} at risk: {{cause}}',
    },
  },
  causes: { title: 'Why they are at risk', none: 'Nobody is at risk.', note: 'main cause', open: 'Show the people at risk' },
  models: { title: 'Model verdict', all: 'Model quality', none: 'Nothing is predicted yet.', add: 'Choose what to predict', warning: 'Early warning: we would have warned you about {{warned}} of {{left}} who left, at least {{days}} before.', right: '{{right}} of the warnings were right.', more: 'See who left' },
  risk: { title: 'At risk, most to lose first', all: 'Open all', none: 'Nobody is at risk right now.' },
  empty: { title: 'No data yet', text: 'Connect a source or import a file: scores, history and movement appear as soon as events arrive.', source: 'Connect a source', import: 'Import a file', demo: 'Look at demo data' },
  people_one: '{{n}} person', people_other: '{{n}} people',
  visitors_one: '{{n}} visitor is scored but not counted here', visitors_other: '{{n}} visitors are scored but not counted here',
};
