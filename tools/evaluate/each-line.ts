import type { ImportMap, NormalisedItem } from '@kelvin/contracts';
import { defaultCountryOf } from '@kelvin/profile';
import { numberedRecords, readHeader } from '../../apps/api/src/modules/imports/import-records.ts';
import { createRecordReader } from '../../apps/api/src/modules/imports/record-reader.ts';
import { Sentence } from '../shared/sentence.ts';
import { readBytes } from './files.ts';

/** Files are of the past; a line of a later time is refused. */
const RECEIVED_AT = new Date('2100-01-01T00:00:00Z');
/** Which money a workspace counts in is not known of a file, so it tells no country. */
const NO_CURRENCY = '';

/** Hands over every line of a file as an import would read it, in order, with the id that it has as a line. Answers how many there are. */
export async function eachLine(path: string, map: ImportMap, take: (item: NormalisedItem, lineId: string) => void): Promise<number> {
  const header = await readHeader(readBytes(path), map.format);
  if (header === null && map.format.header && map.format.type !== 'ndjson') throw new Sentence(`${path} is empty.`);
  const timeZone = map.timestamp?.zone ?? 'UTC';
  const defaultCountry = defaultCountryOf({ timeZone, currency: NO_CURRENCY });
  const read = createRecordReader(map, header, { receivedAt: RECEIVED_AT, timeZone, ...(defaultCountry === undefined ? {} : { defaultCountry }) });
  let lines = 0;
  for await (const { records } of numberedRecords(readBytes(path), map.format)) {
    lines += records.length;
    for (const { record, messageId } of records) take(read(record, messageId), messageId);
  }
  return lines;
}
