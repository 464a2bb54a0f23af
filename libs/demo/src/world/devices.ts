import type { Rng } from './rng.ts';

export interface Device {
  readonly platform: 'web' | 'app';
  readonly type: 'desktop' | 'mobile' | 'tablet';
  readonly os: string;
  readonly model: string | null;
  readonly userAgent: string;
  readonly anonymousId: string;
}

type Model = Omit<Device, 'anonymousId'> & { readonly weight: number };

const WEB: readonly Model[] = [
  { platform: 'web', type: 'desktop', os: 'Windows', model: null, weight: 42, userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36' },
  { platform: 'web', type: 'desktop', os: 'macOS', model: null, weight: 18, userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15' },
  { platform: 'web', type: 'desktop', os: 'Linux', model: null, weight: 4, userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0' },
  { platform: 'web', type: 'mobile', os: 'Android', model: 'Pixel 8', weight: 20, userAgent: 'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36' },
  { platform: 'web', type: 'mobile', os: 'iOS', model: 'iPhone', weight: 13, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1' },
  { platform: 'web', type: 'tablet', os: 'iPadOS', model: 'iPad', weight: 3, userAgent: 'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1' },
];

const APP: readonly Model[] = [
  { platform: 'app', type: 'mobile', os: 'Android', model: 'Galaxy S24', weight: 5, userAgent: 'Polaris/4.12 (Android 15; SM-S921B)' },
  { platform: 'app', type: 'mobile', os: 'Android', model: 'Redmi Note 13', weight: 6, userAgent: 'Polaris/4.12 (Android 14; 23124RA7EO)' },
  { platform: 'app', type: 'mobile', os: 'iOS', model: 'iPhone 15', weight: 6, userAgent: 'Polaris/4.12 (iOS 18.6; iPhone16,1)' },
  { platform: 'app', type: 'tablet', os: 'iPadOS', model: 'iPad Air', weight: 1, userAgent: 'Polaris/4.12 (iPadOS 18.6; iPad14,9)' },
];

/** An id as browsers make them (UUID version 4), from the person's own stream. */
export function anonymousId(rng: Rng): string {
  return `${rng.hex(8)}-${rng.hex(4)}-4${rng.hex(3)}-a${rng.hex(3)}-${rng.hex(12)}`;
}

function webDevice(rng: Rng): Device {
  const { weight: _weight, ...model } = rng.weighted(WEB);
  return { ...model, anonymousId: anonymousId(rng) };
}

function appDevice(rng: Rng): Device {
  const { weight: _weight, ...model } = rng.weighted(APP);
  return { ...model, anonymousId: anonymousId(rng) };
}

/** A browser always; the app for those who have it; sometimes a browser at work. */
export function devicesOf(rng: Rng, hasApp: boolean, hasSecondBrowser: boolean): Device[] {
  const devices = [webDevice(rng)];
  if (hasApp) devices.push(appDevice(rng));
  if (hasSecondBrowser) devices.push(webDevice(rng));
  return devices;
}
