import type { CanonicalEvent } from '@kelvin/contracts';
import { cutCharacters } from './cut-characters.ts';
import { personFields } from './person.ts';
import { countryOfTimeZone } from './time-zone-country.ts';

/** Where, with what and in which part of the site: one thing that a customer page counts. */
export interface Facet {
  readonly kind: 'device' | 'country' | 'section' | 'move' | 'channel';
  readonly value: string;
}

/** Characters that a section keeps. */
export const MAX_SECTION_LENGTH = 60;

/** Device of a user agent in words (`Phone, Android, Chrome`), or null without one. */
export function deviceOf(userAgent: unknown): string | null {
  if (typeof userAgent !== 'string' || userAgent === '') return null;
  const kind = /iPad|Tablet/i.test(userAgent) ? 'Tablet' : /Mobi|iPhone|Android/i.test(userAgent) ? 'Phone' : 'Computer';
  const system = /iPhone|iPad|iOS/i.test(userAgent) ? 'iOS' : /Android/i.test(userAgent) ? 'Android' : /Windows/i.test(userAgent) ? 'Windows'
    : /Mac OS X|Macintosh/i.test(userAgent) ? 'macOS' : /Linux/i.test(userAgent) ? 'Linux' : 'other';
  const browser = /YaBrowser/i.test(userAgent) ? 'Yandex' : /Edg\//.test(userAgent) ? 'Edge' : /OPR\//.test(userAgent) ? 'Opera' : /Firefox/i.test(userAgent) ? 'Firefox'
    : /Chrome|CriOS/i.test(userAgent) ? 'Chrome' : /Safari/i.test(userAgent) ? 'Safari' : 'other';
  return `${kind}, ${system}, ${browser}`;
}

/** Country of an event: said by the client, else told by its time zone, else by the region of its locale. */
export function countryOf(context: Readonly<Record<string, unknown>>): string | null {
  const location = context['location'];
  const said = typeof location === 'object' && location !== null ? (location as Record<string, unknown>)['country'] : context['country'];
  if (typeof said === 'string' && said !== '') return cutCharacters(said, 60);
  if (typeof context['timezone'] === 'string') {
    const country = countryOfTimeZone(context['timezone']);
    if (country) return country;
  }
  const locale = context['locale'];
  const region = typeof locale === 'string' ? /^[a-z]{2,3}[-_]([A-Z]{2})\b/.exec(locale)?.[1] : undefined;
  return region ?? null;
}

/** Section of the site a page belongs to: the first part of its path (`/courses`), `/` for the front page; null for other events. */
export function sectionOf(event: Pick<CanonicalEvent, 'kind' | 'properties' | 'context'>): string | null {
  if (event.kind !== 'page' && event.kind !== 'screen') return null;
  const named = event.properties['section'];
  if (typeof named === 'string' && named !== '') return cutCharacters(named, MAX_SECTION_LENGTH);
  const page = event.context['page'];
  const path = event.properties['path'] ?? (typeof page === 'object' && page !== null ? (page as Record<string, unknown>)['path'] : undefined) ?? event.properties['name'];
  if (typeof path !== 'string' || path === '') return null;
  const first = path.split(/[?#]/)[0]!.split('/').filter(Boolean)[0];
  return first === undefined ? '/' : cutCharacters(`/${first}`, MAX_SECTION_LENGTH);
}

/**
 * Device, country and channel of an event. The country is where it came from, else, of what names no such place (a till, a line of
 * a file), that of the person's attributes. Sections and moves need the page before and are added by the caller.
 */
export function facetsOf(event: Pick<CanonicalEvent, 'kind' | 'properties' | 'context' | 'traits'>): Facet[] {
  const facets: Facet[] = [];
  const device = deviceOf(event.context['userAgent']);
  if (device) facets.push({ kind: 'device', value: device });
  const country = countryOf(event.context) ?? personFields(event.traits).country;
  if (country) facets.push({ kind: 'country', value: country });
  const campaign = event.context['campaign'];
  if (typeof campaign === 'object' && campaign !== null) {
    const source = (campaign as Record<string, unknown>)['source'];
    if (typeof source === 'string' && source !== '') facets.push({ kind: 'channel', value: cutCharacters(source, MAX_SECTION_LENGTH) });
  }
  return facets;
}
