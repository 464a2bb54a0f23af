export const notificationsEn = {
  unread_one: '{{n}} unread', unread_other: '{{n}} unread', allRead: 'All read', readAll: 'Mark all as read', new: 'New',
  none: 'Nothing to tell yet. When a source falls silent or a model stops serving, it is told here.',
  unknown: 'Something happened that this page has no words for yet. Reload it.',
  kinds: {
    source: { silent: '“{{name}}” fell silent on {{since}}: far less came than usual. Its customers keep their temperature until it is back.' },
    model: {
      damaged: { version: '“{{name}}”: the file of version {{number}} is damaged. Version {{servesInstead}} serves instead.', rules: '“{{name}}”: the file of version {{number}} is damaged. Chances come from rules.' },
      worse_than_rules: '“{{name}}”: on customers of {{from}} to {{to}} your rules were clearly better than version {{number}}. It was taken out of use, and chances come from rules.',
      external_down: '“{{name}}”: your own model “{{model}}” stopped answering. What was in use before stands in until it is back.',
    },
  },
};
