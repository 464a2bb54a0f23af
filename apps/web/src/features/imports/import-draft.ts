import { importFormatSchema, importMapSchema, type ImportField, type ImportMap } from '@kelvin/contracts';

/** A map being written: the shape of a map, which may not be complete yet. */
export type MapDraft = ImportMap;

/** A draft from what the server guessed or kept; parts that are missing get their defaults. */
export function toDraft(map: unknown): MapDraft {
  const given = (map ?? {}) as Partial<ImportMap>;
  return { kind: 'track', timestamp: null, properties: {}, traits: {}, rest: 'ignore', ...given, format: importFormatSchema.parse(given.format ?? {}) };
}

/** The finished map, or the parts that still lack something, by their first name (`userId`, `timestamp`, …). */
export function checkDraft(draft: MapDraft): { map: ImportMap; problems: [] } | { map: null; problems: string[] } {
  const parsed = importMapSchema.safeParse(draft);
  if (parsed.success) return { map: parsed.data, problems: [] };
  return { map: null, problems: [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))] };
}

export function columnOf(field: ImportField | undefined): string | null {
  if (field === undefined) return null;
  if (typeof field === 'string') return field;
  return 'column' in field ? field.column : null;
}

/** Columns that the main parts of the map use; the others may still be kept as properties or attributes. */
export function usedColumns(draft: MapDraft): ReadonlySet<string> {
  const { userId, vendorId, anonymousId, email, phone, messageId, orderId, currency, timestamp, event, amount, kind } = draft;
  const fields = [userId, vendorId, anonymousId, email, phone, messageId, orderId, currency].map(columnOf);
  const amounts = amount === undefined ? [] : typeof amount === 'string' ? [amount] : amount.product;
  const others = [timestamp?.column, timestamp?.timeColumn, event && 'column' in event ? event.column : null, typeof kind === 'string' ? null : kind.column];
  return new Set([...fields, ...amounts, ...others].filter((name): name is string => Boolean(name)));
}

export type Place = 'none' | 'property' | 'trait';
export type KeptColumn = { place: Place; name: string; field: ImportField | undefined };

/** Where a column is kept, and under which name. */
export function keptColumn(draft: MapDraft, column: string): KeptColumn {
  for (const [place, fields] of [['property', draft.properties], ['trait', draft.traits]] as const) {
    const found = Object.entries(fields).find(([, field]) => columnOf(field) === column);
    if (found) return { place, name: found[0], field: found[1] };
  }
  return { place: 'none', name: column, field: undefined };
}

/** The draft with a column kept elsewhere or otherwise. */
export function keepColumn(draft: MapDraft, column: string, { place, name, field }: KeptColumn): MapDraft {
  const without = (fields: Record<string, ImportField>) => Object.fromEntries(Object.entries(fields).filter(([, one]) => columnOf(one) !== column));
  const properties = without(draft.properties), traits = without(draft.traits);
  const kept = field ?? column;
  if (place === 'property') properties[name || column] = kept;
  if (place === 'trait') traits[name || column] = kept;
  return { ...draft, properties, traits };
}

/** A copy of the draft with a part set, or without it when the value is undefined. */
export function withPart<Key extends keyof MapDraft>(draft: MapDraft, key: Key, value: MapDraft[Key] | undefined): MapDraft {
  const next = { ...draft, [key]: value };
  if (value === undefined) delete next[key];
  return next as MapDraft;
}
