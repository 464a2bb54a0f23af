export const currenciesEn = {
  title: 'Exchange rates', note: 'in {{own}}',
  lead: 'Orders, payments and refunds in other currencies count in {{own}} by these rates, in the past as well. Without a rate the event counts, but its money is left out.',
  worth: '1 {{code}} in {{own}}', none: 'Not set', bad: 'Use a number above 0, up to 1,000,000,000',
  events_one: '{{n}} event', events_other: '{{n}} events', leftOut_one: '{{n}} event, its money is left out', leftOut_other: '{{n}} events, their money is left out', noEvents: 'No events so far',
  unknown: 'an unreadable currency (XXX)',
  add: 'Another currency', addButton: 'Add', nothing: 'No event has brought another currency so far.',
  save: 'Save the rates', saved: 'Rates saved', recounted: 'Money in {{codes}} is being counted anew.', unchanged: 'Nothing was changed.',
  newCurrency: 'The exchange rates are in {{own}}: with another currency they are removed, and you set them again below. All money is counted anew.', removed: 'Exchange rates were removed: set them again for {{own}}.',
  missing_one: '{{n}} event brought money in {{currencies}}, but there is no exchange rate: the event counts, its money is left out.',
  missing_other: '{{n}} events brought money in {{currencies}}, but there is no exchange rate: the events count, their money is left out.', set: 'Set exchange rates',
};
