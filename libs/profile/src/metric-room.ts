/**
 * How many metrics of a family (the word before the first colon) a workspace may have. Each family has room of its own, so
 * that a site with thousands of sections leaves features theirs. Families that are not listed, and meanings, are as many as
 * the code knows.
 */
const ROOM: ReadonlyMap<string, number> = new Map([['feature', 465], ['section', 60], ['move', 150], ['deal', 60]]);

/** Gives metrics room in their families, first come, first served. */
export class MetricRoom {
  private readonly taken = new Map<string, number>();

  /** `known`: metrics that are there already, each once; they stay, however many they are. */
  constructor(known: Iterable<string> = []) {
    for (const metric of known) this.note(familyOf(metric));
  }

  /** Takes room for a metric that has none yet; false where its family has no more, and then it is not to be counted. */
  take(metric: string): boolean {
    const family = familyOf(metric);
    if ((this.taken.get(family) ?? 0) >= (ROOM.get(family) ?? Infinity)) return false;
    this.note(family);
    return true;
  }

  private note(family: string): void {
    this.taken.set(family, (this.taken.get(family) ?? 0) + 1);
  }
}

function familyOf(metric: string): string {
  return metric.slice(0, Math.max(0, metric.indexOf(':')));
}
