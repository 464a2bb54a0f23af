export const asOfEn = {
  shown: 'Shown as at {{date}}: this workspace is scored as at a fixed date, so “ago” counts from then. Later events are kept, but do not count yet.',
  release: 'Score as of today', released: 'Customers are scored as of today', set: 'Customers are scored as at {{date}}', follows: 'Scores follow in a moment, the past year a little later.',
  laterEvent: 'Scores are shown as at {{date}}; this event is later and does not count yet.', notYet: 'Not in the score yet',
  laterCustomer: 'The latest event of this customer, of {{day}}, is later and does not count yet.',
  card: {
    title: 'As at which day', today: 'Customers are scored as of today; every event counts at once.', fixed: 'Customers are scored as at {{date}}. Later events are kept, but do not count yet.',
    day: 'Score as at another day', hint: 'For history that has ended: who was hot, cold or at risk on that day.', submit: 'Score as at this day', future: 'This day is still to come', tooEarly: 'This day is before 1990',
    effect: 'Nobody is contacted. Everybody and the past year are scored anew.',
  },
};
