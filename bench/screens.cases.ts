import type { Customer, CustomerEvents, CustomerHistory, CustomerList, LiveEvents, Overview } from '@kelvin/contracts';

/** One question of a screen, asked again and again. */
export interface Case {
  readonly screen: 'list' | 'overview' | 'overview.anew' | 'customer' | 'events';
  readonly name: string;
  /** Path below the workspace for the nth request, so that no cache answers for the database. */
  path(n: number): string;
  /** Fails when the answer is not what the screen would show. */
  check(body: unknown): void;
}

/** What the screens ask of a workspace filled by `fill-screens.sql`. `requests`: how many times each will be asked. */
export function screenCases(filled: { customers: number; customerIds: readonly string[] }, requests: number): Case[] {
  return [...listCases(filled.customers, requests), ...overviewCases(filled.customers), ...customerCases(filled.customerIds), ...eventCases()];
}

function listCases(customers: number, requests: number): Case[] {
  const list = (name: string, query: (n: number) => string, mayBeEmpty = false): Case => ({
    screen: 'list', name, path: (n) => `customers?${query(n)}`,
    check: (body) => {
      const { total, items } = body as CustomerList;
      if (total === 0 && !mayBeEmpty) throw new Error(`The list "${name}" is empty.`);
      if (name.includes('likely') && items.some(({ buys, leaves }) => buys === null || leaves === null)) throw new Error(`The list "${name}" has no chances.`);
    },
  });
  const words = ['anna', 'мари', 'nov', 'user1', 'петров', 'user123', 'felix k', 'соколов'];
  return [
    list('by value at risk', () => 'limit=200'),
    list('by score', () => 'sort=score&limit=200'),
    list('by value, ascending', () => 'sort=value&direction=asc&limit=200'),
    list('by last seen', () => 'sort=last_seen&limit=200'),
    list('by name', () => 'sort=name&direction=asc&limit=200'),
    list('any window, by score', (n) => `sort=score&limit=200&offset=${Math.floor((n * customers) / requests / 1.1)}`),
    list('at risk, by value at risk', () => 'band=at_risk&limit=200'),
    list('cold, by value', (n) => `band=cold&sort=value&limit=200&offset=${n * 200}`),
    list('warm, by last seen', (n) => `band=warm&sort=last_seen&limit=200&offset=${n * 200}`),
    list('scores 40 to 60, by name', (n) => `minScore=40&maxScore=60&sort=name&limit=200&offset=${n * 20}`),
    list('moved from hot to warm', (n) => `movedFrom=hot&movedTo=warm&movedDays=90&limit=200&offset=${n}`, true),
    list('by chance to buy', () => 'sort=buys&limit=200'),
    list('any window, by chance to leave, upwards', (n) => `sort=leaves&direction=asc&limit=200&offset=${Math.floor((n * customers) / requests / 1.1)}`),
    list('likely to buy, by value', (n) => `minBuyChance=0.5&sort=value&limit=200&offset=${n * 20}`),
    list('likely to leave and at risk, by chance to leave', (n) => `minLeaveChance=0.4&band=at_risk&sort=leaves&limit=200&offset=${n * 20}`),
    list('certain to buy, by name', () => 'minBuyChance=0.995&sort=name&direction=asc&limit=200'),
    list('search', (n) => `q=${encodeURIComponent(words[n % words.length]!)}&limit=50`),
    list('search for what everybody has', () => 'q=com&limit=50'),
    list('visitors', () => 'who=visitors&sort=last_seen&limit=200'),
  ];
}

/** Overview keeps dear figures for some seconds; `anew` asks for another period each time, so that nothing is kept. */
function overviewCases(customers: number): Case[] {
  const overview = (screen: 'overview' | 'overview.anew', name: string, days: (n: number) => number): Case => ({
    screen, name, path: (n) => `overview?days=${days(n)}`,
    check: (body) => { if ((body as Overview).tiles.scored.value < customers / 2 || (body as Overview).movement.length === 0) throw new Error('The overview is empty.'); },
  });
  return [overview('overview', '90 days', () => 90), overview('overview', '30 days', () => 30), overview('overview.anew', 'any period', (n) => 92 + (n % 270))];
}

function customerCases(customerIds: readonly string[]): Case[] {
  const customer = (name: string, rest: string, check: (body: never) => boolean): Case => ({
    screen: 'customer', name, path: (n) => `customers/${customerIds[n % customerIds.length]!}${rest}`,
    check: (body) => { if (!check(body as never)) throw new Error(`The customer's ${name} is empty.`); },
  });
  return [
    customer('page', '', (body: Customer) => body.identities.length > 0),
    customer('history', '/history', (body: CustomerHistory) => body.points !== undefined),
    customer('timeline', '/events?limit=50', (body: CustomerEvents) => body.items !== undefined),
    customer('orders', '/events?limit=50&meaning=order', (body: CustomerEvents) => body.items !== undefined),
  ];
}

function eventCases(): Case[] {
  const events = (name: string, query: string): Case => ({
    screen: 'events', name, path: () => `events?${query}`, check: (body) => { if ((body as LiveEvents).items.length === 0) throw new Error('The live view is empty.'); },
  });
  return [events('newest', 'limit=100'), events('search by name', 'limit=100&q=Order'), events('search by person', 'limit=100&q=anna')];
}
