import type { CanonicalEvent } from '@kelvin/contracts';
import { currencyRates } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { consentsOf } from './consents.ts';
import { metricsOf } from './event-metrics.ts';
import { countryOf, deviceOf, facetsOf, sectionOf } from './facets.ts';
import { noiseOf } from './noise.ts';
import { foldForSearch, personFields, searchTokens } from './person.ts';
import { movesOf } from './section-moves.ts';

function event(parts: Partial<CanonicalEvent> = {}): CanonicalEvent {
  return {
    kind: 'track', name: 'Order Completed', messageId: 'm', occurredAt: new Date('2026-11-20T10:00:00Z'), identifiers: [{ kind: 'userId', value: 'a' }],
    links: [], traits: {}, properties: {}, context: {}, amount: null, currency: null, orderId: null, ...parts,
  };
}

describe('metricsOf', () => {
  it.each([
    ['order', event({ amount: 40 }), [{ metric: 'order', total: 40 }]],
    ['order', event({ amount: null }), [{ metric: 'order', total: 0 }]],
    ['order', event({ amount: -500 }), [{ metric: 'refund', total: 500 }]],
    ['subscription_payment', event({ amount: 9 }), [{ metric: 'subscription_payment', total: 9 }]],
    ['subscription_payment', event({ amount: -9 }), [{ metric: 'refund', total: 9 }]],
    ['refund', event({ amount: -12 }), [{ metric: 'refund', total: 12 }]],
    ['refund', event({ amount: 12 }), [{ metric: 'refund', total: 12 }]],
    ['payment_failed', event({ amount: -9 }), [{ metric: 'payment_failed', total: 0 }]],
    [null, event({ amount: -9 }), [{ metric: 'other', total: 0 }]],
    ['order', event({ amount: 8_000, currency: 'RUB' }), [{ metric: 'order', total: 80 }]],
    ['order', event({ amount: -8_000, currency: 'rub' }), [{ metric: 'refund', total: 80 }]],
    ['order', event({ amount: 8_000, currency: 'GBP' }), [{ metric: 'order', total: 0 }]],
    ['order', event({ amount: -8_000, currency: 'GBP' }), [{ metric: 'refund', total: 0 }]],
    ['order', event({ amount: 8_000, currency: 'EUR' }), [{ metric: 'order', total: 8_000 }]],
    ['key_action', event({ properties: { feature: 'export' } }), [{ metric: 'key_action', total: 0 }, { metric: 'feature:export', total: 0 }]],
    ['deal_moved', event({ amount: 9, properties: { stage: 'won' } }), [{ metric: 'deal_moved', total: 9 }, { metric: 'deal:won', total: 0 }]],
    ['deal_moved', event({ properties: {} }), [{ metric: 'deal_moved', total: 0 }]],
    ['review', event({ properties: { stars: '4' } }), [{ metric: 'review', total: 0 }, { metric: 'review:4', total: 0 }]],
    [null, event(), [{ metric: 'other', total: 0 }]],
  ] as const)('%s', (meaning, input, expected) => {
    expect(metricsOf(meaning, input, currencyRates('EUR', { RUB: 0.01 }))).toEqual(expected);
  });
});

describe('noiseOf', () => {
  const sent = Date.parse('2026-11-20T09:59:57Z');
  it.each([
    ['a person', event(), 'order', null, null],
    ['a crawler', event({ context: { userAgent: 'Googlebot/2.1' } }), 'visit', null, 'bot'],
    ['a test account', event({ identifiers: [{ kind: 'email', value: 'test3@shop.example' }] }), 'visit', null, 'test_account'],
    ['a person at a company whose name begins with test', event({ identifiers: [{ kind: 'email', value: 'anna@testarossa.example' }] }), 'visit', null, null],
    ['a made-up domain', event({ identifiers: [{ kind: 'email', value: 'anna@shop.test' }] }), 'visit', null, 'test_account'],
    ['a phone called Cubot', event({ context: { userAgent: 'Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20 PRO) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36' } }), 'visit', null, null],
    ['a click three seconds after the mail', event(), 'email_clicked', sent, 'machine_click'],
    ['a click an hour after the mail', event(), 'email_clicked', sent - 3_600_000, null],
    ['an order three seconds after the mail', event(), 'order', sent, null],
  ] as const)('%s', (_case, input, meaning, sentAt, expected) => {
    expect(noiseOf(input, meaning, sentAt)).toBe(expected);
  });
});

