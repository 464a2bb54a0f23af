import { describe, expect, it } from 'vitest';
import { addable, fixedNameOf, isSameMapping, mappedPaths, roleOf, rolesFor, usualPartOf, withFixedName, withRole } from './webhook-draft.ts';

describe('the mapping as it is put together', () => {
  it('gives a part one path and a path one part', () => {
    expect(withRole({ userId: 'a', email: 'b' }, 'b', 'userId')).toEqual({ userId: 'b' });
    expect(withRole({ userId: 'a' }, 'a', null)).toEqual({});
    expect(withRole({ properties: 'list' }, 'list', 'items')).toEqual({ items: 'list' });
    expect(roleOf({ email: 'b' }, 'b')).toBe('email');
    expect(roleOf({ items: 'list' }, 'list')).toBe('items');
    expect(roleOf({ type: { constant: 'b' } }, 'b')).toBeNull();
  });
  it('has a fixed name or a path for what happened, not both', () => {
    expect(withFixedName({ type: 'kind', userId: 'a' }, 'Paid')).toEqual({ type: { constant: 'Paid' }, userId: 'a' });
    expect(withFixedName({ type: { constant: 'Paid' } }, ' ')).toEqual({});
    expect(withFixedName({ type: 'kind' }, '')).toEqual({ type: 'kind' });
    expect(withRole({ type: { constant: 'Paid' } }, 'kind', 'type')).toEqual({ type: 'kind' });
    expect([fixedNameOf({ type: { constant: 'Paid' } }), fixedNameOf({ type: 'kind' }), fixedNameOf({})]).toEqual(['Paid', '', '']);
  });
  it('takes of a suggestion only what is not decided', () => {
    expect(addable({ userId: 'a' }, { userId: 'b', email: 'c', phone: 'a', items: 'list' })).toEqual({ email: 'c', items: 'list' });
    expect(addable({ items: 'other' }, { items: 'list' })).toEqual({});
  });
  it('lists its paths, and is the same in any order', () => {
    expect(mappedPaths({ email: 'b', type: { constant: 'x' }, userId: 'a', items: 'list' })).toEqual(['list', 'a', 'b']);
    expect(isSameMapping({ items: 'list' }, {})).toBe(false);
    expect(isSameMapping({ email: 'b', userId: 'a' }, { userId: 'a', email: 'b' })).toBe(true);
    expect(isSameMapping({ type: 'x' }, { type: { constant: 'x' } })).toBe(false);
  });
  it('offers facts for objects, events for lists, and values for the rest', () => {
    expect(rolesFor({ isGroup: true, isList: false })).toEqual(['properties', 'traits']);
    expect(rolesFor({ isGroup: true, isList: true })).toEqual(['items', 'properties', 'traits']);
    expect(rolesFor({ isGroup: false, isList: false })).not.toContain('traits');
  });
  it('knows what is understood without being told', () => {
    expect(usualPartOf({ usual: { email: 'a' } }, {}, 'a')).toBe('email');
    expect(usualPartOf({ usual: { email: 'a' } }, { email: 'b' }, 'a')).toBeNull();
  });
});
