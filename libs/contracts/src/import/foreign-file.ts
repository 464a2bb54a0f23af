/** A file that people take for a table and that is none. */
export type ForeignFile = 'workbook' | 'archive' | 'pdf';

/** What is to be done with each, told by the server and, before anything is sent, by the screen. */
export const FOREIGN_FILE_SENTENCES: Readonly<Record<ForeignFile, string>> = {
  workbook: 'This is a workbook of a spreadsheet program. Open it, save the sheet as CSV (UTF-8), and upload that file.',
  archive: 'This is an archive. Unpack it and upload the file inside, as CSV or NDJSON; one that is to stay small may be packed as .gz.',
  pdf: 'This is a PDF, which holds no table. Save the data as CSV where they come from, and upload that file.',
};

/** Bytes enough to tell: names of a packed workbook's parts stand at its start. */
export const FOREIGN_FILE_BYTES = 4_096;

const PACKED = [0x50, 0x4b, 0x03, 0x04];
const PACKED_EMPTY = [0x50, 0x4b, 0x05, 0x06];
/** Office files before 2007. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const PDF = [0x25, 0x50, 0x44, 0x46];
const PART_OF_WORKBOOK = /\[Content_Types\]\.xml|xl\/|_rels\/|docProps\/|application\/vnd\.oasis\.opendocument/;

/** What the first bytes of a file say it is, where no import can read it; null for what may be text. */
export function findForeignFile(bytes: Uint8Array): ForeignFile | null {
  const starts = (mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);
  if (starts(COMPOUND)) return 'workbook';
  if (starts(PDF)) return 'pdf';
  if (!starts(PACKED) && !starts(PACKED_EMPTY)) return null;
  return PART_OF_WORKBOOK.test(String.fromCharCode(...bytes.subarray(0, FOREIGN_FILE_BYTES))) ? 'workbook' : 'archive';
}
