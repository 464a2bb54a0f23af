/** A failed call. `code` is the server's stable code, or `network.unreachable` when no answer came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | null = null,
    /** What is wrong with single fields of a form, by field name. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** What its sentence says of numbers and names, to be told in another language. */
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
  }
  /** True when the same call may succeed later: no answer, too many calls, or trouble of the server's own. */
  get isRetryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
