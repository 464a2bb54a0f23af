import { describe, expect, it } from 'vitest';
import { sanitise, sanitiseText } from './sanitise.ts';

const nested = (depth: number): unknown => JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth));

describe('sanitise', () => {
  it('hands a clean value back untouched', () => {
    const value = { text: 'чай 🍵', list: [1, null, true, { deep: 'yes' }] };
    const clean = sanitise(value);
    expect(clean).toMatchObject({ ok: true, repaired: false });
    expect(clean.ok && clean.value).toBe(value);
  });

  it.each([
    ['NUL in a text', '{"a":"x\\u0000y"}', { a: 'xy' }],
    ['NUL in a key', '{"a\\u0000b":1}', { ab: 1 }],
    ['half a surrogate pair', '{"a":"x\\ud83dy"}', { a: 'x\ufffdy' }],
    ['the other half, in a list', '{"a":["\\udf75"]}', { a: ['\ufffd'] }],
    ['an infinite number', '{"a":1e999,"b":-1e999}', { a: null, b: null }],
    ['a number at the edge', '{"a":1e308}', { a: 1e308 }],
    ['a prototype key', '{"a":1,"__proto__":{"admin":true}}', { a: 1 }],
    ['duplicate keys: the last wins', '{"a":1,"a":2}', { a: 2 }],
  ])('mends %s', (_case, json, expected) => {
    const clean = sanitise(JSON.parse(json));
    expect(clean.ok && clean.value).toEqual(expected);
  });

  it('leaves a whole pair alone beside a broken one', () => {
    expect(sanitiseText('🍵\ud83c!')).toBe('🍵\ufffd!');
  });

  it('cuts long texts and keys, never inside a pair', () => {
    const clean = sanitise({ text: 'a'.repeat(9) + '🍵', ['k'.repeat(9)]: 1 }, { maxDepth: 3, maxValues: 10, maxTextLength: 10, maxKeyLength: 5 });
    expect(clean.ok && clean.value).toEqual({ text: 'a'.repeat(9), kkkkk: 1 });
  });

  it.each([
    [32, true],
    [33, false],
    [100, false],
  ])('takes %i levels: %s', (depth, expected) => {
    expect(sanitise(nested(depth)).ok).toBe(expected);
  });

  it('refuses more values than an event can mean', () => {
    expect(sanitise(Array.from({ length: 5_000 }, () => 0))).toEqual({ ok: false, code: 'too_many_values' });
  });

  it('does not touch what it was given', () => {
    const value = { a: 'x\0', b: { c: ['\0'] } };
    const before = structuredClone(value);
    sanitise(value);
    expect(value).toEqual(before);
  });
});
