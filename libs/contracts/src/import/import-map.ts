import { z } from 'zod';
import { EVENT_KINDS } from '../events/canonical-event.ts';
import { vendorAccountSchema } from '../events/identifier.ts';

/** What a file's bytes may be written in. Excel's "Unicode text" is `utf-16le`, its Russian CSV `windows-1251`. */
export const IMPORT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252'] as const;

/** Columns of a file above which nobody can map it. */
export const MAX_IMPORT_COLUMNS = 1_000;

/** How the bytes of a file become records of cells. */
export const importFormatSchema = z.strictObject({
  /** `whitespace`: cells separated by any run of blanks, no quotes. `ndjson`: one Segment message per line, no mapping. */
  type: z.enum(['csv', 'whitespace', 'ndjson']).default('csv'),
  /** One ASCII character; csv only. */
  delimiter: z.string().length(1).regex(/^[\t\x20-\x7e]$/, 'one ASCII character').default(','),
  /** Null: quotes are ordinary characters. */
  quote: z.enum(['"', "'"]).nullable().default('"'),
  /** The first record (after `skipLines`) names the columns. */
  header: z.boolean().default(true),
  /** Names of the columns, in order: required without a header, wins over one. */
  columns: z.array(z.string().min(1).max(200)).max(MAX_IMPORT_COLUMNS).optional(),
  /** Lines before the header, or before the data when there is none. */
  skipLines: z.int().min(0).max(1_000).default(0),
  /** Bytes that are not valid in it reject their line. A UTF-16 mark at the start of the file wins over `utf-8`. */
  encoding: z.enum(IMPORT_ENCODINGS).default('utf-8'),
});
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** `integer` takes `17850.0` as `17850`, what spreadsheets make of ids; as a property it is a number. */
export const IMPORT_CASTS = ['text', 'integer', 'number', 'boolean'] as const;

const columnName = z.string().min(1).max(200);
const constantSchema = z.strictObject({ constant: z.union([z.string().max(500), z.number(), z.boolean()]) });
/** Where a value comes from: a column (by name, short or with a cast) or a constant. */
export const importFieldSchema = z.union([
  columnName,
  z.strictObject({ column: columnName, cast: z.enum(IMPORT_CASTS).default('text') }),
  constantSchema,
]);
export type ImportField = z.infer<typeof importFieldSchema>;

export const importTimestampSchema = z.strictObject({
  column: columnName,
  /** A second column with the time of day, joined to the first by a blank. */
  timeColumn: columnName.optional(),
  /**
   * `iso` (ISO 8601), `unix` (seconds or milliseconds, told apart by size), `unix_s`, `unix_ms`, or a pattern of
   * yyyy, yy, M, MM, d, dd, H, HH, h, hh, m, mm, s, ss, SSS, a (AM/PM); any other character stands for itself.
   */
  format: z.string().min(2).max(60),
  /** IANA zone of times written without one. Default: the workspace's. */
  zone: z.string().min(1).max(60).optional(),
});
export type ImportTimestamp = z.infer<typeof importTimestampSchema>;

export const importEventSchema = z.union([
  z.strictObject({
    column: columnName,
    /** Names in the file → names of event types. */
    rename: z.record(z.string(), z.string().min(1).max(200)).optional(),
    whenNegative: z.string().min(1).max(200).optional(),
  }),
  z.strictObject({
    constant: z.string().min(1).max(200),
    /** Name when the amount is below zero (a return); the amount is then counted as positive. */
    whenNegative: z.string().min(1).max(200).optional(),
  }),
]);

/** One column, or several that are multiplied (quantity × unit price). */
export const importAmountSchema = z.union([
  columnName,
  z.strictObject({ product: z.array(columnName).min(1).max(5) }),
]);

/**
 * The MAP of an import: how the columns of a file become events. See docs/import.md; samples in docs/import-maps.
 * Columns that are named nowhere are not read, unless `rest` says where to put them.
 */
export const importMapSchema = z.strictObject({
  /** Free text for people; not read. */
  note: z.string().max(2_000).optional(),
  format: importFormatSchema.default(importFormatSchema.parse({})),
  /** What each line is; a column when the file mixes them (`track`, `identify`, …). */
  kind: z.union([z.enum(EVENT_KINDS), z.strictObject({ column: columnName })]).default('track'),
  userId: importFieldSchema.optional(),
  /** The person's id in the system that the file comes from: it means nobody outside this source, or outside those that name the same `account`. */
  vendorId: importFieldSchema.optional(),
  account: vendorAccountSchema.optional(),
  anonymousId: importFieldSchema.optional(),
  email: importFieldSchema.optional(),
  phone: importFieldSchema.optional(),
  /** ISO 3166 code of phone numbers written without `+`. */
  phoneCountry: z.string().regex(/^[A-Z]{2}$/).optional(),
  timestamp: importTimestampSchema.nullable().default(null),
  event: importEventSchema.optional(),
  /** Absent: the hash of the line and its nth occurrence in the file. */
  messageId: importFieldSchema.optional(),
  amount: importAmountSchema.optional(),
  currency: importFieldSchema.optional(),
  orderId: importFieldSchema.optional(),
  properties: z.record(z.string().min(1).max(200), importFieldSchema).default({}),
  traits: z.record(z.string().min(1).max(200), importFieldSchema).default({}),
  rest: z.enum(['ignore', 'properties', 'traits']).default('ignore'),
}).superRefine((map, ctx) => {
  if (map.format.type === 'ndjson') return;
  const problem = (path: string, message: string): void => ctx.addIssue({ code: 'custom', path: [path], message });
  if (!map.userId && !map.vendorId && !map.anonymousId && !map.email && !map.phone) problem('userId', 'Name a column for at least one of userId, vendorId, anonymousId, email, phone.');
  if (map.kind !== 'identify' && !map.timestamp) problem('timestamp', 'Name the column with the time of the event and its format.');
  if (map.kind === 'track' && !map.event) problem('event', 'Name the event: a column or a constant.');
  if (!map.format.header && !map.format.columns) problem('format', 'A file without a header needs format.columns.');
});
export type ImportMap = z.infer<typeof importMapSchema>;
/** A map as people write it, with defaults left out. */
export type ImportMapInput = z.input<typeof importMapSchema>;
