/** Customers that a model is learned from; more teach it little and take memory. */
export const MOST_CUSTOMERS = 60_000;
/** Rows of snapshots held at once, some hundred bytes per ten features each. */
export const MOST_ROWS = 80_000;
/** Daily rows that are held at once; twenty-one bytes each, and as much again while they are read. */
export const MOST_DAY_ROWS = 5_000_000;
