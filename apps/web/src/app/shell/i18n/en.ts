export const shellEn = {
  skip: 'Skip to content',
  nav: {
    label: 'Main', open: 'Open navigation', analyze: 'Analyze', data: 'Data', overview: 'Overview', customers: 'Customers', scoring: 'Scoring rules', models: 'Model quality', events: 'Live events', sources: 'Sources',
    eventTypes: 'Event types', imports: 'Imports', start: 'Start',
  },
  workspace: { switch: 'Workspace {{name}}: switch', choose: 'Workspaces', add: 'Set up a workspace', missing: 'There is no such workspace', missingText: 'It was removed, or you are not a member of it.' },
  demo: 'Demo data', demoHint: 'Invented people: nothing here is real, and nothing is sent to anyone',
  search: { open: 'Search or jump to…', title: 'Search or jump', placeholder: 'A page, or a customer’s name, e-mail or phone', pages: 'Pages', customers: 'Customers', empty: 'Nothing found', hint: 'Arrows to move, Enter to open, Esc to close' },
  language: 'Language', theme: { label: 'Theme', light: 'Light', dark: 'Dark', toDark: 'Switch to the dark theme', toLight: 'Switch to the light theme' },
  account: { menu: 'Account of {{name}}', signOut: 'Sign out' },
  offline: 'You are offline. What you see may be old, and changes are not saved until the connection is back.',
  jobs: {
    title: 'Jobs', tray: 'Jobs', trayRunning_one: 'Jobs: {{count}} running', trayRunning_other: 'Jobs: {{count}} running', none: 'Nothing is running. Imports and scoring runs show here.',
    cancel: 'Cancel {{name}}', cancelling: 'Stopping…', started: '{{name}} started', done: '{{name}} is done', failed: '{{name}} failed', cancelled: '{{name}} was cancelled', doneAnyway: 'It was done before it could be cancelled',
    kinds: { import: 'Import', backfill: 'Scoring the past', rescore: 'Scoring again', rebuild: 'Rebuilding', demo: 'Demo data', fit: 'Fitting to your data', replay: 'Items waiting for repair', train: 'Training a model' },
    status: { queued: 'Waiting', running: 'Running', done: 'Done', cancelled: 'Cancelled', failed: 'Failed' },
    phases: { queued: 'waiting for its turn', checking: 'looking through the file', reading: 'reading', draining: 'processing', newest: 'loading the newest days', older: 'loading older days', history: 'scoring past weeks', prepare: 'preparing', score: 'scoring', fit: 'fitting', rebuild: 'counting anew', loading: 'loading', snapshots: 'looking at the past', candidates: 'comparing models', refit: 'fitting the best one', evaluate: 'testing on later data', serving: 'preparing for use', asking: 'asking your model', saving: 'saving' },
    progress: '{{done}} of {{total}}', eta: 'about {{time}} left',
  },
  notifications: { title: 'Notifications', unread: 'Notifications: {{n}} unread', news: 'New notification, {{n}} unread' },
  crash: { reload: 'Reload the page' },
};