describe('movesOf', () => {
  const at = (minute: number, section: string) => ({ atMs: minute * 60_000, section });
  it.each([
    ['a page alone', [at(0, '/a')], []],
    ['the same section twice', [at(0, '/a'), at(1, '/a'), at(2, '/b')], ['2 /a > /b']],
    ['pages out of order', [at(9, '/c'), at(0, '/a'), at(5, '/b')], ['5 /a > /b', '9 /b > /c']],
    ['exactly half an hour, and more', [at(0, '/a'), at(30, '/b'), at(61, '/a')], ['30 /a > /b']],
    ['the same moment: in the order of the sections, letters outside of the basic plane last', [at(1, '/🍵'), at(1, '/Ａ'), at(0, '/a')], ['1 /a > /Ａ', '1 /Ａ > /🍵']],
  ] as const)('%s', (_case, pages, expected) => {
    expect(movesOf(pages).map(({ atMs, move }) => `${atMs / 60_000} ${move}`)).toEqual(expected);
  });
});

describe('who and where', () => {
  it('reads a person from usual attributes', () => {
    expect(personFields({ firstName: 'Анна', lastName: 'Петрова', email: 'Anna@Example.com', address: { country: 'RU' } }))
      .toEqual({ name: 'Анна Петрова', email: 'anna@example.com', country: 'RU' });
  });
  it('finds people by any word, whatever the case or accent', () => {
    expect(foldForSearch('Élodie')).toBe('elodie');
    expect(foldForSearch('Алёна')).toBe('алена');
    expect(searchTokens({ name: 'Liam J Carter', email: 'liam@mail.example', phone: '+12025550123' }, [{ kind: 'userId', value: 'Cus_1' }, { kind: 'email', value: 'l.carter@work.example' }, { kind: 'address', value: 'a-source:liam@mail.example' }]).toSorted())
      .toEqual(['12025550123', 'carter', 'cus_1', 'example', 'j', 'l.carter@work.example', 'liam', 'liam@mail.example', 'mail', 'work']);
    expect(searchTokens({}, [{ kind: 'userId', value: '7' }, { kind: 'vendor', value: 'crm-main:Shop 12' }])).toEqual(['7', 'shop', '12']);
  });
  it('keeps of very many identifiers those that say most', () => {
    const browsers = Array.from({ length: 60 }, (_unused, n) => ({ kind: 'anonymousId', value: `b${n}` }));
    const tokens = searchTokens({}, [...browsers, { kind: 'userId', value: 'u1' }]);
    expect([tokens.length, tokens[0], tokens.at(-1)]).toEqual([50, 'u1', 'b48']);
  });
  it('cuts a long word where a word that is looked for is cut, and never in the middle of a character', () => {
    const id = `${'x'.repeat(99)}🍵🍵`;
    expect(searchTokens({}, [{ kind: 'userId', value: id }])).toEqual([foldForSearch(id)]);
    expect(foldForSearch(id)).toBe(`${'x'.repeat(99)}🍵`);
  });
  it.each([
    [{ timezone: 'Europe/Moscow' }, 'RU'], [{ locale: 'de-AT' }, 'AT'], [{ location: { country: 'France' } }, 'France'], [{}, null],
  ])('country of %j', (context, expected) => {
    expect(countryOf(context)).toBe(expected);
  });
  it.each([
    ['what the attributes say', {}, { country: 'Peru' }, 'Peru'], ['the address among them', {}, { address: { country: 'PE' } }, 'PE'],
    ['rather where it came from', { timezone: 'Europe/Moscow' }, { country: 'Peru' }, 'RU'], ['none', {}, {}, undefined],
  ])('country of an event: %s', (_case, context, traits, expected) => {
    expect(facetsOf(event({ context, traits })).find(({ kind }) => kind === 'country')?.value).toBe(expected);
  });
  it.each([
    ['/courses/python?x=1', '/courses'], ['/', '/'], ['', null], [`/${'я'.repeat(58)}🍵x`, `/${'я'.repeat(58)}🍵`],
  ])('section of %s', (path, expected) => {
    expect(sectionOf({ kind: 'page', properties: { path }, context: {} })).toBe(expected);
  });
  it('names a device', () => {
    expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1')).toBe('Phone, iOS, Safari');
  });
  it('reads consent and takes it away on a complaint', () => {
    expect(consentsOf({ traits: { consent: { email: true, sms: 'no' } } }, null)).toEqual([{ channel: 'email', isGranted: true }, { channel: 'sms', isGranted: false }]);
    expect(consentsOf({ traits: {} }, 'spam_complaint')).toEqual([{ channel: 'email', isGranted: false }]);
  });
});
