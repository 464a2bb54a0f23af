import type { EventType } from '@kelvin/contracts';
import type { EventTypesSearch } from './event-types-search.ts';

/** The types that fit the filters, in the order asked for. `locale` orders names. */
export function filterEventTypes(types: readonly EventType[], { q, show, sort = 'count' }: EventTypesSearch, locale: string): EventType[] {
  const words = q?.trim().toLowerCase() ?? '';
  const found = types.filter((type) => (show !== 'unconfirmed' || !type.isConfirmed) && type.name.toLowerCase().includes(words));
  const byName = new Intl.Collator(locale, { numeric: true });
  return found.sort((a, b) => (sort === 'name' ? byName.compare(a.name, b.name) : sort === 'seen' ? b.lastSeenAt.localeCompare(a.lastSeenAt) : b.eventCount - a.eventCount));
}
