/** Words of the no-loss equation and of why an item was not processed. */
export const intakeEn = {
  received: 'Received', processed: 'Processed', rejected: 'Rejected', parked: 'Waiting for repair', duplicates: 'Duplicates', pending: 'Pending', fannedOut: 'Further, by dividing',
  lines: 'Lines',
  hints: {
    received: 'Everything that arrived, counted when it came in', processed: 'Became events of a customer or a visitor', rejected: 'Can never be processed as they are; each has its reason',
    parked: 'Understood well enough to be mended and played again', duplicates: 'Sent again: counted once', pending: 'Kept safely, not processed yet',
    fannedOut: 'Items beyond the first that were made of one by the mapping of its source',
  },
  equation: 'Received {{received}} = processed {{processed}} + rejected {{rejected}} + waiting for repair {{parked}} + duplicates {{duplicates}} + pending {{pending}}',
  equationDivided: 'Received {{received}} + further by dividing {{fannedOut}} = processed {{processed}} + rejected {{rejected}} + waiting for repair {{parked}} + duplicates {{duplicates}} + pending {{pending}}',
  balanced: 'Adds up: nothing is lost',
  unbalanced: 'Does not add up: {{missing}} unaccounted for',
  nothing: 'Nothing received yet',
  problems: {
    invalid_json: 'Not valid JSON', not_an_object: 'Not an object', no_identifier: 'Nothing says whose event it is', unknown_type: 'Unknown message type', missing_event: 'The event has no name',
    name_too_long: 'The event’s name is too long', identifier_too_long: 'The identifier is too long', message_id_too_long: 'The message id is too long', invalid_timestamp: 'The time cannot be read',
    timestamp_out_of_range: 'The time is out of range', invalid_amount: 'The amount cannot be read', amount_out_of_range: 'The amount is out of range', invalid_value: 'A value cannot be read',
    wrong_type: 'A value has the wrong type', wrong_column_count: 'The line has a wrong number of columns', too_large: 'Too large', too_deep: 'Nested too deeply', ignored: 'Of a kind that is not kept',
    missing_previous_id: 'The earlier id is missing', import_gone: 'Its import was removed', kills_drain: 'Stopped the processing, so it was set aside', refused_by_database: 'Could not be kept', missing_amount: 'The amount is no longer sent', no_items: 'Its list of events is empty', too_many_items: 'Its list of events is too long', divided_before: 'It was divided by another list before', discarded: 'Discarded by a person', too_old: 'Parked by an older version',
    bot: 'Sent by a robot', machine_click: 'Opened by a machine, not by a person', machine_open: 'Opened by a machine, not by a person',
  },
};
