import type { EventKind, Identifier } from '@kelvin/contracts';
import { identifier, type ItemIds } from '../identifiers.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ANONYMOUS_LOOK = /^(?:anon|guest|visitor|device|\$device)/i;

type Link = [Identifier, Identifier];

/**
 * Pairs of identifiers of which an alias says that they are one person: the id it speaks for and the previous one. An
 * identify says no such thing about its two ids: people of one family identify themselves on one device.
 *
 * An alias does not say what kind its previous id is. Generated ids (UUIDs, "anon-…") are taken for anonymous ones, the
 * clients' habit; any other may be either, so both readings are linked: an id that never occurs joins nobody.
 */
export function linksOf(kind: EventKind, ids: ItemIds, previousId: string | null): Link[] {
  const owner = ids.userId !== null ? identifier('userId', ids.userId) : ids.anonymousId !== null ? identifier('anonymousId', ids.anonymousId) : null;
  if (kind !== 'alias' || owner === null || previousId === null || previousId === owner.value) return [];
  const links: Link[] = [[owner, identifier('anonymousId', previousId)]];
  if (!UUID.test(previousId) && !ANONYMOUS_LOOK.test(previousId)) links.push([owner, identifier('userId', previousId)]);
  return links;
}
