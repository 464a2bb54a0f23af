/** What a normaliser needs besides the body: all of it passed in, so that the same delivery always reads the same. */
export interface NormaliseOptions {
  /** When the delivery was received, by our clock. */
  readonly receivedAt: Date;
  /** A digest of a text as lower-case hex (sha-256), for ids of items that came without one. */
  readonly hash: (text: string) => string;
  /** Source of the items: the account of their vendor ids, unless a mapping names one. */
  readonly sourceId?: string;
  /** ISO 3166 code of phone numbers written without `+`. */
  readonly defaultCountry?: string;
}
