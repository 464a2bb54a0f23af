export const customerListEn = {
  columns: { customer: 'Customer', temperature: 'Temperature', score: 'Score', change: '30 days', reason: 'Main reason', lastSeen: 'Last event, any', atStake: 'To lose', value: 'Value, 12 mo' },
  count_one: '{{n}} customer', count_other: '{{n}} customers',
  anonymous: 'No name yet',
  changed_one: 'The score of {{n}} customer changed', changed_other: 'Scores of {{n}} customers changed',
};
