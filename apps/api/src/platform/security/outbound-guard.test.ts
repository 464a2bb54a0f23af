import { describe, expect, it } from 'vitest';
import { OutboundGuard, parseAddressRange } from './outbound-guard.ts';

const resolvesTo = (...addresses: string[]) => () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
const codeOf = (guard: OutboundGuard, address: string): Promise<string> => guard.pin(address).then(() => 'ok', (error: { code: string }) => error.code);

describe('an address that somebody typed in', () => {
  const guard = new OutboundGuard([], resolvesTo('93.184.215.14'));
  it.each([
    ['https://model.example/score', 'ok'], ['https://model.example:8443/', 'ok'], ['http://model.example/', 'outbound.not_https'],
    ['', 'outbound.bad_address'], ['model.example', 'outbound.bad_address'], ['file:///etc/passwd', 'outbound.bad_address'], ['ftp://model.example', 'outbound.bad_address'],
    ['https://user:secret@model.example', 'outbound.bad_address'], ['https://user@model.example', 'outbound.bad_address'],
    ['https://8.8.8.8/', 'ok'], ['https://[2606:2800:220:1::1]/', 'ok'],
  ])('%s: %s', async (address, expected) => {
    expect(await codeOf(guard, address)).toBe(expected);
  });

  it.each([
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '100.64.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255',
    '2130706433', '0x7f.1', '017700000001', '127.1', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:8.8.8.8]', '[64:ff9b::7f00:1]', '[fe80::1]', '[fc00::1]', '[fd12::1]', '[ff02::1]', '[2002:7f00:1::]', '[2001::1]', '[2001:db8::1]', '[::127.0.0.1]',
  ])('%s leads into a private network', async (host) => {
    expect(await codeOf(guard, `https://${host}/`)).toBe('outbound.private_address');
  });

  it.each([['172.15.255.255'], ['172.32.0.1'], ['11.0.0.1'], ['100.128.0.1'], ['169.253.0.1'], ['223.255.255.255']])('%s beside one does not', async (host) => {
    expect(await codeOf(guard, `https://${host}/`)).toBe('ok');
  });
});

describe('a name', () => {
  it('is refused when any of its addresses is private, or there is none', async () => {
    expect(await codeOf(new OutboundGuard([], resolvesTo('93.184.215.14', '10.0.0.5')), 'https://both.example')).toBe('outbound.private_address');
    expect(await codeOf(new OutboundGuard([], resolvesTo('93.184.215.14', '::1')), 'https://both.example')).toBe('outbound.private_address');
    expect(await codeOf(new OutboundGuard([], resolvesTo()), 'https://none.example')).toBe('outbound.unknown_host');
    expect(await codeOf(new OutboundGuard([], () => Promise.reject(new Error('ENOTFOUND'))), 'https://none.example')).toBe('outbound.unknown_host');
    expect(await codeOf(new OutboundGuard([], resolvesTo('not an address')), 'https://none.example')).toBe('outbound.unknown_host');
  });

  it('is looked up once, and the address that was checked is answered', async () => {
    let asked = 0;
    const guard = new OutboundGuard([], () => Promise.resolve([{ address: (asked += 1) === 1 ? '93.184.215.14' : '127.0.0.1', family: 4 }]));
    expect(await guard.pin('https://rebinding.example/path?q=1')).toMatchObject({ address: '93.184.215.14', family: 4, url: { hostname: 'rebinding.example', pathname: '/path' } });
    expect(asked).toBe(1);
  });
});

describe('what the operator allows', () => {
  const guard = new OutboundGuard(['127.0.0.1', '10.1.0.0/16', 'fd00::/8'], resolvesTo('10.1.2.3'));
  it.each([
    ['http://127.0.0.1:9000/', 'ok'], ['http://127.0.0.2/', 'outbound.private_address'], ['https://10.1.255.1/', 'ok'], ['https://10.2.0.1/', 'outbound.private_address'],
    ['http://[fd00::5]/', 'ok'], ['https://[fe80::5]/', 'outbound.private_address'], ['http://inside.example/', 'ok'], ['http://8.8.8.8/', 'outbound.not_https'],
  ])('%s: %s', async (address, expected) => {
    expect(await codeOf(guard, address)).toBe(expected);
  });

  it('is read strictly', () => {
    expect(parseAddressRange(' 10.0.0.0/8 ')).toEqual({ network: '10.0.0.0', prefix: 8, family: 4 });
    expect(parseAddressRange('::1')).toEqual({ network: '::1', prefix: 128, family: 6 });
    for (const bad of ['', 'localhost', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.0/8/9', '*']) expect(parseAddressRange(bad)).toBeNull();
    expect(() => new OutboundGuard(['localhost'])).toThrow('localhost');
  });
});
