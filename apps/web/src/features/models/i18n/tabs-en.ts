/** Come with the tabs beside Quality and with the comparison of two versions. */
export const modelsTabsEn = {
  importance: { title: 'What the model looks at', note: 'share of its decisions', none: 'This engine does not say what it looks at.', up: 'more of it: likelier', down: 'more of it: less likely', mixed: 'depends on the rest' },
  drift: {
    title: 'Drift since training', note: 'how far things have moved', what: 'What', level: 'State', index: 'Stability index', chances: 'Chances given', outcome: 'Outcomes that came', none: 'Measured weekly, and not yet since this training.', noOutcome: 'Outcomes after training are not known yet.',
    levels: { steady: 'steady', moved: 'moved', drifted: 'drifted', too_few_rows: 'too few to tell' },
  },
  stability: {
    title: 'Score stability', note: 'how far things lie from the training, week by week', week: 'Measured', furthest: 'Moved furthest',
    first: 'It is measured weekly, first on {{date}}.', never: 'It is measured weekly as soon as a model is in use.', next: 'Next on {{date}}.',
    verdicts: {
      steady: 'Steady: chances lie where they lay at the training.', moved: 'Shifting: chances lie a little off from the training. Keep an eye on it.',
      drifted: 'Shifted: chances lie elsewhere than at the training. It is trained again by itself; rely on them less until then.', too_few_rows: 'There are too few customers to tell whether chances have moved.',
    },
    summary_one: 'Stability index of the chances, {{n}} week; {{index}} on {{date}}, {{level}}.', summary_other: 'Stability index of the chances over {{n}} weeks; {{index}} on {{date}}, {{level}}.',
    legend: 'Solid: the chances. Dashed: whatever has moved furthest of what the model looks at. 0 is exactly as at the training.',
  },
  health: {
    title: 'Data health', note: 'does what it looks at still arrive?', fine: 'All is well: customers are described as fully as at the training, and sources send.', fineSoFar: 'All is well: sources send. How fully customers are described is compared with the training every week.', fineOutside: 'All is well: sources send. Whether customers are described as fully as when this model was made is not known here.',
    silent_one: '{{names}} is silent: chances of its customers grow stale.', silent_other: '{{n}} sources are silent ({{names}}): chances of their customers grow stale.',
    emptier_one: '{{n}} thing that the model looks at is empty for clearly more customers than at the training.', emptier_other: '{{n}} things that the model looks at are empty for clearly more customers than at the training.',
    refused: '{{names}}: {{share}} of the events of the last {{days}} were rejected or wait for repair, so the model does not see them.',
    sources: 'Sources to look after, last {{days}}', source: 'Source', received: 'Received', rejected: 'Rejected', parked: 'Waiting for repair', silentSince: 'silent since {{date}}',
    gaps: 'Empty for some customers', what: 'What the model looks at', before: 'At the training', now: 'Now', more: 'more than before', noGaps: 'Everything that the model looks at is known of nearly every customer.',
    gapsHint: 'Share of customers of whom it is not known: they never did it, or nobody sends it.', measured: 'Measured on {{date}}.',
  },
  retrain: { feature_drifted: 'Something the model looks at has drifted', chances_drifted: 'Chances have drifted', outcome_drifted: 'Outcomes have drifted', age: 'The model grows old', more_outcomes: 'Twice as many outcomes to learn from' },
  retrainCard: { title: 'What would retrain it', note: 'looked at every week; as soon as one is met it trains by itself, once a day at most', met: 'met', unknown: 'not measured yet', of: '{{value}} of {{limit}}' },
  training: {
    title: 'How it was trained', note: 'all that is needed to make it again', learned: 'Learned from', tested: 'Tested on', span: '{{from}} to {{to}}', size: '{{rows}} rows, {{customers}} customers, {{positives}} with the outcome', cause: 'Started',
    causes: { asked: 'by hand', demo: 'by Kelvin, for the demo', schedule: 'by schedule', drift: 'because of drift', import: 'after an import', age: 'because the model had grown old', outcomes: 'because there was much more to learn from', unusable: 'because the model could not be used' }, snapshots: 'Customers seen as at', features: 'Looked at', featuresOf: '{{n}} figures of each customer, definition {{version}}', repeat: 'To repeat', repeatText: 'seed {{seed}}, revision {{revision}}',
  },
  shadow: {
    title: 'Compared in shadow', note: 'a version that nobody’s chances come from yet', none: 'No version waits just now. One that beats your rules but not the model in use would be compared here, on later customers, until it proves better.',
    beside: 'Version {{n}} has been waiting beside version {{inUse}} since {{date}}.', alone: 'Version {{n}} has been waiting since {{date}}.',
    once_one: 'Compared so far on {{n}} customer of {{from}} to {{to}}, {{positives}} with the outcome: the test it was made with.', once_other: 'Compared so far on {{n}} customers of {{from}} to {{to}}, {{positives}} of them with the outcome: the test it was made with.',
    again_one: 'Compared since on {{n}} later customer, of {{from}} to {{to}}, {{positives}} with the outcome, all after it was made.', again_other: 'Compared since on {{n}} later customers, of {{from}} to {{to}}, {{positives}} of them with the outcome, all after it was made.',
    next: 'The next training compares it again on later customers; it takes over when it is clearly better.',
  },
  candidates: { title: 'Engines tried', note: 'compared on later customers', engine: 'Engine', chosen: 'chosen',
    why: {
      best: 'Chosen because none of the others did better on later customers.',
      blend: 'Chosen although the log loss of {{best}} is lower by {{difference}}: up to {{chance}} may be chance, and a blend of unlike engines keeps its place on later customers more often.',
      sturdy: 'Chosen although the log loss of {{best}} is lower by {{difference}}: up to {{chance}} may be chance, and such an engine keeps its place on later customers more often.',
    }, problems: { out_of_time: 'not tried: no time was left', too_many_rows: 'not tried: made for fewer customers' } },
  versions: {
    title: 'Versions', name: 'Version {{n}}', version: 'Version', state: 'State', data: 'Data', positives: 'With the outcome', positivesOf: '{{positives}} of {{rows}}', promoted: 'Promoted', byItself: 'by itself', action: 'Action',
    uses: {
      promote: { do: 'Promote', of: 'Promote version {{n}}', ask: 'Promote version {{n}}?' }, bringBack: { do: 'Bring back', of: 'Bring back version {{n}}', ask: 'Bring back version {{n}}?' }, rollBack: { do: 'Roll back', of: 'Roll back from version {{n}}', ask: 'Roll back from version {{n}}?' },
    },
    backTo: 'The version that served before serves again; where there was none, chances come from rules.', fromRules: 'Chances come from rules again',
    effect: 'Scores and chances of everybody are computed anew; no automation fires, and nobody is contacted. The version in use now is kept and can be brought back.', againstGate: 'This version was not clearly better when it was tested.',
    used: 'Version {{n}} is in use', usedText: 'Scores are being computed anew. Follow it under Jobs.',
  },
  runs: { title: 'Training runs', started: 'Started', result: 'Result', cause: 'Why', took: 'Took', note: 'Note', status: { running: 'running', promoted: 'promoted', not_promoted: 'not promoted', failed: 'failed', cancelled: 'cancelled' } },
  compare: { title: 'Side by side', result: 'Difference', alike: 'too close to tell', better: '{{name}} is better', otherPeriod: 'The two were tested on different periods, so part of a difference may come from the period.' },
  madeElsewhere: {
    learned: 'Not known: it was made elsewhere. If it has seen the test period, its figures are too good.', noReasons: 'It gives chances and no reasons.', noDrift: 'Drift is not measured of a model that was made elsewhere.',
    noRetrain: 'It is made again by whoever made it; register it anew then. Kelvin’s own models go on being trained and compete with it.',
    madeTitle: 'How it was judged', ranAs: 'your model “{{name}}” was judged',
  },
};
