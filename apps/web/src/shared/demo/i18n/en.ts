export const demoEn = {
  title: 'Look around with demo data', text: 'A year of an invented online school: 5,000 people, every temperature. Nothing in it is real, and nothing is sent to anyone.',
  open: 'Open the demo workspace', loading: 'The demo is being loaded', progress: 'Loading the demo: {{share}}', other: 'The demo has an account of its own: you are signed out of yours.',
  none: 'This installation runs without demo data. Start it without --no-demo to get it.',
};
