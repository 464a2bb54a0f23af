import { describe, expect, it } from 'vitest';
import { identifiersOf, idOf, normaliseEmail } from './identifiers.ts';
import { isProblem } from './outcome.ts';
import { normalisePhone } from './phone.ts';

describe('normaliseEmail', () => {
  it.each([
    ['  Anna.Petrova@Example.COM ', 'anna.petrova@example.com'], ['mailto:a@b.ru', 'a@b.ru'], ['Anna <a@b.ru>', 'a@b.ru'], ['a+tag@sub.example.co.uk', 'a+tag@sub.example.co.uk'], ['почта@пример.рф', 'почта@пример.рф'],
  ])('reads %j', (given, expected) => {
    expect(normaliseEmail(given)).toBe(expected);
  });
  it.each([['a@b'], ['@b.ru'], ['a b@c.ru'], ['a@@b.ru'], ['a@b..ru'], ['a@-b.ru'], ['none'], [''], [null], [5], [`${'a'.repeat(300)}@b.ru`]])('refuses %j', (given) => {
    expect(normaliseEmail(given)).toBeNull();
  });
});

describe('normalisePhone', () => {
  it.each([
    ['+7 (916) 123-45-67', undefined, '+79161234567'], ['8 916 123-45-67', 'RU', '+79161234567'], ['9161234567', 'RU', '+79161234567'], [79161234567, 'RU', '+79161234567'],
    ['0049 30 901820', 'DE', '+4930901820'], ['(030) 901820', 'DE', '+4930901820'], ['8 (912) 345-67-89', 'RU', '+79123456789'], ['79123456789', 'RU', '+79123456789'], ['8 701 234 56 78', 'KZ', '+77012345678'],
    ['79123456789', 'KZ', '+79123456789'], ['380501234567', 'RU', '+380501234567'], ['+7 555 000 00 00', 'RU', '+75550000000'],
  ])('reads %j in %s', (given, country, expected) => {
    expect(normalisePhone(given, country)).toBe(expected);
  });
  it.each([['8 916 123-45-67', undefined], ['123', 'RU'], ['1234567890', 'RU'], ['20200101', 'RU'], ['no phone', 'RU'], ['', 'RU'], [null, 'RU'], ['+7', 'RU'], ['1'.repeat(60), 'RU']])('refuses %j in %s', (given, country) => {
    expect(normalisePhone(given, country)).toBeNull();
  });
  it('answers the same from its memory', () => {
    expect([normalisePhone('+79161234567'), normalisePhone('+79161234567')]).toEqual(['+79161234567', '+79161234567']);
  });
});

describe('idOf', () => {
  it.each([[null, null], [undefined, null], ['', null], ['  ', null], ['null', null], ['undefined', null], ['[object Object]', null], ['NaN', null], [1042, '1042'], [0, '0'], [Number.MAX_SAFE_INTEGER, '9007199254740991'], ['1234567890123456789', '1234567890123456789'], [' cus_1042 ', 'cus_1042']])('reads %j as %j', (given, expected) => {
    expect(idOf(given, 'userId')).toBe(expected);
  });
  it.each([[{}], [['a']], [true], [Number.POSITIVE_INFINITY], [2 ** 53], [-(2 ** 53)], [1e21], ['x'.repeat(257)], ['anna-\ufffd']])('refuses %j', (given) => {
    expect(isProblem(idOf(given, 'userId'))).toBe(true);
  });
});

describe('identifiersOf', () => {
  it('orders strongest first and reads an address out of a userId', () => {
    expect(identifiersOf({ userId: 'Anna@Example.com', vendor: null, email: null, phone: '+79161234567', anonymousId: 'a1' })).toEqual([
      { kind: 'userId', value: 'Anna@Example.com' }, { kind: 'email', value: 'anna@example.com' },
      { kind: 'phone', value: '+79161234567' }, { kind: 'anonymousId', value: 'a1' },
    ]);
  });
});
