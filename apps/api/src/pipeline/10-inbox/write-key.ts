type Fields = Readonly<Record<string, unknown>>;

/** The user of Basic authentication, which clients set to the write key; some leave the colon out. Null when there is none. */
export function basicUser(authorization: string | undefined): string | null {
  const match = /^basic\s+([\w+/=-]+)\s*$/i.exec(authorization ?? '');
  if (!match) return null;
  const pair = Buffer.from(match[1]!, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return textOrNull(colon < 0 ? pair : pair.slice(0, colon));
}

/** The key inside a Segment body. */
export function segmentKey(body: unknown): string | null {
  return textOrNull(fieldsOf(body)['writeKey']);
}

/** The key inside a PostHog body: of the batch, else of its first event. */
export function posthogKey(body: unknown): string | null {
  const fields = fieldsOf(Array.isArray(body) ? (body as unknown[])[0] : body);
  const properties = fieldsOf(fields['properties']);
  return textOrNull(fields['api_key']) ?? textOrNull(fields['token']) ?? textOrNull(fields['$token']) ?? textOrNull(properties['token']);
}

/** A key in the query, under any of the names clients use. */
export function queryKey(query: unknown): string | null {
  const fields = fieldsOf(query);
  return textOrNull(fields['writeKey']) ?? textOrNull(fields['write_key']) ?? textOrNull(fields['api_key']) ?? textOrNull(fields['token']);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
