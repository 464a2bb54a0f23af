import { rowsUntil } from '../day-rows.ts';
import { takeRows, takeValues } from '../engines/matrix-rows.ts';
import type { LabelledMatrix } from '../engines/model.ts';
import type { CompiledFeatures } from '../features/compute-features.ts';
import { FEATURE_LOOKBACK_DAYS } from '../features/tracks.ts';
import type { CompiledRules } from '../rules/compile-rules.ts';
import { categoriesAt, type LearningCustomer } from './learning-customer.ts';
import { pointsOnDays } from './points-on-days.ts';

/** Customers as they were on some days, with what came after. */
export interface Snapshots extends LabelledMatrix {
  /** The customer of each row, by place in the list it was made from. */
  readonly customers: Int32Array;
  readonly days: Int32Array;
  /** The rule score on that day, 0–100. */
  readonly points: Float64Array;
}

export interface SnapshotMaker {
  readonly customers: readonly LearningCustomer[];
  readonly features: CompiledFeatures;
  /** Within which the outcome is to come. */
  readonly horizonDays: number;
  readonly rules: CompiledRules;
  /** More rows than this are thinned out, customer by customer, the same ones every time. */
  readonly mostRows: number;
  /** Rows that were made before by a maker with the same customers, features, horizon and rules: whoever is in them as of a day is not made again. */
  readonly made?: readonly Snapshots[];
  readonly onProgress?: (share: number) => void;
}

/** Rows between two reports of progress. */
const REPORT_EVERY = 2_000;

/** One row for every customer and day on which he was known already: whoever had done anything within the look-back. */
export function makeSnapshots(days: readonly number[], maker: SnapshotMaker): Snapshots {
  const places = listPlaces(days, maker);
  const rows = places.length;
  const columns = maker.features.names.map(() => new Float64Array(rows));
  const snapshots: Snapshots = {
    rows, names: maker.features.names, columns, labels: new Uint8Array(rows),
    customers: new Int32Array(rows), days: new Int32Array(rows), points: new Float64Array(rows),
  };
  const unscored: number[] = [];
  const findMade = finderOf(maker.made ?? []);
  places.forEach(({ customer, day }, row) => {
    if (row % REPORT_EVERY === 0) maker.onProgress?.(row / rows);
    if (findMade(customer, day, (of, at) => copyRow(of, at, snapshots, row))) return;
    const known = maker.customers[customer]!;
    maker.features.writeVector({ rows: known.rows, asOfDay: day, categories: categoriesAt(known.categories, day) }, columns, row);
    snapshots.labels[row] = known.comesTrue(day, maker.horizonDays) ? 1 : 0;
    snapshots.customers[row] = customer;
    snapshots.days[row] = day;
    unscored.push(row);
  });
  fillPoints(snapshots, unscored, maker);
  return snapshots;
}

/** Customer by customer, because one walk over what he did tells all of his days. */
function fillPoints({ customers: ofRows, days, points }: Snapshots, rows: readonly number[], { customers, rules }: SnapshotMaker): void {
  rules.refresh();
  const byCustomer = new Map<number, number[]>();
  for (const row of rows) {
    const known = byCustomer.get(ofRows[row]!);
    if (known) known.push(row);
    else byCustomer.set(ofRows[row]!, [row]);
  }
  for (const [customer, ofCustomer] of byCustomer) {
    ofCustomer.sort((a, b) => days[a]! - days[b]!);
    pointsOnDays(rules, customers[customer]!.rows, ofCustomer.map((row) => days[row]!)).forEach((value, at) => { points[ofCustomer[at]!] = value; });
  }
}

/** Hands over where the row of a customer as of a day is, if it is anywhere. */
function finderOf(made: readonly Snapshots[]): (customer: number, day: number, take: (of: Snapshots, row: number) => void) => boolean {
  const byDay = new Map<number, { readonly of: Snapshots; readonly rows: Map<number, number> }>();
  for (const of of made) {
    of.days.forEach((day, row) => {
      let known = byDay.get(day);
      if (!known) byDay.set(day, (known = { of, rows: new Map() }));
      if (known.of === of) known.rows.set(of.customers[row]!, row);
    });
  }
  return (customer, day, take) => {
    const known = byDay.get(day);
    const row = known?.rows.get(customer);
    if (!known || row === undefined) return false;
    take(known.of, row);
    return true;
  };
}

function copyRow(from: Snapshots, row: number, to: Snapshots, at: number): void {
  for (let column = 0; column < to.columns.length; column++) to.columns[column]![at] = from.columns[column]![row]!;
  to.labels[at] = from.labels[row]!;
  to.customers[at] = from.customers[row]!;
  to.days[at] = from.days[row]!;
  to.points[at] = from.points[row]!;
}

function listPlaces(days: readonly number[], { customers, mostRows }: SnapshotMaker): { customer: number; day: number }[] {
  const places: { customer: number; day: number }[] = [];
  for (const day of days) {
    customers.forEach(({ rows }, customer) => {
      const until = rowsUntil(rows, day);
      if (until > 0 && rows.days[until - 1]! >= day - FEATURE_LOOKBACK_DAYS) places.push({ customer, day });
    });
  }
  if (places.length <= mostRows) return places;
  const kept = mostRows / places.length;
  return places.filter(({ customer }) => shareOf(customer) < kept);
}

/** An even number in [0, 1) that belongs to a customer (Knuth's multiplicative hash): the same customers stay, whatever the days. */
function shareOf(customer: number): number {
  return (Math.imul(customer + 1, 2_654_435_761) >>> 0) / 4_294_967_296;
}

/** The rows of some snapshots only. */
export function snapshotsOfDays(snapshots: Snapshots, days: readonly number[]): Snapshots {
  const wanted = new Set(days);
  const rows = Int32Array.from(snapshots.days.keys()).filter((row) => wanted.has(snapshots.days[row]!));
  return {
    ...takeRows(snapshots, rows), customers: rows.map((row) => snapshots.customers[row]!), days: rows.map((row) => snapshots.days[row]!), points: takeValues(snapshots.points, rows),
  };
}

/** Snapshots of the same customers and features one after another. */
export function joinSnapshots(...parts: readonly Snapshots[]): Snapshots {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const names = parts[0]?.names ?? [];
  const joined: Snapshots = {
    rows, names, columns: names.map(() => new Float64Array(rows)), labels: new Uint8Array(rows),
    customers: new Int32Array(rows), days: new Int32Array(rows), points: new Float64Array(rows),
  };
  let at = 0;
  for (const part of parts) {
    part.columns.forEach((column, feature) => joined.columns[feature]!.set(column, at));
    (joined.labels as Uint8Array).set(part.labels, at);
    joined.customers.set(part.customers, at);
    joined.days.set(part.days, at);
    joined.points.set(part.points, at);
    at += part.rows;
  }
  return joined;
}
