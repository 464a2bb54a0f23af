import type { EventTrace, EventType, Import, ImportPreview, Intake, LiveEvent, Scoring, Source } from '@kelvin/contracts';
import { idOf, NOW } from './fixtures.ts';

export function anIntake(own: Partial<Intake> = {}): Intake {
  return { received: 0, processed: 0, rejected: 0, parked: 0, duplicates: 0, pending: 0, fannedOut: 0, isBalanced: true, ...own };
}

export function aSource(own: Partial<Source> = {}): Source {
  return {
    id: idOf(11), kind: 'tracking', name: 'Website', isEnabled: true, createdAt: '2026-01-02T10:00:00.000Z', authentication: 'write_key', writeKey: 'wk_website',
    endpoint: 'http://kelvin.test/v1', lastReceivedAt: NOW, perHour: Array.from({ length: 24 }, (_, hour) => hour),
    intake24h: anIntake({ received: 276, processed: 270, rejected: 4, duplicates: 2 }), intakeTotal: anIntake({ received: 5000, processed: 4990, rejected: 8, duplicates: 2 }), silences: [], ...own,
  };
}

export function aLiveEvent(n: number, own: Partial<LiveEvent> = {}): LiveEvent {
  return {
    id: `delivery-${n}.message-${n}`, status: 'accepted', receivedAt: new Date(Date.parse(NOW) + n * 1000).toISOString(), occurredAt: NOW, name: `Event ${n}`, title: null, meaning: 'view',
    source: 'Website', customerId: idOf(100), customerName: 'Elena Novak', reason: null, ...own,
  };
}

export function aTrace(own: Partial<EventTrace> = {}): EventTrace {
  return {
    ...aLiveEvent(1), payload: { event: 'Event 1', properties: { note: '<b>bold</b>' } }, problems: [],
    trace: {
      receivedAt: NOW, processedAt: '2026-11-20T12:00:00.212Z', scoredAt: '2026-11-20T12:00:00.812Z', matchedBy: { kind: 'email', value: 'elena@example.com' },
      customer: { id: idOf(100), name: 'Elena Novak', band: 'hot', isVisitor: false }, score: { before: 6420, after: 7110, beforeBand: 'warm', afterBand: 'hot' },
    },
    ...own,
  };
}

export function anEventType(own: Partial<EventType> = {}): EventType {
  return {
    id: 1, kind: 'track', name: 'Order Completed', meaning: 'order', guessedMeaning: 'order', guessConfidence: 0.98, isConfirmed: true, eventCount: 4120,
    firstSeenAt: '2026-01-02T10:00:00.000Z', lastSeenAt: NOW, sample: { event: 'Order Completed', properties: { revenue: 42.5 } }, ...own,
  };
}

export function anImport(own: Partial<Import> = {}): Import {
  return {
    id: idOf(31), sourceId: idOf(13), sourceName: 'Shop export', jobId: idOf(51), fileName: 'orders.csv', bytes: 48_000, status: 'mapping', map: null,
    lines: 0, processed: 0, rejected: 0, parked: 0, duplicates: 0, pending: 0, firstAt: null, lastAt: null, proposedAsOf: null, error: null, createdAt: NOW, finishedAt: null, ...own,
  };
}

/** A file whose dates read both ways, so that the order of day and month is asked. */
export function aPreview(own: Partial<ImportPreview> = {}): ImportPreview {
  return {
    format: { kind: 'csv', delimiter: ',', isGzip: false },
    header: ['InvoiceNo', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
    rows: [['536365', '6', '01/12/2010 08:26', '2.55', '17850.0', 'United Kingdom'], ['536366', '2', '02/12/2010 09:10', '4.00', '12583.0', 'France']],
    map: {
      format: { type: 'csv', delimiter: ',', quote: '"', header: true, skipLines: 0, encoding: 'utf-8' }, kind: 'track', userId: { column: 'CustomerID', cast: 'integer' }, timestamp: null,
      event: { constant: 'Order Completed', whenNegative: 'Order Refunded' }, amount: { product: ['Quantity', 'UnitPrice'] }, orderId: 'InvoiceNo', properties: {}, traits: { country: 'Country' }, rest: 'ignore',
    },
    confidence: 0.45, questions: [{ field: 'timestamp.format', code: 'day_month_order', choices: ['dd/MM/yyyy HH:mm', 'MM/dd/yyyy HH:mm'] }], sample: [], ...own,
  };
}

/** The preset of a workspace whose events have come in and were never fitted to. */
export function aScoring(own: Partial<Scoring> = {}): Scoring {
  return {
    origin: 'preset', since: null, isFitProposed: true,
    groups: [
      { code: 'presence', kind: 'plus', cap: 25, halfLifeDays: 14, items: [{ code: 'active_day', points: 5, dailyLimit: 1 }] },
      { code: 'purchases', kind: 'plus', cap: 30, halfLifeDays: 45, items: [{ code: 'order', points: 16, dailyLimit: 2 }, { code: 'subscription_payment', points: 10, dailyLimit: null }] },
      { code: 'trouble', kind: 'minus', cap: 20, halfLifeDays: 60, items: [{ code: 'refund', points: 8, dailyLimit: null }, { code: 'ticket_open', points: 6, dailyLimit: null }] },
    ],
    ...own,
  };
}
