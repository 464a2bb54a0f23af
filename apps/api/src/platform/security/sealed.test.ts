import { describe, expect, it } from 'vitest';
import { seal, unseal } from './sealed.ts';

const secret = 'a master secret of at least 32 characters';

describe('sealed secrets', () => {
  it('open again, and look different each time', () => {
    const sealed = seal('whsec_ключ', 'source 1', secret);
    expect(unseal(sealed, 'source 1', secret)).toBe('whsec_ключ');
    expect(seal('whsec_ключ', 'source 1', secret)).not.toBe(sealed);
    expect(sealed).not.toContain('whsec');
  });

  it.each([
    ['another purpose', (sealed: string) => unseal(sealed, 'source 2', secret)],
    ['another master secret', (sealed: string) => unseal(sealed, 'source 1', `${secret}!`)],
    ['a changed value', (sealed: string) => unseal(`${sealed.slice(0, -2)}AA`, 'source 1', secret)],
    ['nonsense', () => unseal('v1.xx', 'source 1', secret)],
    ['an unknown version', (sealed: string) => unseal(sealed.replace('v1', 'v9'), 'source 1', secret)],
  ])('do not open with %s', (_name, open) => {
    expect(() => open(seal('secret', 'source 1', secret))).toThrow(/cannot be opened/);
  });
});
