import { createHmac, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signStandardWebhook, verifyStandardWebhook, type StandardWebhookRequest } from './verify-standard-webhook.ts';

const CURRENT = `whsec_${btoa('a-test-secret-of-thirty-two-byte')}`;
const PREVIOUS = `whsec_${btoa('the-secret-that-is-on-its-way-ou')}`;
const now = new Date('2026-11-20T10:15:00Z');
const body = new TextEncoder().encode('{"type":"order.created","data":{"имя":"Анна"}}');
const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => createHmac('sha256', key).update(message).digest();
const signed = signStandardWebhook({ id: 'msg_1', sentAt: now, body }, CURRENT, hmacSha256);
const verify = (request: Partial<StandardWebhookRequest> = {}, secrets: readonly string[] = [CURRENT], at = now) =>
  verifyStandardWebhook({ headers: signed, body, ...request }, { secrets, now: at, hmacSha256, timingSafeEqual });
const inMinutes = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

describe('verifyStandardWebhook', () => {
  it('accepts what was signed', () => {
    expect(verify()).toEqual({ ok: true, webhookId: 'msg_1', sentAt: now });
  });
  it('agrees with the official library, both ways', () => {
    const theirs = new Webhook(CURRENT).sign('msg_1', now, new TextDecoder().decode(body));
    expect(signed['webhook-signature']).toBe(theirs);
  });
  it('accepts either secret while they are rotated, and either signature', () => {
    expect(verify({}, [PREVIOUS, CURRENT]).ok).toBe(true);
    const both = `v1a,AAAA v1,AAAA ${signStandardWebhook({ id: 'msg_1', sentAt: now, body }, PREVIOUS, hmacSha256)['webhook-signature']} ${signed['webhook-signature']}`;
    expect(verify({ headers: { ...signed, 'webhook-signature': both } }, [PREVIOUS]).ok).toBe(true);
    expect(verify({ headers: { ...signed, 'webhook-signature': both } }, [CURRENT]).ok).toBe(true);
  });
  it('understands the older header names and repeated headers', () => {
    const headers = { 'svix-id': 'msg_1', 'svix-timestamp': [signed['webhook-timestamp']], 'svix-signature': signed['webhook-signature'] };
    expect(verify({ headers }).ok).toBe(true);
  });
  it.each([
    ['another body', verify({ body: new TextEncoder().encode('{}') }), 'no_match'],
    ['another id', verify({ headers: { ...signed, 'webhook-id': 'msg_2' } }), 'no_match'],
    ['another secret', verify({}, [PREVIOUS]), 'no_match'],
    ['no secret', verify({}, []), 'no_match'],
    ['a secret that is no base64', verify({}, ['whsec_***']), 'no_match'],
    ['an unknown version only', verify({ headers: { ...signed, 'webhook-signature': signed['webhook-signature'].replace('v1,', 'v2,') } }), 'no_match'],
    ['a cut signature', verify({ headers: { ...signed, 'webhook-signature': 'v1,AAAA' } }), 'no_match'],
    ['no id', verify({ headers: { ...signed, 'webhook-id': undefined } }), 'missing_header'],
    ['no signature', verify({ headers: { ...signed, 'webhook-signature': '' } }), 'missing_header'],
    ['a timestamp in words', verify({ headers: { ...signed, 'webhook-timestamp': 'now' } }), 'bad_timestamp'],
    ['six minutes late', verify({}, [CURRENT], inMinutes(6)), 'outside_tolerance'],
    ['six minutes early', verify({}, [CURRENT], inMinutes(-6)), 'outside_tolerance'],
  ])('refuses %s', (_case, verdict, code) => {
    expect(verdict).toEqual({ ok: false, code });
  });
  it('bears five minutes either way', () => {
    expect([verify({}, [CURRENT], inMinutes(5)).ok, verify({}, [CURRENT], inMinutes(-5)).ok]).toEqual([true, true]);
  });
});
