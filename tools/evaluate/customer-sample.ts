/** What of a file is held at once. */
export interface SampleLimits {
  readonly customers: number;
  /** Rows of one customer, day and metric. */
  readonly dayRows: number;
}

/** How far above its limits a sample may grow until it is thinned out, so that this is seldom. */
const SLACK = 1.25;

/**
 * People of a file by their identifiers: everybody, or where they are too many, those whose identifiers hash lowest. Whoever
 * is left out once stays out, so everybody who is in is in with all that he did, whatever the order of the lines; and how
 * much is held does not grow with the file.
 */
export class CustomerSample<Person extends { readonly size: number }> {
  private readonly held = new Map<string, { readonly person: Person; readonly place: number }>();
  private dayRows = 0;
  /** Only identifiers that hash below this are held, 0–1. */
  private below = 1;

  constructor(private readonly limits: SampleLimits, private readonly create: () => Person) {}

  /** Lets something be noted of somebody; does nothing where he is not of the sample. */
  note(key: string, work: (person: Person) => void): void {
    let known = this.held.get(key);
    if (!known) {
      const place = placeOf(key);
      if (place >= this.below) return;
      this.held.set(key, (known = { person: this.create(), place }));
    }
    const before = known.person.size;
    work(known.person);
    this.dayRows += known.person.size - before;
    if (this.held.size > SLACK * this.limits.customers || this.dayRows > SLACK * this.limits.dayRows) this.thinOut();
  }

  /** The sample in the order of the file, for whom it is to keep, and how many people it stands for: an estimate where some were left out. */
  finish(): { readonly people: Map<string, Person>; readonly ofCustomers: number } {
    this.thinOut();
    const ofCustomers = Math.round(this.held.size / this.below);
    const people = new Map<string, Person>();
    for (const [key, { person }] of this.held) people.set(key, person);
    this.held.clear();
    return { people, ofCustomers };
  }

  private thinOut(): void {
    if (this.held.size <= this.limits.customers && this.dayRows <= this.limits.dayRows) return;
    let [kept, dayRows] = [0, 0];
    for (const { person, place } of [...this.held.values()].sort((a, b) => a.place - b.place)) {
      if (kept > 0 && (kept === this.limits.customers || dayRows + person.size > this.limits.dayRows)) {
        this.below = place;
        break;
      }
      kept += 1;
      dayRows += person.size;
    }
    for (const [key, { person, place }] of this.held) {
      if (place < this.below) continue;
      this.held.delete(key);
      this.dayRows -= person.size;
    }
  }
}

/** An even number in [0, 1) that belongs to a text: FNV-1a, its bits mixed once more as MurmurHash3 ends, since the first ones of like texts are alike. */
function placeOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
