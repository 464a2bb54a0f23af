export const startEn = {
  title: 'Start', welcome: 'Welcome, {{name}}. Let us get your first scores.', lead: 'You can leave at any time: what is done stays done.',
  own: { title: 'Connect your own data', text: 'Connect a source and watch events arrive live, or import a file with the past. Nobody is contacted.', source: 'Connect a source', import: 'Import a file', needWorkspace: 'First say what you sell and how, below.' },
  create: { title: 'A workspace for your data', submit: 'Create the workspace', more: 'Create another workspace' },
  settings: { title: 'About your business', note: '{{name}}', submit: 'Save', saved: 'Saved', rescored: 'Scores are computed anew where this changes them.' },
  checklist: {
    title: 'Setup of {{name}}', done: '{{done}} of {{total}} done', business: 'Describe your business', businessText: '{{business}}, {{currency}}, {{zone}}, margin {{margin}}, left after {{days}}',
    source: 'Connect a data source', sourceText: 'Web, server, webhook, or a file', sourceDone_one: '{{n}} source', sourceDone_other: '{{n}} sources',
    events: 'Events arrive', eventsText: 'Waiting for the first event', eventsDone: 'Events are here', meanings: 'Check what events mean', meaningsText: 'Purchases and visits are guessed from names; a look takes a minute',
    scores: 'First scores', scoresText: 'Computed by themselves as soon as customers are known', scoresDone_one: '{{n}} customer scored', scoresDone_other: '{{n}} customers scored', open: 'Open', isDone: 'done', isOpen: 'to do',
  },
  business: { b2c: 'People', b2b: 'Companies' },
};
