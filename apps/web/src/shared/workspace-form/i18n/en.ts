export const workspaceFormEn = {
  name: 'Workspace name', namePlaceholder: 'Your company or product',
  business: 'You sell to', b2c: 'People', b2b: 'Companies', businessHint: 'Decides which behaviour earns points; it can be changed later.',
  currency: 'Currency', timeZone: 'Time zone', timeZoneHint: 'A day on screen is a day in this zone.',
  margin: 'Margin, %', marginHint: 'What stays of an order after its costs. Used to weigh the cost of an action.',
  leaving: 'A customer has left after, days', leavingHint: 'Days without a visit, order or other key event.',
  errors: {
    name: 'Give the workspace a name of up to 80 characters.', currency: 'Choose a currency.', timeZone: 'Choose a time zone.',
    margin: 'Enter a percentage from 0 to 100.', leavingDays: 'Enter a number of days from 1 to 3650.', business: 'Choose one.',
    email: 'Enter an e-mail address such as anna@example.com.', password: 'Use at least 10 characters.', person: 'Enter your name.',
  },
};
