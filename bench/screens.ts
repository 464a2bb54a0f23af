import type { Customer, CustomerEvents, CustomerHistory, CustomerList, LiveEvents, Overview } from '@kelvin/contracts';
import { parseArgs } from 'node:util';
import { startBench } from './bench-run.ts';
import { fillScreens } from './fill-screens.ts';
import { metric, report } from './report.ts';

// `npm run bench:screens [-- --small] [--json FILE]`: how long the screens' questions take over HTTP, signed in, one after
// another, in a workspace of 200,000 customers and 5 million events (--small: a tenth). A screen is as slow as its slowest
// question, so each figure is the worst p95 of its cases.
const { values } = parseArgs({ options: { small: { type: 'boolean', default: false }, requests: { type: 'string', default: '100' }, json: { type: 'string' } } });
const size = values.small ? { customers: 20_000, events: 500_000 } : { customers: 200_000, events: 5_000_000 };
const requests = Number(values.requests);
const WARM_UP = 5;
const FLOOR_MS = 250;
const GOAL_MS = 100;

interface Case {
  readonly screen: 'list' | 'overview' | 'customer' | 'events';
  readonly name: string;
  /** Path below the workspace for the nth request, so that no cache answers for the database. */
  path(n: number): string;
  /** Fails when the answer is not what the screen would show. */
  check(body: unknown): void;
}

const run = await startBench('api');
const owner = await run.installation.connect();
try {
  const filled = await fillScreens(owner, run.account, size, new Date());
  console.log(`${filled.customers} customers, ${filled.events} events, ${filled.past} scores of the past`);
  const measured: { screen: string; question: string; p50: number; p95: number; max: number }[] = [];
  for (const one of [...listCases(), ...otherCases(filled.customerIds)]) {
    const took = await time(one);
    measured.push({ screen: one.screen, question: one.name, p50: quantile(took, 0.5), p95: quantile(took, 0.95), max: quantile(took, 1) });
    console.log(`${one.screen} ${one.name}: p95 ${measured.at(-1)!.p95} ms`);
  }
  console.table(measured);
  const worst = (screen: Case['screen']): number => Math.max(...measured.filter((row) => row.screen === screen).map((row) => row.p95));
  process.exitCode = report([
    metric('screens.list.p95.ms', worst('list'), FLOOR_MS, GOAL_MS, 'lower'),
    metric('screens.overview.p95.ms', worst('overview'), FLOOR_MS, GOAL_MS, 'lower'),
    metric('screens.customer.p95.ms', worst('customer'), FLOOR_MS, GOAL_MS, 'lower'),
    metric('screens.events.p95.ms', worst('events'), FLOOR_MS, GOAL_MS, 'lower'),
  ], null, values.json);
} finally {
  await owner.end();
  await run.stop();
}

function listCases(): Case[] {
  const list = (name: string, query: (n: number) => string, mayBeEmpty = false): Case => ({
    screen: 'list', name, path: (n) => `customers?${query(n)}`,
    check: (body) => { if ((body as CustomerList).total === 0 && !mayBeEmpty) throw new Error(`The list "${name}" is empty.`); },
  });
  const words = ['anna', 'мари', 'nov', 'user1', 'петров', 'user123', 'felix k', 'соколов'];
  return [
    list('by value at risk', () => 'limit=200'),
    list('by score', () => 'sort=score&limit=200'),
    list('by value, ascending', () => 'sort=value&direction=asc&limit=200'),
    list('by last seen', () => 'sort=last_seen&limit=200'),
    list('by name', () => 'sort=name&direction=asc&limit=200'),
    list('any window, by score', (n) => `sort=score&limit=200&offset=${Math.floor((n * size.customers) / (requests + WARM_UP) / 1.1)}`),
    list('at risk, by value at risk', () => 'band=at_risk&limit=200'),
    list('cold, by value', (n) => `band=cold&sort=value&limit=200&offset=${n * 200}`),
    list('warm, by last seen', (n) => `band=warm&sort=last_seen&limit=200&offset=${n * 200}`),
    list('scores 40 to 60, by name', (n) => `minScore=40&maxScore=60&sort=name&limit=200&offset=${n * 20}`),
    list('moved from hot to warm', (n) => `movedFrom=hot&movedTo=warm&movedDays=90&limit=200&offset=${n}`, true),
    list('search', (n) => `q=${encodeURIComponent(words[n % words.length]!)}&limit=50`),
    list('search for what everybody has', () => 'q=com&limit=50'),
    list('visitors', () => 'who=visitors&sort=last_seen&limit=200'),
  ];
}

function otherCases(customerIds: readonly string[]): Case[] {
  const customer = (name: string, rest: string, check: (body: never) => boolean): Case => ({
    screen: 'customer', name, path: (n) => `customers/${customerIds[n % customerIds.length]!}${rest}`,
    check: (body) => { if (!check(body as never)) throw new Error(`The customer's ${name} is empty.`); },
  });
  const overview = (days: number): Case => ({
    screen: 'overview', name: `${days} days`, path: () => `overview?days=${days}`,
    check: (body) => { if ((body as Overview).tiles.scored.value < size.customers / 2 || (body as Overview).movement.length === 0) throw new Error('The overview is empty.'); },
  });
  const events = (name: string, query: string): Case => ({
    screen: 'events', name, path: () => `events?${query}`, check: (body) => { if ((body as LiveEvents).items.length === 0) throw new Error('The live view is empty.'); },
  });
  return [
    overview(90), overview(30), overview(365),
    customer('page', '', (body: Customer) => body.identities.length > 0),
    customer('history', '/history', (body: CustomerHistory) => body.points !== undefined),
    customer('timeline', '/events?limit=50', (body: CustomerEvents) => body.items !== undefined),
    customer('orders', '/events?limit=50&meaning=order', (body: CustomerEvents) => body.items !== undefined),
    events('newest', 'limit=100'), events('search', 'limit=100&q=Order'), events('search for nobody', 'limit=100&q=anna'),
  ];
}

async function time({ path, check }: Case): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < WARM_UP + requests; n += 1) {
    const begun = performance.now();
    const body = await run.account.client.call('GET', `/api/w/${run.account.workspace.slug}/${path(n)}`);
    if (n >= WARM_UP) took.push(performance.now() - begun);
    check(body);
  }
  return took.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return Number(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!.toFixed(1));
}
