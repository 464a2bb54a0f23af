import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

const LEAST = ['orders.csv', '--map', 'map.json', '--workspace', 'shop', '--source', 'History'];

describe('readArguments', () => {
  it('reads the least and fills in the rest', () => {
    expect(readArguments(LEAST, {})).toEqual({
      file: 'orders.csv', map: 'map.json', workspace: 'shop', source: 'History', asOf: null, url: 'http://127.0.0.1:3000', email: null, password: null,
      isCreateAllowed: false, isFitWanted: false, currency: null, timeZone: null, business: 'b2c',
    });
  });
  it('takes port and person from the environment, and flags before it', () => {
    const env = { PORT: '4000', KELVIN_EMAIL: 'a@example.com', KELVIN_PASSWORD: 'one' };
    expect(readArguments([...LEAST, '--password', 'two'], env)).toMatchObject({ url: 'http://127.0.0.1:4000', email: 'a@example.com', password: 'two' });
    expect(readArguments([...LEAST, '--url', 'https://k.example.com/'], env)).toMatchObject({ url: 'https://k.example.com' });
  });
  it.each([
    [['orders.csv', '--map', 'm.json'], /Missing: --workspace, --source/],
    [LEAST.slice(1), /Name one file/],
    [[...LEAST, '--as-of', 'yesterday'], /--as-of is either/],
    [[...LEAST, '--wrong'], /Unknown option '--wrong'/],
    [[...LEAST, '--url', 'nowhere'], /is no address/],
  ])('refuses %j in words', (argv, message) => expect(() => readArguments(argv, {})).toThrow(message));
  it('gives help when asked', () => expect(readArguments(['--help'], {})).toBeNull());
});
