/** Come with the forms, which open when asked for. */
export const modelsFormEn = {
  create: {
    title: 'New outcome', text: 'What may happen to a customer in the days to come. Nobody is contacted.', save: 'Add outcome',
    name: 'Name', namePlaceholder: 'Buys a course again', kind: 'What counts', happens: 'It happens', doesNot: 'It does not happen',
    event: 'Event', eventNot: 'What does not happen', anyActivity: 'Any activity', byMeaning: 'By meaning', byType: 'By event type',
    where: 'Only events where', property: 'Attribute {{n}}', propertyHint: 'amount, or an attribute', operator: 'Test {{n}}', value: 'Value {{n}}', addTest: 'Add a test', removeTest: 'Remove test {{n}}', mostTests: 'Five tests are the most.',
    operators: { is: 'is', is_not: 'is not', at_least: 'at least', at_most: 'at most', contains: 'contains', exists: 'is known', missing: 'is not known' },
    atLeast: 'At least, times', within: 'Within, days', usual: 'Usual spans',
    preview: 'In the past', previewWaits: 'Fill in the form to see how many customers had this outcome.', found_one: '{{n}} time in the months shown', found_other: '{{n}} times in the months shown', enough: 'Enough for chances.',
    errors: { name: 'Give it a name of up to 80 characters.', event: 'Choose an event.', atLeast: 'Enter a number from 1 to 1000.', horizon: 'Enter a number of days from 1 to 365.', test: 'Name an attribute and a value; “at least” and “at most” need a number.' },
  },
  roleForm: {
    takes: '“{{name}}” tells of this now. It goes on as one of your own with the same chances, and temperatures and money go by this one as soon as it has chances.',
    yields: 'This looks like “{{role}}”, but “{{name}}” tells of that already, so this one is your own. Choose “{{role}}” to have it take that place.',
    moves: 'Everybody is scored anew; no automation fires.',
  },
  edit: { title: 'Name, use and limit', text: 'What is predicted stays as it is: another question is another outcome.', limit: 'Counts as likely from, %', limitHint: 'Moves temperatures: everybody is scored anew, no automation fires. Leave empty to follow the model.', limitError: 'Enter a percentage from 1 to 99, or nothing.', saved: 'Saved' },
  externalForm: {
    title: 'Connect your own model', text: 'Kelvin asks it over HTTPS and judges it on the same customers as its own models. It serves only if it is clearly better, or if you promote it.',
    name: 'Name', nameHint: 'How this screen calls it.', url: 'Address', urlHint: 'Figures of customers are posted there, without names or ids.', secret: 'Signing secret', secretHint: 'Requests are signed with it, so your model can tell that Kelvin asks. It is never shown again.', make: 'Make a secret',
    timeout: 'Time for an answer, seconds', try: 'Try it', register: 'Register and judge', registered: '“{{name}}” is being judged', registeredText: 'Follow it under Jobs; chances stay as they are until it proves better.',
    errors: { name: 'Give it a name of up to 80 characters.', url: 'Enter an address that begins with https://.', secret: 'A secret is whsec_ and at least 32 characters of base64.', timeoutMs: 'Enter 0.1 to 60 seconds.' },
    works_one: 'It works: {{n}} chance from {{low}} to {{high}} after {{took}} ms.', works_other: 'It works: {{n}} chances from {{low}} to {{high}} after {{took}} ms.',
  },
};
