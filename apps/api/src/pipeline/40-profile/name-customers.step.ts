import type { Tx } from '../../platform/db/db.ts';
import type { FlaggedEvent } from '../20-normalise/drain-items.shape.ts';
import { addSearchIds, refreshCustomers } from './refresh-customers.port.ts';

/** What a drain found out about who is who. */
export interface FoundIdentities {
  readonly changedCustomers: ReadonlySet<string>;
  readonly newIdentifiers: readonly { readonly customerId: string; readonly kind: string; readonly value: string }[];
}

/**
 * Brings names, addresses and search words of customers up to what a drain learnt: of those with attributes, new addresses
 * or a changed membership everything, of those who only brought a new id just that id, because every visitor is new once.
 * A drain of known people without attributes writes nothing. `described`: profiles that got an attribute.
 */
export async function nameCustomers(tx: Tx, events: readonly FlaggedEvent[], { changedCustomers, newIdentifiers }: FoundIdentities, described: ReadonlySet<string>): Promise<void> {
  const toRefresh = new Set(changedCustomers);
  for (const item of events) if (described.has(item.profileId)) toRefresh.add(item.customerId);
  for (const { kind, customerId } of newIdentifiers) if (kind === 'email' || kind === 'phone') toRefresh.add(customerId);
  const identifiedAnew = new Set(changedCustomers);
  for (const { customerId } of newIdentifiers) if (toRefresh.has(customerId)) identifiedAnew.add(customerId);
  await refreshCustomers(tx, [...toRefresh], identifiedAnew);
  await addSearchIds(tx, newIdentifiers.filter(({ customerId }) => !toRefresh.has(customerId)));
}
