import type { NormalisedEvent } from './drain-items.shape.ts';

/** Clients that run in the visitor's own browser or phone, so that the request's address is his. */
const VISITOR_SIDE = /analytics\.js|posthog-js|rudder.*js|ios|android|react-native|flutter/i;

/**
 * Adds the country of the network address to events that name none: the address the sender put into the context,
 * or that of the request where the client runs at the visitor's side. A server's own address says nothing about him.
 */
export function locate(events: readonly NormalisedEvent[], countryOfAddress: (address: string) => string | null): NormalisedEvent[] {
  return events.map((item) => {
    const { context } = item.event;
    if (context['location'] !== undefined || context['country'] !== undefined) return item;
    const address = addressOf(item);
    const country = address === null ? null : countryOfAddress(address);
    return country === null ? item : { ...item, event: { ...item.event, context: { ...context, location: { country } } } };
  });
}

function addressOf({ event, delivery }: NormalisedEvent): string | null {
  if (typeof event.context['ip'] === 'string') return event.context['ip'];
  const library = event.context['library'];
  const name = typeof library === 'object' && library !== null ? (library as Record<string, unknown>)['name'] : null;
  const requestAddress = delivery.headers?.['ip'];
  return typeof name === 'string' && VISITOR_SIDE.test(name) && !/node|server/i.test(name) && typeof requestAddress === 'string' ? requestAddress : null;
}
