import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AppError } from '@kelvin/kernel';

/** Where a request may go: the one address that was checked, so that a name cannot be made to mean another one afterwards. */
export interface PinnedTarget {
  readonly url: URL;
  readonly address: string;
  readonly family: 4 | 6;
}

export type ResolveName = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Addresses that are not of the public internet (IANA special-purpose registries, IPv4). */
const PRIVATE_V4 = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const;
/** Of IPv6 only this range is public at all; mapped and translated IPv4 lie outside it, but for those below. */
const PUBLIC_V6 = ['2000::', 3] as const;
/** Within it: protocol assignments and Teredo, documentation, 6to4. */
const PRIVATE_V6 = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const;

/**
 * The one gate for addresses that customers type in: outside models, webhooks, destinations. Only http and https, no
 * credentials in the address, only public networks, https on them; what the operator allows by name of its range may be
 * private and plain. Every address that a name resolves to must pass, and the caller must connect to the one that is answered.
 */
export class OutboundGuard {
  private readonly privateAddresses = new BlockList();
  private readonly publicV6 = new BlockList();
  private readonly allowed = new BlockList();

  /** `allowed`: addresses and ranges (`10.0.0.0/8`, `::1`) that may be called although they are private. */
  constructor(allowed: readonly string[], private readonly resolve: ResolveName = resolveAll) {
    for (const [network, prefix] of PRIVATE_V4) this.privateAddresses.addSubnet(network, prefix, 'ipv4');
    for (const [network, prefix] of PRIVATE_V6) this.privateAddresses.addSubnet(network, prefix, 'ipv6');
    this.publicV6.addSubnet(...PUBLIC_V6, 'ipv6');
    for (const text of allowed) {
      const range = parseAddressRange(text);
      if (range === null) throw new RangeError(`“${text}” is no address and no range of addresses.`);
      this.allowed.addSubnet(range.network, range.prefix, range.family === 4 ? 'ipv4' : 'ipv6');
    }
  }

  /**
   * Checks an address that somebody typed in and resolves its name, once.
   *
   * @throws AppError `outbound.bad_address` (no http address, or one with a password), `outbound.unknown_host`,
   *   `outbound.private_address`, `outbound.not_https`.
   */
  async pin(address: string): Promise<PinnedTarget> {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || !['http:', 'https:'].includes(url.protocol)) throw new AppError('invalid', 'outbound.bad_address', 'This is no address that can be called. It must begin with https://.');
    if (url.username !== '' || url.password !== '') throw new AppError('invalid', 'outbound.bad_address', 'An address must not hold a user name or password.');
    const found = await this.addressesOf(url.hostname.replace(/^\[(.*)\]$/, '$1'));
    const refused = found.find((one) => !this.isAllowed(one) && !this.isPublic(one));
    if (refused) {
      throw new AppError('forbidden', 'outbound.private_address', 'This address leads into a private network. If it is meant to, whoever runs Kelvin can allow it with OUTBOUND_ALLOW.', { family: refused.family });
    }
    const [target] = found;
    if (url.protocol === 'http:' && !this.isAllowed(target!)) throw new AppError('invalid', 'outbound.not_https', 'Over the internet only https:// addresses are called, because data of customers is sent there.');
    return { url, ...target! };
  }

  private async addressesOf(host: string): Promise<{ address: string; family: 4 | 6 }[]> {
    const literal = isIP(host);
    if (literal !== 0) return [{ address: host, family: literal === 4 ? 4 : 6 }];
    const found = await this.resolve(host).catch(() => []);
    const known = found.flatMap(({ address }) => (isIP(address) === 0 ? [] : [{ address, family: isIP(address) === 4 ? 4 as const : 6 as const }]));
    if (known.length === 0) throw new AppError('unavailable', 'outbound.unknown_host', 'The name in this address cannot be found. Check it for a slip, or try again in a minute.');
    return known;
  }

  private isAllowed({ address, family }: { address: string; family: 4 | 6 }): boolean {
    return this.allowed.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }

  private isPublic({ address, family }: { address: string; family: 4 | 6 }): boolean {
    if (family === 4) return !this.privateAddresses.check(address, 'ipv4');
    return this.publicV6.check(address, 'ipv6') && !this.privateAddresses.check(address, 'ipv6');
  }
}

/** Reads `10.0.0.0/8`, `::1`; null for anything else. A single address is a range of itself. */
export function parseAddressRange(text: string): { network: string; prefix: number; family: 4 | 6 } | null {
  const match = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text.trim());
  const kind = isIP(match?.[1] ?? '');
  if (!match || kind === 0) return null;
  const longest = kind === 4 ? 32 : 128;
  const prefix = match[2] === undefined ? longest : Number(match[2]);
  return prefix > longest ? null : { network: match[1]!, prefix, family: kind === 4 ? 4 : 6 };
}

function resolveAll(host: string): ReturnType<ResolveName> {
  return lookup(host, { all: true, verbatim: true });
}
