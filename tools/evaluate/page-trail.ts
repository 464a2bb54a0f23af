import type { PageView } from '@kelvin/profile';

/** Numbers of one page: moment, section, profile. */
const WIDTH = 3;

/** Pages of somebody while a file is read, in the order of the file: as numbers in one array, as his daily counts are. */
export class PageTrail {
  private readonly cells: number[] = [];

  get length(): number {
    return this.cells.length / WIDTH;
  }

  add(atMs: number, section: number, profile: number): void {
    this.cells.push(atMs, section, profile);
  }

  /** By profile. `nameOf`: the section that a number stands for. */
  list(nameOf: (section: number) => string): PageView[][] {
    const byProfile = new Map<number, PageView[]>();
    for (let at = 0; at < this.cells.length; at += WIDTH) {
      const page = { atMs: this.cells[at]!, section: nameOf(this.cells[at + 1]!) };
      const pages = byProfile.get(this.cells[at + 2]!);
      if (pages) pages.push(page);
      else byProfile.set(this.cells[at + 2]!, [page]);
    }
    return [...byProfile.values()];
  }
}
