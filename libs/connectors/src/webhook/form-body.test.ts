import fc from 'fast-check';
import qs from 'qs';
import { describe, expect, it } from 'vitest';
import { eventOf, testHash, verdictOf } from '../items.test-helper.ts';
import { MAX_FORM_FIELDS, readFormBody } from './form-body.ts';
import { normaliseWebhook, type NormaliseWebhookOptions } from './normalise-webhook.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
const BITRIX = 'event=ONCRMCONTACTUPDATE&data%5BFIELDS%5D%5BID%5D=7405&ts=1795169700&auth%5Bmember_id%5D=d8970&auth%5Bapplication_token%5D=t';
const AMO = 'leads%5Bstatus%5D%5B0%5D%5Bid%5D=25399013&leads[status][0][price]=22500&leads[status][0][last_modified]=1795169700&leads[status][0][custom_fields][0][values][0][value]=72&account[id]=177';
const MAILCHIMP = 'type=subscribe&fired_at=2026-11-20+10%3A15%3A00&data[id]=8a25ff1d98&data[email]=anna.petrova%40example.com&data[merges][FNAME]=Anna';
const bodyOf = (text: string): unknown => {
  const reading = readFormBody(text);
  return reading.ok ? reading.body : reading.code;
};
const read = (text: string, mapping: NormaliseWebhookOptions['mapping'] = {}) => normaliseWebhook(bodyOf(text), { webhookId: null, receivedAt, hash: testHash, mapping });

describe('readFormBody', () => {
  it('reads what PHP-style keys mean, as deep as CRMs go', () => {
    expect(bodyOf(AMO)).toEqual({ leads: { status: [{ id: '25399013', price: '22500', last_modified: '1795169700', custom_fields: [{ values: [{ value: '72' }] }] }] }, account: { id: '177' } });
    expect(bodyOf(`a[300]=x&${Array.from({ length: 40 }, (_, n) => `list[${n}]=${n}`).join('&')}`)).toEqual({ a: ['x'], list: Array.from({ length: 40 }, (_, n) => String(n)) });
  });

  it('takes the JSON in a form of one field for the body', () => {
    expect(bodyOf(`mandrill_events=${encodeURIComponent('[{"event":"open"},{"event":"click"}]')}`)).toEqual([{ event: 'open' }, { event: 'click' }]);
    expect(bodyOf(`payload=${encodeURIComponent('{"type":')}`)).toEqual({ payload: '{"type":' });
  });

  it.each([
    ['nothing', '', 'not_a_form'], ['a word', 'hello', 'not_a_form'], ['broken JSON', '{"a":"b=c"', 'not_a_form'], ['only a key that nobody may set', '__proto__[a]=1', 'not_a_form'],
    ['eleven levels', `a${'[b]'.repeat(11)}=1`, 'form_too_complex'], ['a huge index', 'a[100000]=1', 'form_too_complex'],
    ['long lists in long lists', 'type=x&a%5B999%5D[b][999]=1', 'form_too_complex'],
    ['too many fields', Array.from({ length: MAX_FORM_FIELDS + 1 }, (_, n) => `k${n}=1`).join('&'), 'form_too_complex'],
  ])('refuses %s', (_case, text, code) => {
    expect(readFormBody(text)).toEqual({ ok: false, code });
  });

  it('never throws, never touches a prototype, and reads back what was written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      readFormBody(text);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }));
    expect(bodyOf('__proto__[polluted]=1&constructor[prototype][polluted]=1&a=1')).toMatchObject({ a: '1' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const key = fc.string({ unit: fc.constantFrom(...'abcdefg_'), minLength: 1, maxLength: 6 });
    const leaf = fc.string({ maxLength: 10 });
    const tree = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 3 }), fc.array(fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 3 }), { minLength: 1, maxLength: 3 })), { minKeys: 2, maxKeys: 4 });
    fc.assert(fc.property(tree, (body) => {
      expect(bodyOf(qs.stringify(body))).toEqual({ ...body });
    }));
  });
});

describe('form bodies through a mapping', () => {
  it('understands Mailchimp without one', () => {
    expect(eventOf(read(MAILCHIMP)[0])).toMatchObject({ name: 'subscribe', occurredAt: receivedAt, identifiers: [{ kind: 'email', value: 'anna.petrova@example.com' }] });
  });

  it('needs to be told who is meant by Bitrix24 and amoCRM', () => {
    expect([read(BITRIX)[0], read(AMO)[0]].map(verdictOf)).toEqual(['rejected:no_identifier', 'rejected:missing_event']);
    expect(eventOf(read(BITRIX, { userId: 'data.FIELDS.ID', properties: 'data.FIELDS' })[0])).toMatchObject({
      name: 'ONCRMCONTACTUPDATE', occurredAt: new Date(1_795_169_700_000), identifiers: [{ kind: 'userId', value: '7405' }], properties: { ID: '7405' },
    });
    const mapping = { type: { constant: 'Lead moved' }, userId: 'leads.status[0].id', timestamp: 'leads.status[0].last_modified', amount: 'leads.status[0].price' };
    expect(eventOf(read(AMO, mapping)[0])).toMatchObject({ name: 'Lead moved', amount: 22_500, identifiers: [{ kind: 'userId', value: '25399013' }], occurredAt: new Date(1_795_169_700_000) });
  });

  it('gives a repeated delivery the same id', () => {
    expect(eventOf(read(MAILCHIMP)[0]).messageId).toBe(eventOf(read(MAILCHIMP)[0]).messageId);
  });
});
