/** What was packed of a profile's past, as one row of the database held it. */
export interface KnownPast {
  /** Which version of the row this is; another version has another one. */
  readonly version: string;
  readonly packed: Buffer;
}

/** Some eight million days of customers, at four bytes each. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Packed pasts that this process read before. Those who come often are scored again with every drain, and their past is
 * the long part that did not change: told which versions are known, the database sends only the others. A profile's id is
 * never another workspace's, and a version never changes, so nothing here can be wrong; what was not asked for longest goes
 * first.
 */
export class KnownPasts {
  private readonly byProfile = new Map<string, KnownPast>();
  private readonly profilesOf = new Map<string, readonly string[]>();
  private bytes = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  /** What is known of these customers' profiles, by profile. It stays as it is while others keep and drop. */
  of(customerIds: readonly string[]): ReadonlyMap<string, KnownPast> {
    const found = new Map<string, KnownPast>();
    for (const customerId of customerIds) {
      for (const profileId of this.profilesOf.get(customerId) ?? []) {
        const known = this.byProfile.get(profileId);
        if (known) found.set(profileId, known);
      }
    }
    return found;
  }

  /** Keeps what was used now, with the customer it was used for. */
  keep(customerId: string, pasts: readonly (KnownPast & { readonly profileId: string })[]): void {
    this.profilesOf.delete(customerId);
    for (const { profileId, version, packed } of pasts) {
      this.drop(profileId);
      this.byProfile.set(profileId, { version, packed: ownBytes(packed) });
      this.bytes += packed.length;
    }
    if (pasts.length > 0) this.profilesOf.set(customerId, pasts.map(({ profileId }) => profileId));
    while (this.bytes > this.mostBytes) this.drop(this.byProfile.keys().next().value!);
    // Their customers are forgotten with them, or ids would gather for ever.
    while (this.profilesOf.size > this.byProfile.size) this.profilesOf.delete(this.profilesOf.keys().next().value!);
  }

  private drop(profileId: string): void {
    const known = this.byProfile.get(profileId);
    if (!known) return;
    this.byProfile.delete(profileId);
    this.bytes -= known.packed.length;
  }
}

/** Small buffers share pages of eight kilobytes: one that is kept would keep all of its page, which no limit counts. */
function ownBytes(packed: Buffer): Buffer {
  return packed.buffer.byteLength === packed.length ? packed : Buffer.from(new Uint8Array(packed).buffer);
}
