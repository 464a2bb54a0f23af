import type { PageView } from '@kelvin/profile';

/** Numbers of one page: moment, section. */
const WIDTH = 2;
const FIRST_PAGES = 4;

/** Pages of one profile while a file is read, in the order of the file: sixteen bytes each. */
export class PageTrail {
  private cells = new Float64Array(WIDTH * FIRST_PAGES);
  private used = 0;

  add(atMs: number, section: number): void {
    if (this.used * WIDTH === this.cells.length) {
      const larger = new Float64Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells.set([atMs, section], this.used * WIDTH);
    this.used += 1;
  }

  /** `nameOf`: the section that a number stands for. */
  list(nameOf: (section: number) => string): PageView[] {
    return Array.from({ length: this.used }, (_unused, page) => ({ atMs: this.cells[page * WIDTH]!, section: nameOf(this.cells[page * WIDTH + 1]!) }));
  }
}
