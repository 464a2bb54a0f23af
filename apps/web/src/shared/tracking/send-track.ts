import { ApiError } from '../api/api-error.ts';

export type TrackCall = { writeKey: string; event: string; userId: string; properties: Record<string, unknown> };

/** Address that a client posts to, whole: a source may name only its path. */
export function absoluteUrl(endpoint: string | null): string {
  return new URL(endpoint ?? '/v1', window.location.origin).href.replace(/\/$/, '');
}

/** Address of `track` calls, from the source's endpoint, which is the base of all calls or already this one. */
export function trackUrl(endpoint: string | null): string {
  const base = absoluteUrl(endpoint);
  return base.endsWith('/track') ? base : base.endsWith('/v1') ? `${base}/track` : `${base}/v1/track`;
}

/**
 * Sends one event as a client's own code would: with the write key and without the reader's session. It goes to the
 * host the page came from, because the page's security policy allows no other.
 */
export async function sendTrack({ writeKey, event, userId, properties }: TrackCall): Promise<void> {
  let response: Response;
  try {
    response = await fetch(trackUrl(null), {
      method: 'POST', credentials: 'omit',
      headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'track', event, userId, properties }),
    });
  } catch (error) {
    throw new ApiError(0, 'network.unreachable', error instanceof Error ? error.message : String(error));
  }
  if (response.ok) return;
  const body = (await response.json().catch(() => null)) as { error?: { code?: string; message?: string } } | null;
  throw new ApiError(response.status, body?.error?.code ?? `http.${response.status}`, body?.error?.message ?? response.statusText);
}
