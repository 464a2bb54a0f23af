import type { Identifier } from '@kelvin/contracts';
import type { MergeReason } from './merge-plan.ts';

/** Two identifiers of which a sender said that they are one person: the one he speaks for, and the previous one. */
export type Link = readonly [Identifier, Identifier];

/** The identifier by which a link joins people: a device where there is one, else the previous id. */
export function hingeOf([current, previous]: Link): Identifier {
  return previous.kind !== 'anonymousId' && current.kind === 'anonymousId' ? current : previous;
}

/** Why a link joins: by a device as any event of that device would, else by the alias itself. */
export function reasonOf(link: Link): MergeReason {
  const hinge = hingeOf(link);
  if (hinge.kind === 'anonymousId') return { kind: 'anonymousId', value: hinge.value };
  return { ...aliasOf(link[0], link[1]), ...(hinge.kind === 'userId' ? { previousId: hinge.value } : {}) };
}

/** What must not be blocked for a link to join: either identifier, and the alias in either direction. */
export function blocksOf([current, previous]: Link): readonly { readonly kind: string; readonly value: string }[] {
  return [current, previous, aliasOf(current, previous), aliasOf(previous, current)];
}

function aliasOf(current: Identifier, previous: Identifier): { kind: 'alias'; value: string } {
  return { kind: 'alias', value: `${current.kind}:${current.value}=${previous.kind}:${previous.value}` };
}
