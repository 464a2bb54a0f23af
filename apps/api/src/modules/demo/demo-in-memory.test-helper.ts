import { isPricePage, normaliseSegment, PRICE_PAGE_NAME } from '@kelvin/connectors';
import type { CanonicalEvent } from '@kelvin/contracts';
import { DEMO_MEANINGS, generateDemo, type DemoMessage } from '@kelvin/demo';
import { currencyRates, dayOfZone, type DayNumber } from '@kelvin/kernel';
import { facetsOf, metricsOf, movesOf, noiseOf, sectionOf, type PageView } from '@kelvin/profile';
import { CATEGORIES, MetricIndex, packDayRows, type CategoryFact, type DayRows, type LearningCustomer } from '@kelvin/scoring';
import { DEMO_TIME_ZONE } from './demo-workspace.ts';

/** A customer of the demo as the product would know him, told by his first account. */
export interface DemoCustomer extends Omit<LearningCustomer, 'comesTrue'> {
  readonly userId: string;
  readonly rows: DayRows;
}

export interface DemoInMemory {
  readonly metrics: MetricIndex;
  readonly customers: readonly DemoCustomer[];
  readonly today: DayNumber;
}

/** Before the browser's id, in the key of a profile without an account. */
const ANONYMOUS = 'anonymous ';
const DEMO_RATES = currencyRates('USD', {});

interface Account {
  readonly days: Map<string, { day: DayNumber; metric: string; n: number; total: number }>;
  readonly pages: PageView[];
  readonly categories: Map<string, CategoryFact>;
  sentAtMs: number | null;
}

/**
 * Lives the demo's year and counts it by day as stages 20 to 40 do, without a database: a customer for each person, with
 * all of his accounts and browsers. Visitors are left out, and what the family and the shared mailboxes do to identities.
 *
 * @param firstAccountOf the account that a second one belongs to
 */
export function countDemoInMemory(options: { seed: number; nowMs: number }, firstAccountOf: ReadonlyMap<string, string>): DemoInMemory {
  const demo = generateDemo({ ...options, timeZone: DEMO_TIME_ZONE });
  const dayOf = dayOfZone(DEMO_TIME_ZONE);
  const accounts = new Map<string, Account>();
  const seen = new Set<string>();
  const userOf = new Map<string, string>();
  for (const day of demo.days('oldest-first')) {
    const batch = demo.messagesOfDay(day).filter(({ sourceKey, message: { messageId } }) => {
      const isNew = !seen.has(`${sourceKey} ${messageId}`);
      seen.add(`${sourceKey} ${messageId}`);
      return isNew;
    });
    for (const { message: { userId, anonymousId } } of batch) if (userId !== undefined && anonymousId !== undefined && !userOf.has(anonymousId)) userOf.set(anonymousId, userId);
    const items = normaliseSegment({ batch: batch.map(({ message }) => message) }, { route: 'v1/batch', receivedAt: new Date(options.nowMs), hash: (text) => text });
    items.forEach((item, at) => {
      if (item.status === 'ok') count(accountOf(accounts, batch[at]!.message), item.event, dayOf(item.event.occurredAt.getTime()));
    });
  }
  const ownerOf = (account: string): string | undefined => {
    const userId = account.startsWith(ANONYMOUS) ? userOf.get(account.slice(ANONYMOUS.length)) : account;
    return userId === undefined ? undefined : firstAccountOf.get(userId) ?? userId;
  };
  return { ...collect(accounts, ownerOf, dayOf), today: demo.lastDay };
}

function accountOf(accounts: Map<string, Account>, { userId, anonymousId }: DemoMessage): Account {
  const key = userId ?? `${ANONYMOUS}${anonymousId}`;
  let account = accounts.get(key);
  if (!account) accounts.set(key, (account = { days: new Map(), pages: [], categories: new Map(), sentAtMs: null }));
  return account;
}

function count(account: Account, event: CanonicalEvent, day: DayNumber): void {
  for (const { kind, value } of facetsOf(event)) {
    const of = CATEGORIES.find((each) => each === kind);
    if (of && !account.categories.has(`${of}/${value}`)) account.categories.set(`${of}/${value}`, { of, value, firstDay: day });
  }
  if (event.kind === 'identify' || event.kind === 'group') return;
  const name = event.kind !== 'page' ? event.name : isPricePage(event.properties) ? PRICE_PAGE_NAME : 'page';
  const meaning = DEMO_MEANINGS[name] ?? null;
  if (noiseOf(event, meaning, account.sentAtMs) !== null) return;
  const atMs = event.occurredAt.getTime();
  if (meaning === 'email_sent') account.sentAtMs = atMs;
  for (const { metric, total } of metricsOf(meaning, event, DEMO_RATES)) add(account, day, metric, total);
  const section = sectionOf(event);
  if (section === null) return;
  add(account, day, `section:${section}`, 0);
  account.pages.push({ atMs, section });
}

function add({ days }: Account, day: DayNumber, metric: string, total: number): void {
  const key = `${day}/${metric}`;
  const row = days.get(key);
  if (row) Object.assign(row, { n: row.n + 1, total: row.total + total });
  else days.set(key, { day, metric, n: 1, total });
}

function collect(accounts: ReadonlyMap<string, Account>, ownerOf: (account: string) => string | undefined, dayOf: (ms: number) => DayNumber): Pick<DemoInMemory, 'metrics' | 'customers'> {
  const metrics = new MetricIndex();
  const ownersAccounts = new Map<string, Account[]>();
  for (const [key, account] of accounts) {
    const owner = ownerOf(key);
    if (owner === undefined) continue;
    for (const { move, atMs } of movesOf(account.pages)) add(account, dayOf(atMs), `move:${move}`, 0);
    ownersAccounts.set(owner, [...ownersAccounts.get(owner) ?? [], account]);
  }
  const customers = [...ownersAccounts].map(([userId, own]): DemoCustomer => ({
    userId, rows: packDayRows(own.flatMap(({ days }) => [...days.values()]), metrics), categories: own.flatMap(({ categories }) => [...categories.values()]),
  }));
  return { metrics, customers };
}
