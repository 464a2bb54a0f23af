import type { PageView } from '@kelvin/profile';

/** Numbers of one page: moment, section, profile. */
const WIDTH = 3;
const FIRST_PAGES = 2;

/** Pages of somebody while a file is read, in the order of the file: as numbers in one array, as his daily counts are. */
export class PageTrail {
  private cells = new Float64Array(WIDTH * FIRST_PAGES);
  private used = 0;

  get length(): number {
    return this.used;
  }

  add(atMs: number, section: number, profile: number): void {
    if (this.used * WIDTH === this.cells.length) {
      const larger = new Float64Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells.set([atMs, section, profile], this.used * WIDTH);
    this.used += 1;
  }

  /** By profile. `nameOf`: the section that a number stands for. */
  list(nameOf: (section: number) => string): PageView[][] {
    const byProfile = new Map<number, PageView[]>();
    for (let at = 0; at < this.used * WIDTH; at += WIDTH) {
      const page = { atMs: this.cells[at]!, section: nameOf(this.cells[at + 1]!) };
      const pages = byProfile.get(this.cells[at + 2]!);
      if (pages) pages.push(page);
      else byProfile.set(this.cells[at + 2]!, [page]);
    }
    return [...byProfile.values()];
  }
}
