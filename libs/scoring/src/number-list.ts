/** A list of whole numbers or amounts that grows without a wrapper object per entry; a workspace has millions of them. */
export class NumberList {
  private values: Float64Array;
  length = 0;

  constructor(capacity = 1024) {
    this.values = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  at(position: number): number {
    return this.values[position]!;
  }
}
