import type { Customer, CustomerHistory, CustomerList, CustomerRow, ListedCustomer, ListedOutcome, Me, Overview, TimelineEvent, Workspace } from '@kelvin/contracts';

const ALL_PERMISSIONS = ['workspace.read', 'workspace.manage', 'customers.read', 'customers.write', 'events.read', 'sources.read', 'sources.manage', 'imports.run', 'scoring.manage', 'jobs.read', 'jobs.cancel', 'audit.read'] as const;
const BANDS = ['at_risk', 'hot', 'warm', 'cold', 'not_scored'] as const;
export const NOW = '2026-11-20T12:00:00.000Z';

/** A stable id from a small number. */
export function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

export function aWorkspace(own: Partial<Workspace> = {}): Workspace {
  return {
    id: idOf(1), slug: 'polaris', name: 'Polaris', business: 'b2c', currency: 'EUR', timeZone: 'Europe/Berlin', margin: 0.5, leavingDays: 90,
    role: 'owner', isDemo: true, asOf: null, permissions: [...ALL_PERMISSIONS], ...own,
  };
}

export function aMe(own: Partial<Me> = {}): Me {
  return { user: { id: idOf(2), email: 'maria@example.com', name: 'Maria Keller', locale: 'en' }, csrfToken: 'token-1', workspaces: [aWorkspace()], ...own };
}

export function aRow(own: Partial<CustomerRow> = {}): CustomerRow {
  return {
    id: idOf(100), name: 'Elena Novak', email: 'elena.novak@acme.io', bestId: null, country: 'CZ', band: 'at_risk', isGone: false,
    bandCauses: [{ code: 'risk.silence', hundredths: null, facts: { days: 16, usualGapDays: 4, silence: 4 } }],
    hundredths: 4130, change30d: -1700, trend: [58, 60, 61, 60, 58, 55, 54, 52, 50, 47, 44, 41],
    mainReason: { code: 'risk.silence', hundredths: null, facts: { days: 16, usualGapDays: 4, silence: 4 } },
    lastSeenAt: '2026-11-04T09:00:00.000Z', value12m: 6210, expectedValue: 5400, atStake: 0, scoredAt: NOW, ...own,
  };
}

/** A row of the list, with a model's chance to buy and one to leave from rules. */
export function aListed(own: Partial<ListedCustomer> = {}): ListedCustomer {
  return {
    ...aRow(), buys: { chance: 0.41, source: 'model', reason: { code: 'model.recency', hundredths: -620, facts: { days: 16, usualGapDays: 4 } }, isRaised: false },
    leaves: { chance: 0.07, source: 'rules', reason: { code: 'risk.silence', hundredths: null, facts: { days: 16, usualGapDays: 4, silence: 4 } }, isRaised: null }, ...own,
  };
}

/** What can be predicted of everybody in the list. */
export const LISTED_OUTCOMES: ListedOutcome[] = [{ id: idOf(701), role: 'buys', name: 'Buys again', horizonDays: 30 }, { id: idOf(702), role: 'leaves', name: 'Leaves', horizonDays: 90 }];

/** An answer of the list, whole. */
export function aCustomerList(items: ListedCustomer[], own: Partial<CustomerList> = {}): CustomerList {
  return { total: items.length, offset: 0, items, outcomes: LISTED_OUTCOMES, isAnythingPredicted: true, ...own };
}

/** Customers of all temperatures, numbered. */
export function manyRows(count: number): ListedCustomer[] {
  return Array.from({ length: count }, (_, n) => aListed({ id: idOf(1000 + n), name: `Customer ${n + 1}`, email: `customer${n + 1}@example.com`, band: BANDS[n % BANDS.length]!, hundredths: 9000 - n * 10 }));
}

export function aCustomer(own: Partial<Customer> = {}): Customer {
  return {
    ...aRow(), phone: '+420 777 000 111', isVisitor: false, mergedInto: null, exclusion: null, renewal: null, firstSeenAt: '2025-09-02T08:00:00.000Z', eventCount: 214, bandSinceDay: '2026-11-18',
    silence: { days: 16, usualGapDays: 4, ratio: 4 }, revenueAtRisk: 5400, asOf: NOW, bandLimits: { hot: 70, warm: 40 },
    ledger: [
      { code: 'presence.earned', group: 'presence', kind: 'earned', hundredths: 2433, facts: { events: 120, days: 16 } },
      { code: 'presence.faded', group: 'presence', kind: 'faded', hundredths: -1249, facts: { days: 16, usualGapDays: 4 } },
      { code: 'purchases.earned', group: 'purchases', kind: 'earned', hundredths: 2883, facts: { events: 9, days: 41 } },
      { code: 'purchases.faded', group: 'purchases', kind: 'faded', hundredths: -421, facts: { days: 41, usualGapDays: 30 } },
      { code: 'response.earned', group: 'response', kind: 'earned', hundredths: 1084, facts: { events: 22, days: 14 } },
      { code: 'trouble.ticket_open', group: 'trouble', kind: 'minus', hundredths: -600, facts: { events: 1, days: 9 } },
    ],
    identities: [
      { profileId: idOf(201), kind: 'userId', key: 'u-4821', firstSeenAt: '2025-09-02T08:00:00.000Z', lastSeenAt: '2026-11-04T09:00:00.000Z', eventCount: 180, identifiers: [{ kind: 'userId', value: 'u-4821' }, { kind: 'email', value: 'elena.novak@acme.io' }] },
      { profileId: idOf(202), kind: 'anonymousId', key: 'a-77', firstSeenAt: '2025-09-01T08:00:00.000Z', lastSeenAt: '2026-10-04T09:00:00.000Z', eventCount: 34, identifiers: [{ kind: 'anonymousId', value: 'a-77' }] },
    ],
    merges: [{ id: idOf(301), mergedAt: '2026-02-02T10:00:00.000Z', loserId: idOf(101), winnerId: idOf(100), reason: { kind: 'email', value: 'elena.novak@acme.io' }, undoneAt: null }],
    traits: [{ name: 'plan', value: 'Pro', occurredAt: '2026-03-01T00:00:00.000Z', source: 'Website' }, { name: 'address', value: { city: 'Brno' }, occurredAt: '2026-03-01T00:00:00.000Z', source: 'CRM' }],
    consents: [{ channel: 'email', isGranted: true, occurredAt: '2025-09-02T08:00:00.000Z' }, { channel: 'sms', isGranted: false, occurredAt: '2025-09-02T08:00:00.000Z' }],
    facets: [{ kind: 'section', value: 'Courses', n: 42, lastAt: '2026-11-04T09:00:00.000Z' }, { kind: 'device', value: 'Chrome on macOS', n: 100, lastAt: '2026-11-04T09:00:00.000Z' }],
    ...own,
  };
}

