/** Words of the early warning that a finished import and Model quality share; they come with what shows them. */
export const warningEn = {
  note: { scoring: 'The past is being scored. Then you will see here who left, and whom we would have warned you of.', sentence: 'In the past year customers left {{left}} times. Of {{warned}} of these we would have warned you, at least {{days}} before.', open: 'See whom' },
  asOfDay: 'Each day is judged by its score as it stood then, from nothing that came later.',
  hindsight: 'Each day is judged by its score as it stood then. The rules behind the scores were fitted to your data on {{date}}, these days among it, so they had some hindsight: expect a little less of warnings to come.',
};
