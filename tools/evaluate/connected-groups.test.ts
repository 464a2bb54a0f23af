import { describe, expect, it } from 'vitest';
import { connectedGroups } from './connected-groups.ts';

describe('groups that share no name', () => {
  it.each<[string, string[], number[][]]>([
    ['nothing', [], []],
    ['strangers', ['a', 'b', 'c'], [[0], [1], [2]]],
    ['two that are joined late', ['a', 'b', 'c', 'ab'], [[0, 1, 3], [2]]],
    ['a chain', ['ab', 'x', 'bc', 'cd', 'x'], [[0, 2, 3], [1, 4]]],
    ['chains joined at their ends', ['ab', 'cd', 'bc', 'ef', 'de'], [[0, 1, 2, 3, 4]]],
  ])('%s', (_case, things, expected) => expect([...connectedGroups(things.length, (place) => [...things[place]!])]).toEqual(expected));
});
