import type { ErrorResponse } from '@kelvin/contracts';
import { ApiError } from './api-error.ts';

type QueryValue = string | number | boolean | null | undefined;
export type ApiQuery = Readonly<Record<string, QueryValue>>;
type Options = { query?: ApiQuery; signal?: AbortSignal };

let csrfToken = '';
/** Keeps the token of the session; writes carry it, so that another site cannot make them. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}
/** The token, for uploads that do not go through `api`. */
export function getCsrfToken(): string {
  return csrfToken;
}

/** A path with its query; values that are null, undefined or empty are left out. */
export function withQuery(path: string, query: ApiQuery = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function toApiError(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as ErrorResponse | null;
  const error = body?.error;
  return new ApiError(response.status, error?.code ?? `http.${response.status}`, error?.message ?? response.statusText, error?.requestId ?? response.headers.get('x-request-id'), error?.fields ?? {}, error?.values ?? {});
}

async function call<Answer>(method: string, path: string, body: unknown, { query, signal }: Options = {}): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken;
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(withQuery(path, query), {
      method, headers, credentials: 'same-origin', ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'network.unreachable', error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) throw await toApiError(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as Answer;
}

/** Calls of the product's own API. Failures are always an ApiError, a cancelled call an AbortError. */
export const api = {
  get: <Answer>(path: string, options?: Options) => call<Answer>('GET', path, undefined, options),
  post: <Answer>(path: string, body?: unknown, options?: Options) => call<Answer>('POST', path, body, options),
  put: <Answer>(path: string, body?: unknown, options?: Options) => call<Answer>('PUT', path, body, options),
  patch: <Answer>(path: string, body?: unknown, options?: Options) => call<Answer>('PATCH', path, body, options),
  delete: <Answer>(path: string, options?: Options) => call<Answer>('DELETE', path, undefined, options),
};
