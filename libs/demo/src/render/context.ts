import type { Device } from '../world/devices.ts';
import type { Person } from '../world/people.ts';

const SITE = 'https://polaris.example';

/** Addresses of the documentation ranges (RFC 5737), steady for a person. */
function ipOf(person: Person): string {
  const net = ['203.0.113', '198.51.100', '192.0.2'][person.index % 3];
  return `${net}.${1 + (Math.floor(person.index / 3) % 254)}`;
}

/** Locale, zone and country: what every client of a person sends. Builds for testers say whose they are. */
function personContext(person: Person): Record<string, unknown> {
  const { place } = person;
  const context = { locale: place.locale, timezone: place.timeZone, location: { country: place.country, city: place.city } };
  return person.role === 'test' ? { ...context, traits: { email: person.email } } : context;
}

/** Contexts of a person by device (`null`: said by the server), made once: they are the greater part of every message. */
export class ContextCache {
  private readonly contexts = new Map<Person, Map<Device | null, Record<string, unknown>>>();

  of(person: Person, device: Device | null): Record<string, unknown> {
    let own = this.contexts.get(person);
    if (!own) this.contexts.set(person, (own = new Map()));
    let context = own.get(device);
    if (!context) own.set(device, (context = device ? deviceContext(person, device) : personContext(person)));
    return context;
  }
}

function deviceContext(person: Person, device: Device): Record<string, unknown> {
  return {
    ...personContext(person),
    ip: ipOf(person),
    userAgent: device.userAgent,
    os: { name: device.os },
    device: device.model === null ? { type: device.type } : { type: device.type, model: device.model },
    library: device.platform === 'web' ? { name: 'analytics.js', version: 'next-1.84.3' } : { name: 'analytics-mobile', version: '4.12.0' },
  };
}

/** What the browser client says of the page: its path (with the leading slash) and the whole address. */
export function pageContext(path: string): Record<string, unknown> {
  return { path, url: `${SITE}${path}` };
}

const CAMPAIGN_BY_CHANNEL: Readonly<Record<Person['channel'], { readonly source: string; readonly medium: string } | null>> = {
  organic: null, direct: null,
  ads: { source: 'search-ads', medium: 'cpc' },
  social: { source: 'social', medium: 'post' },
  partner: { source: 'partner', medium: 'affiliate' },
  referral: { source: 'friend', medium: 'referral' },
};

/** The campaign tags of a first landing; nothing for those who came by themselves. */
export function campaignContext(person: Person): Record<string, unknown> {
  const campaign = CAMPAIGN_BY_CHANNEL[person.channel];
  return campaign ? { campaign: { ...campaign, name: 'polaris-courses' } } : {};
}
