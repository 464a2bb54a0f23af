/** What kind of trouble an expected failure is; the HTTP filter maps it to a status, the job runner to a retry. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'too-large' | 'too-many' | 'unavailable';

/**
 * An expected failure. `code` is stable (`area.what_happened`) and safe to show; `message` is a sentence
 * that says what to do. `context` holds ids and counts for the log, never bodies or addresses.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly context: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
  /** True when the same call may succeed later without anybody changing anything. */
  get isRetryable(): boolean {
    return this.kind === 'unavailable' || this.kind === 'too-many';
  }
}
