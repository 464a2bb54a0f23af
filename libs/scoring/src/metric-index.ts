/**
 * Interned metric keys: rows carry small integers, the names live here once per workspace.
 * Ids count from 0 in the order of first use and never change; a workspace may also bring its own
 * dictionary (`fromNames`) so that ids equal those of a table.
 */
export class MetricIndex {
  private readonly idByName = new Map<string, number>();
  private readonly nameById: string[] = [];

  /** An index in which `names[i]` has id i. Holes (undefined) are allowed, for dictionaries whose ids have gaps. */
  static fromNames(names: readonly (string | undefined)[]): MetricIndex {
    const index = new MetricIndex();
    names.forEach((name, id) => {
      index.nameById[id] = name ?? '';
      if (name !== undefined) index.idByName.set(name, id);
    });
    return index;
  }

  /** The id of a metric, given out on first sight. */
  intern(name: string): number {
    let id = this.idByName.get(name);
    if (id === undefined) {
      id = this.nameById.length;
      this.nameById.push(name);
      this.idByName.set(name, id);
    }
    return id;
  }

  /** The name of an id; an empty string for a hole or an id nobody interned. */
  nameOf(id: number): string {
    return this.nameById[id] ?? '';
  }

  get size(): number {
    return this.nameById.length;
  }
}
