import { z } from 'zod';

/**
 * Identifier kinds, strongest first. `userId`, `anonymousId` and `vendor` ids own a profile;
 * `email` and `phone` link profiles and own one only when an event carries nothing else.
 * Vendor values are scoped by their account, a source or a name given to several (`amocrm-main:77100451`), and never link across accounts.
 */
export const IDENTIFIER_KINDS = ['userId', 'vendor', 'email', 'phone', 'anonymousId'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export const identifierSchema = z.object({ kind: z.enum(IDENTIFIER_KINDS), value: z.string().min(1).max(256) });
export type Identifier = z.infer<typeof identifierSchema>;

/** Names the account whose ids a source brings, so that several sources of one account share them. Without a colon, which ends it in the identifier. */
export const vendorAccountSchema = z.string().trim().regex(/^[\p{L}\p{N}._-]{1,80}$/u, 'Write a short name of letters, digits, dots and dashes');

/** The value of a vendor id: behind the account that gave it, because the same number means somebody else in another one. `account` is without a colon. */
export function buildVendorValue(account: string, ownId: string): string {
  return `${account}:${ownId}`;
}

/** What people know of an identifier's value: a vendor id without its account, everything of other kinds. */
export function ownPartOf({ kind, value }: { readonly kind: string; readonly value: string }): string {
  return kind === 'vendor' ? value.slice(value.indexOf(':') + 1) : value;
}
