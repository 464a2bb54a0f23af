import { describe, expect, it } from 'vitest';
import { addable, fixedNameOf, isSameMapping, mappedPaths, partOf, partsFor, withFixedName, withPart } from './webhook-draft.ts';

describe('the mapping as it is put together', () => {
  it('gives a part one path and a path one part', () => {
    expect(withPart({ userId: 'a', email: 'b' }, 'b', 'userId')).toEqual({ userId: 'b' });
    expect(withPart({ userId: 'a' }, 'a', null)).toEqual({});
    expect(partOf({ email: 'b' }, 'b')).toBe('email');
    expect(partOf({ type: { constant: 'b' } }, 'b')).toBeNull();
  });
  it('has a fixed name or a path for what happened, not both', () => {
    expect(withFixedName({ type: 'kind', userId: 'a' }, 'Paid')).toEqual({ type: { constant: 'Paid' }, userId: 'a' });
    expect(withFixedName({ type: { constant: 'Paid' } }, ' ')).toEqual({});
    expect(withFixedName({ type: 'kind' }, '')).toEqual({ type: 'kind' });
    expect(withPart({ type: { constant: 'Paid' } }, 'kind', 'type')).toEqual({ type: 'kind' });
    expect([fixedNameOf({ type: { constant: 'Paid' } }), fixedNameOf({ type: 'kind' }), fixedNameOf({})]).toEqual(['Paid', '', '']);
  });
  it('takes of a suggestion only what is not decided', () => {
    expect(addable({ userId: 'a' }, { userId: 'b', email: 'c', phone: 'a' })).toEqual({ email: 'c' });
  });
  it('lists its paths, and is the same in any order', () => {
    expect(mappedPaths({ email: 'b', type: { constant: 'x' }, userId: 'a' })).toEqual(['a', 'b']);
    expect(isSameMapping({ email: 'b', userId: 'a' }, { userId: 'a', email: 'b' })).toBe(true);
    expect(isSameMapping({ type: 'x' }, { type: { constant: 'x' } })).toBe(false);
  });
  it('offers facts for objects and values for the rest', () => {
    expect(partsFor(true)).toEqual(['properties', 'traits']);
    expect(partsFor(false)).not.toContain('traits');
  });
});
