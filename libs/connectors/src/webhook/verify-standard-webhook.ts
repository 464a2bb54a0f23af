/** How far a signed timestamp may be from now, either way: an older delivery may be a recorded one played again. */
const WEBHOOK_TOLERANCE_MS = 5 * 60_000;

export interface StandardWebhookRequest {
  /** By lower-case name; the first value where a header came more than once. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they were received. */
  readonly body: Uint8Array;
}

export interface StandardWebhookKeys {
  /** `whsec_…` secrets that are valid now: one, or two while they are being rotated. */
  readonly secrets: readonly string[];
  readonly now: Date;
  readonly hmacSha256: (key: Uint8Array, message: Uint8Array) => Uint8Array;
  /** Compares two byte strings of equal length in constant time. */
  readonly timingSafeEqual: (one: Uint8Array, other: Uint8Array) => boolean;
}

export type WebhookVerdict =
  | { readonly ok: true; readonly webhookId: string; readonly sentAt: Date }
  | { readonly ok: false; readonly code: 'missing_header' | 'bad_timestamp' | 'outside_tolerance' | 'no_match' };

/**
 * Checks a Standard Webhooks signature (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`, any of the
 * space-separated `v1,…` signatures under any of the secrets. Other versions (`v1a`) are passed over.
 */
export function verifyStandardWebhook(request: StandardWebhookRequest, keys: StandardWebhookKeys): WebhookVerdict {
  const id = header(request, 'id');
  const timestamp = header(request, 'timestamp');
  const signature = header(request, 'signature');
  if (!id || !timestamp || !signature) return { ok: false, code: 'missing_header' };
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, code: 'bad_timestamp' };
  const sentAt = new Date(Number(timestamp) * 1000);
  if (Math.abs(keys.now.getTime() - sentAt.getTime()) > WEBHOOK_TOLERANCE_MS) return { ok: false, code: 'outside_tolerance' };
  const offered = signaturesOf(signature);
  const message = signedBytes(id, timestamp, request.body);
  let isMatch = false;
  for (const secret of keys.secrets) {
    const key = secretBytes(secret);
    if (key === null) continue;
    const expected = keys.hmacSha256(key, message);
    for (const candidate of offered) {
      if (candidate.length === expected.length && keys.timingSafeEqual(candidate, expected)) isMatch = true;
    }
  }
  return isMatch ? { ok: true, webhookId: id, sentAt } : { ok: false, code: 'no_match' };
}

/** Headers and signature of a message we send or, in tests, pretend to have been sent. */
export function signStandardWebhook(
  message: { readonly id: string; readonly sentAt: Date; readonly body: Uint8Array },
  secret: string,
  hmacSha256: StandardWebhookKeys['hmacSha256'],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const key = secretBytes(secret);
  if (key === null) throw new RangeError('A webhook secret is whsec_ and base64.');
  const timestamp = String(Math.floor(message.sentAt.getTime() / 1000));
  const signature = hmacSha256(key, signedBytes(message.id, timestamp, message.body));
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${toBase64(signature)}` };
}

/** The key inside a `whsec_` secret (its base64 decoded), null when it is none. */
function secretBytes(secret: string): Uint8Array | null {
  const bytes = fromBase64(secret.trim().replace(/^whsec_/, ''));
  return bytes !== null && bytes.length > 0 ? bytes : null;
}

function header({ headers }: StandardWebhookRequest, name: 'id' | 'timestamp' | 'signature'): string | undefined {
  // Svix, where the standard comes from, still sends its own prefix.
  const value = headers[`webhook-${name}`] ?? headers[`svix-${name}`];
  return typeof value === 'string' ? value : value?.[0];
}

function signaturesOf(signature: string): Uint8Array[] {
  return signature.split(' ').slice(0, 20).flatMap((entry) => {
    const bytes = entry.startsWith('v1,') ? fromBase64(entry.slice(3)) : null;
    return bytes === null ? [] : [bytes];
  });
}

function signedBytes(id: string, timestamp: string, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  return message;
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
