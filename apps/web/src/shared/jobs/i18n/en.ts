/** Why a job failed, by the server's codes; why a training brought no model is told with the models' words. */
export const jobErrorsEn = {
  job: { failed: 'Something went wrong on our side. It was logged; starting it again is safe.' },
  import: {
    failed: 'Something went wrong on our side. It was logged; starting it again is safe.', not_found: 'The import is not there any more.', no_file: 'Its file is not here. Upload it again.', empty_file: 'The file is empty.',
    broken_gzip: 'The file looks like gzip but cannot be unpacked. Pack it again and upload it.', missing_column: 'The file has no column “{{column}}”. Compare the fields of the import with the header of the file.',
    bad_date_format: 'The format of its dates needs a year, a month and a day, and no other letters.', unknown_zone: 'The time zone of its dates is unknown. Choose one such as Europe/Moscow.',
  },
  inbox: { full: 'More was arriving than could be kept. Start it again in a minute.', not_kept: 'The database could not keep the data. Start it again in a minute.' },
  workspace: { not_found: 'The workspace does not exist any more.' },
  security: { cannot_unseal: 'A stored secret cannot be opened. Ask whoever runs Kelvin whether KELVIN_SECRET was changed.' },
};
