import { describe, expect, it } from 'vitest';
import { buildVendorValue, ownPartOf, vendorAccountSchema } from './identifier.ts';

describe('the value of a vendor id', () => {
  it.each([
    ['a number', 'amocrm-main', '77100451', 'amocrm-main:77100451'],
    ['an id with a colon', 'crm', 'lead:7', 'crm:lead:7'],
    ['an id that begins with a colon', 'crm', ':7', 'crm::7'],
    ['an id that is a colon', 'crm', ':', 'crm::'],
    ['a source as the account', '0d6ae4c2-5f0e-4f0b-9b52-1d1f5d2f3a11', 'Иванов 7', '0d6ae4c2-5f0e-4f0b-9b52-1d1f5d2f3a11:Иванов 7'],
  ])('is put together and taken apart: %s', (_case, account, ownId, value) => {
    expect(buildVendorValue(account, ownId)).toBe(value);
    expect(ownPartOf({ kind: 'vendor', value })).toBe(ownId);
  });

  it.each([
    ['userId', 'tenant:7'], ['anonymousId', 'a:b:c'], ['email', 'anna@example.com'], ['phone', '+79161234567'], ['address', 'email:anna@example.com'],
    ['vendor', 'written without an account'],
  ])('is told from other values, which stay whole: %s %s', (kind, value) => {
    expect(ownPartOf({ kind, value })).toBe(value);
  });

  it('can be taken apart at its first colon, because no account has one', () => {
    expect(vendorAccountSchema.safeParse('crm:main').success).toBe(false);
  });
});
