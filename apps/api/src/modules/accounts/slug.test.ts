import { describe, expect, it } from 'vitest';
import { slugOf } from './slug.ts';

describe('slugOf', () => {
  it.each([
    ['Acme Shop', 'acme-shop'],
    ['«Полярис»', 'polyaris'],
    ['Щука и Ёж', 'shchuka-i-ezh'],
    ['Café Łódź', 'cafe-lodz'],
    ['  --  ', 'workspace'],
    ['日本', 'workspace'],
    ['a'.repeat(80), 'a'.repeat(40)],
  ])('%s becomes %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});
