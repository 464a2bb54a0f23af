import { describe, expect, it } from 'vitest';
import { consentsOf } from './consents.ts';

const consents = (traits: Record<string, unknown>) => consentsOf({ traits }, null).map(({ channel, isGranted }) => `${channel} ${isGranted ? 'yes' : 'no'}`);

describe('consentsOf', () => {
  it.each<[string, unknown, string]>([
    ['emailConsent', true, 'email yes'], ['email_consent', 'yes', 'email yes'], ['consent_email', 1, 'email yes'], ['consent.email', false, 'email no'], ['email_opt_in', 'true', 'email yes'], ['emailOptIn', 0, 'email no'],
    ['opt_in', true, 'email yes'], ['marketing_consent', true, 'email yes'], ['marketingOptIn', 'нет', 'email no'], ['accepts_marketing', true, 'email yes'], ['acceptsMarketing', false, 'email no'],
    ['email_marketing_consent.state', 'subscribed', 'email yes'], ['sms_marketing_consent.state', 'not_subscribed', 'sms no'], ['subscribed', true, 'email yes'], ['isSubscribed', 'Yes', 'email yes'],
    ['unsubscribed', true, 'email no'], ['unsubscribed_from_emails', false, 'email yes'], ['hasOptedOutOfEmail', true, 'email no'], ['do_not_call', true, 'phone no'], ['newsletter', 'on', 'email yes'], ['newsletter_subscribed', 'no', 'email no'],
    ['smsConsent', true, 'sms yes'], ['push_opt_in', true, 'push yes'], ['consent.analytics', false, 'tracking no'], ['whatsapp_opt_in', true, 'messenger yes'],
    ['Согласие на рассылку', 'да', 'email yes'], ['согласен_на_рассылку', 'нет', 'email no'], ['согласие_смс', true, 'sms yes'], ['подписан', true, 'email yes'], ['Подписана на рассылку', 'Да', 'email yes'], ['отписан', 'да', 'email no'], ['Согласие на звонки', '1', 'phone yes'],
  ])('reads %s: %j as %s', (name, value, expected) => {
    expect(consents({ [name]: value })).toEqual([expected]);
  });

  it.each<[string, unknown]>([
    ['consent', true], ['согласие', 'да'], ['consent_version', 1], ['webinar_subscribed', true], ['email', 'yes@example.com'], ['Согласие на обработку персональных данных', 'да'], ['email_sms_consent', true], ['emailConsent', null],
    ['email_consent', '2026-05-01'], ['email_consent', ''], ['email_consent', []], ['email_consent_at', 1], ['подписка', 'да'], ['subscribed_plan', true], ['phone', '1'], ['', true],
  ])('concludes nothing from %s: %j', (name, value) => {
    expect(consents({ [name]: value })).toEqual([]);
  });

  it('reads what is nested, and lets a refusal count where two answers contradict each other', () => {
    expect(consents({ consent: { email: true, sms: 'no', version: 1 } })).toEqual(['email yes', 'sms no']);
    expect(consents({ unsubscribed: true, subscribed: true })).toEqual(['email no']);
    expect(consents({ subscribed: true, unsubscribed: true })).toEqual(['email no']);
  });

  it('takes consent away on an unsubscription, whatever the attributes say', () => {
    expect(consentsOf({ traits: { emailConsent: true } }, 'unsubscribed')).toEqual([{ channel: 'email', isGranted: false }]);
  });
});
