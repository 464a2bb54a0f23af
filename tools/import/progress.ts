const BAR_WIDTH = 24;
const NUMBER = new Intl.NumberFormat('en-US');

/** A number as people read it: 541,909. */
export const figure = (value: number): string => NUMBER.format(Math.round(value));

/** Shows how far something is: one line that changes on a terminal, a line for every tenth elsewhere. */
export class Progress {
  private lastTenth = -1;
  private lastLabel = '';

  constructor(private readonly out: NodeJS.WriteStream) {}

  show(label: string, done: number, total: number | null): void {
    const share = total !== null && total > 0 ? Math.min(1, done / total) : null;
    const text = `${label.padEnd(10)} ${share === null ? '' : `${'█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '░')} ${String(Math.floor(share * 100)).padStart(3)} %  `}${figure(done)}${total === null ? '' : ` of ${figure(total)}`}`;
    if (this.out.isTTY) {
      this.out.write(`\r\u001b[K${text}`);
      return;
    }
    const tenth = share === null ? 0 : Math.floor(share * 10);
    if (label === this.lastLabel && tenth === this.lastTenth) return;
    this.lastLabel = label;
    this.lastTenth = tenth;
    this.out.write(`${text}\n`);
  }

  /** Ends the changing line, so that what follows stands below it. */
  end(): void {
    if (this.out.isTTY) this.out.write('\n');
  }
}
