import { EVENT_KINDS, type EventKind, type ImportField, type ImportMap } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { cellAt, fieldReader, valueReader, type CellReader } from './cell-readers.ts';
import { compileDateFormat, type InstantParser } from './date-format.ts';

export interface CompileOptions {
  /** When the import was started: the latest believable time, and the time of lines that have none (contacts). */
  readonly receivedAt: Date;
  /** The workspace's zone, for times written without one when the map names none. Default UTC. */
  readonly timeZone?: string;
  /** ISO 3166 code of phone numbers without `+` when the map names none. */
  readonly defaultCountry?: string;
  /** Source of the file: the account of its vendor ids, unless the map names one. */
  readonly sourceId?: string;
}

/** A map made ready for one file: columns are indexes, formats are functions. Made once, used for every line. */
export interface CompiledImportMap {
  readonly receivedAtMs: number;
  readonly country: string | undefined;
  /** Cells a line must have; null when lines may differ (whitespace files). */
  readonly width: number | null;
  readonly kindOf: (cells: readonly string[]) => EventKind | null;
  readonly userId: CellReader | null;
  readonly vendorId: CellReader | null;
  readonly account: string;
  readonly anonymousId: CellReader | null;
  readonly email: CellReader | null;
  readonly phone: CellReader | null;
  readonly timestamp: CompiledTimestamp | null;
  readonly event: CompiledEvent | null;
  readonly messageId: CellReader | null;
  readonly amount: readonly number[];
  readonly currency: CellReader | null;
  readonly orderId: CellReader | null;
  readonly properties: readonly NamedReader[];
  readonly traits: readonly NamedReader[];
}

export interface CompiledTimestamp {
  readonly column: string;
  readonly format: string;
  readonly textOf: (cells: readonly string[]) => string;
  readonly parse: InstantParser;
}
export interface CompiledEvent {
  readonly nameOf: (cells: readonly string[]) => string;
  readonly whenNegative: string | null;
}
export type NamedReader = readonly [name: string, read: CellReader];

/**
 * Binds a map to the columns of a file.
 *
 * @param header names of the columns as the file gives them; ignored when the map brings its own, null when there are none.
 * @throws AppError `import.missing_column` naming what the file does not have, or a bad date format or zone.
 */
export function compileImportMap(map: ImportMap, header: readonly string[] | null, options: CompileOptions): CompiledImportMap {
  const columns = map.format.columns ?? header ?? [];
  const used = new Set<number>();
  const indexOf = columnFinder(columns, used);
  const reader = (field: ImportField | undefined): CellReader | null => (field === undefined ? null : fieldReader(field, indexOf));
  const readers = (fields: Record<string, ImportField>): NamedReader[] =>
    Object.entries(fields).map(([name, field]) => [name, valueReader(field, indexOf)]);
  const compiled = {
    receivedAtMs: options.receivedAt.getTime(),
    country: map.phoneCountry ?? options.defaultCountry,
    width: map.format.type === 'whitespace' ? null : columns.length,
    kindOf: compileKind(map.kind, indexOf),
    userId: reader(map.userId), vendorId: reader(map.vendorId), account: map.account ?? options.sourceId ?? 'file', anonymousId: reader(map.anonymousId), email: reader(map.email), phone: reader(map.phone),
    timestamp: compileTimestamp(map, indexOf, options.timeZone ?? 'UTC'),
    event: compileEvent(map, indexOf),
    messageId: reader(map.messageId),
    amount: map.amount === undefined ? [] : (typeof map.amount === 'string' ? [map.amount] : map.amount.product).map(indexOf),
    currency: reader(map.currency), orderId: reader(map.orderId),
    properties: readers(map.properties), traits: readers(map.traits),
  };
  const rest = columns.flatMap((name, index): NamedReader[] => (used.has(index) ? [] : [[name.trim(), textReader(index)]]));
  if (map.rest === 'properties') compiled.properties.push(...rest);
  if (map.rest === 'traits') compiled.traits.push(...rest);
  return compiled;
}

function textReader(index: number): CellReader {
  return (cells) => cellAt(cells, index) || null;
}

/** Finds a column by its exact name, else whatever the case; remembers which columns somebody asked for. */
function columnFinder(columns: readonly string[], used: Set<number>): (name: string) => number {
  const trimmed = columns.map((column) => column.trim());
  const exact = firstPlaces(trimmed);
  const lower = firstPlaces(trimmed.map((column) => column.toLowerCase()));
  return (name) => {
    const index = exact.get(name.trim()) ?? lower.get(name.trim().toLowerCase());
    if (index === undefined) {
      throw new AppError('invalid', 'import.missing_column', `The file has no column "${name}". ${trimmed.some(Boolean) ? `It has: ${trimmed.slice(0, 30).join(', ')}` : 'It has no header'}.`, { column: name });
    }
    used.add(index);
    return index;
  };
}

/** Where each text stands first: a map may name as many columns as the file has. */
function firstPlaces(texts: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, text] of texts.entries()) if (!places.has(text)) places.set(text, index);
  return places;
}

const KINDS = new Map<string, EventKind>(EVENT_KINDS.map((kind) => [kind, kind]));

function compileKind(kind: ImportMap['kind'], indexOf: (column: string) => number): CompiledImportMap['kindOf'] {
  if (typeof kind === 'string') return () => kind;
  const index = indexOf(kind.column);
  return (cells) => KINDS.get(cellAt(cells, index).toLowerCase()) ?? null;
}

function compileTimestamp(map: ImportMap, indexOf: (column: string) => number, workspaceZone: string): CompiledTimestamp | null {
  if (!map.timestamp) return null;
  const { column, timeColumn, format, zone } = map.timestamp;
  const date = indexOf(column);
  const time = timeColumn === undefined ? null : indexOf(timeColumn);
  return {
    column, format, parse: compileDateFormat(format, zone ?? workspaceZone),
    textOf: time === null ? (cells) => cellAt(cells, date) : (cells) => `${cellAt(cells, date)} ${cellAt(cells, time)}`.trim(),
  };
}

function compileEvent(map: ImportMap, indexOf: (column: string) => number): CompiledEvent | null {
  const { event } = map;
  if (!event) return null;
  const whenNegative = event.whenNegative ?? null;
  if ('constant' in event) return { nameOf: () => event.constant, whenNegative };
  const index = indexOf(event.column);
  const renamed = new Map(Object.entries(event.rename ?? {}));
  return {
    nameOf: (cells) => {
      const name = cellAt(cells, index);
      return renamed.get(name) ?? name;
    },
    whenNegative,
  };
}
