import type { EventKind, Identifier } from '@kelvin/contracts';
import { identifier, type ItemIds } from '../identifiers.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ANONYMOUS_LOOK = /^(?:anon|guest|visitor|device|\$device)/i;

type Link = [Identifier, Identifier];

/**
 * Pairs of identifiers that a message declares to be one person: the two ids of an identify, or an alias's new and
 * previous id.
 *
 * An alias does not say what kind its previous id is. Generated ids (UUIDs, "anon-…") are taken for anonymous ones, the
 * clients' habit; any other may be either, so both readings are linked: an id that never occurs joins nobody.
 */
export function linksOf(kind: EventKind, ids: ItemIds, previousId: string | null): Link[] {
  const links: Link[] = [];
  if ((kind === 'identify' || kind === 'alias') && ids.userId !== null && ids.anonymousId !== null) {
    links.push([identifier('userId', ids.userId), identifier('anonymousId', ids.anonymousId)]);
  }
  if (kind !== 'alias' || previousId === null || previousId === ids.userId || previousId === ids.anonymousId) return links;
  const owner = ids.userId !== null ? identifier('userId', ids.userId) : ids.anonymousId !== null ? identifier('anonymousId', ids.anonymousId) : null;
  if (owner === null) return links;
  links.push([owner, identifier('anonymousId', previousId)]);
  if (!UUID.test(previousId) && !ANONYMOUS_LOOK.test(previousId)) links.push([owner, identifier('userId', previousId)]);
  return links;
}
