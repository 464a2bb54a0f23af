import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { dayFromIso, type DayNumber } from '@kelvin/kernel';
import { type DayRows, MetricIndex, type NamedDayRow, packDayRows } from '@kelvin/scoring';
import { parse } from 'csv-parse';

/** Real purchases, kept outside the repository and used for evaluation only. */
const DATA_FOLDER = new URL('../../shared/data/', import.meta.url);

export interface PurchaseSet {
  readonly metrics: MetricIndex;
  readonly customers: readonly PurchaseCustomer[];
}

export interface PurchaseCustomer {
  readonly rows: DayRows;
  /** Distinct days with an order, ascending. */
  readonly orderDays: readonly DayNumber[];
}

/** Where a data set lies, or null if this machine does not have it. */
export function findDataFile(path: string): string | null {
  const file = fileURLToPath(new URL(path, DATA_FOLDER));
  return existsSync(file) ? file : null;
}

/** CDNOW: one line per purchase, `id yyyymmdd quantity amount`. */
export function readCdnow(file: string): PurchaseSet {
  const rowsById = new Map<string, NamedDayRow[]>();
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [id, date, , amount] = line.trim().split(/\s+/);
    if (!id || !date) continue;
    const day = dayFromIso(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
    push(rowsById, id, { day, metric: 'order', n: 1, total: Number(amount) });
  }
  return pack(rowsById.values());
}

/** Online Retail: one line per article; invoices that begin with C give money back; lines without a customer are left out. */
export async function readOnlineRetail(file: string): Promise<PurchaseSet> {
  const byCustomer = new Map<string, Map<string, NamedDayRow>>();
  const lines = createReadStream(file).pipe(createGunzip()).pipe(parse({ from_line: 2, relax_column_count: true }));
  for await (const line of lines) {
    const [invoice, , , quantity, date, price, customer] = line as string[];
    if (!customer || !invoice) continue;
    const isRefund = invoice.startsWith('C');
    const invoices = byCustomer.get(customer) ?? new Map<string, NamedDayRow>();
    byCustomer.set(customer, invoices);
    const before = invoices.get(invoice);
    const total = Math.abs(Number(quantity)) * Number(price) + (before?.total ?? 0);
    invoices.set(invoice, { day: before?.day ?? dayFromIso(date!.slice(0, 10)), metric: isRefund ? 'refund' : 'order', n: 1, total });
  }
  return pack([...byCustomer.values()].map((invoices) => [...invoices.values()]));
}

function push(rowsById: Map<string, NamedDayRow[]>, id: string, row: NamedDayRow): void {
  const rows = rowsById.get(id);
  if (rows) rows.push(row);
  else rowsById.set(id, [row]);
}

function pack(lists: Iterable<NamedDayRow[]>): PurchaseSet {
  const metrics = new MetricIndex();
  const customers: PurchaseCustomer[] = [];
  for (const list of lists) {
    const days = new Set(list.filter((row) => row.metric === 'order').map((row) => row.day));
    customers.push({ rows: packDayRows(list, metrics), orderDays: [...days].sort((a, b) => a - b) });
  }
  return { metrics, customers };
}
