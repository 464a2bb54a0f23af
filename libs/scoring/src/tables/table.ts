/** A column whose values are numbers; NaN where a cell is blank. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

/** A column whose values are words or codes; a blank cell is the value `''`. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly values: readonly string[];
}

export type TableColumn = NumberColumn | CategoryColumn;

/** A ready table: one row for each customer, and what came of him. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  readonly labels: Uint8Array;
}