export function aHistory(): CustomerHistory {
  const points = Array.from({ length: 52 }, (_, week) => ({
    day: new Date(Date.parse('2025-11-28T00:00:00Z') + week * 7 * 86_400_000).toISOString().slice(0, 10),
    hundredths: Math.round(5500 + 1500 * Math.sin(week / 7) - (week > 44 ? (week - 44) * 250 : 0)), band: 'warm' as const, cause: 'backfill',
  }));
  return { points, changes: [{ id: idOf(401), at: '2026-11-18T02:00:00.000Z', before: 5800, after: 4130, beforeBand: 'warm', afterBand: 'at_risk', cause: 'time' }], models: [] };
}

export function anEvent(own: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id: 'e1', name: 'Order Completed', kind: 'track', meaning: 'order', occurredAt: '2026-10-10T10:00:00.000Z', receivedAt: '2026-10-10T10:00:01.000Z', source: 'Website',
    amount: 124, currency: 'EUR', noise: null, properties: { orderId: 'A-1' }, context: { page: { path: '/checkout' } }, ...own,
  };
}

export function anOverview(own: Partial<Overview> = {}): Overview {
  const history = Array.from({ length: 14 }, (_, week) => ({
    day: new Date(Date.parse('2026-08-21T00:00:00Z') + week * 7 * 86_400_000).toISOString().slice(0, 10),
    hot: 700 + week * 4, warm: 1500 - week * 3, cold: 2200 + week * 2, atRisk: 420 + week * 5, notScored: 60,
  }));
  const tile = (value: number, before: number | null) => ({ value, before, trend: Array.from({ length: 12 }, (_, n) => value * (0.9 + n / 120)) });
  return {
    asOf: NOW, isFixedAsOf: false, scoredAt: '2026-11-20T11:56:00.000Z', pendingCustomers: 0, currency: 'EUR', days: 90, visitors: 320, hasEvents: true,
    tiles: { scored: tile(4880, 4700), hot: tile(752, 700), atRisk: tile(485, 420), valueAtRisk: tile(431000, 445000) }, revenueAtRisk: null,
    bands: [{ band: 'hot', customers: 752, share: 0.154 }, { band: 'warm', customers: 1461, share: 0.299 }, { band: 'cold', customers: 2182, share: 0.447 }, { band: 'at_risk', customers: 485, share: 0.099 }, { band: 'not_scored', customers: 60, share: 0.012 }],
    history, silentSources: [],
    movement: [
      { from: 'hot', to: 'hot', customers: 540 }, { from: 'hot', to: 'warm', customers: 110 }, { from: 'hot', to: 'at_risk', customers: 50 },
      { from: 'warm', to: 'warm', customers: 1150 }, { from: 'warm', to: 'hot', customers: 170 }, { from: 'warm', to: 'at_risk', customers: 120 }, { from: 'warm', to: 'cold', customers: 60 },
      { from: 'cold', to: 'cold', customers: 2000 }, { from: 'cold', to: 'warm', customers: 150 }, { from: 'cold', to: 'hot', customers: 42 },
      { from: 'at_risk', to: 'at_risk', customers: 315 }, { from: 'at_risk', to: 'cold', customers: 122 }, { from: 'at_risk', to: 'warm', customers: 51 },
    ],
    distribution: Array.from({ length: 20 }, (_, n) => ({ from: n * 5, hot: n >= 14 ? 320 - n * 14 : 0, warm: n >= 8 && n < 14 ? 260 - (n - 8) * 8 : 0, cold: n < 8 ? 120 + n * 40 : 0, atRisk: n > 2 && n < 15 ? 40 : 8 })),
    findings: [
      { code: 'band_moved', facts: { from: 'warm', to: 'at_risk', customers: 120, share: 0.08 }, link: { movedFrom: 'warm', movedTo: 'at_risk', movedDays: '90' } },
      { code: 'risk_cause', facts: { cause: 'risk.silence', customers: 210, share: 0.43 }, link: { band: 'at_risk' } },
    ],
    riskCauses: [
      { cause: { code: 'risk.silence', hundredths: null, facts: {} }, customers: 210 }, { cause: { code: 'risk.falling', hundredths: null, facts: {} }, customers: 140 },
      { cause: { code: 'risk.not_started', hundredths: null, facts: {} }, customers: 80 }, { cause: { code: 'risk.payment', hundredths: null, facts: {} }, customers: 55 },
    ],
    ...own,
  };
}
