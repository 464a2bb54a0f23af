import { z } from 'zod';

/** Every error answer: a stable code, a sentence that says what to do, the id to search the log for, and the numbers and names in the sentence, for readers of other languages. */
export const errorResponseSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), requestId: z.string(), fields: z.record(z.string(), z.string()).optional(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
});
export type ErrorResponse = z.infer<typeof errorResponseSchema>;

/** Why work failed, as it is kept: `code` and `values` for the screens to make a sentence of in the reader's language, `message` the same in English. */
export const failureSchema = z.object({ code: z.string(), message: z.string(), values: z.record(z.string(), z.union([z.number(), z.string()])) });
export type Failure = z.infer<typeof failureSchema>;

export const ROLES = ['owner', 'admin', 'marketer', 'analyst', 'viewer'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What a route may demand. Which role has which is decided in one table, `ROLE_PERMISSIONS`. */
export const PERMISSIONS = [
  'workspace.read', 'workspace.manage', 'customers.read', 'customers.write', 'events.read', 'sources.read', 'sources.manage',
  'imports.run', 'scoring.manage', 'jobs.read', 'jobs.cancel', 'audit.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ: readonly Permission[] = ['workspace.read', 'customers.read', 'events.read', 'sources.read', 'jobs.read'];
/** The permission table: one place that says what each role may do. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(PERMISSIONS),
  admin: new Set(PERMISSIONS),
  marketer: new Set<Permission>([...READ, 'customers.write', 'imports.run', 'jobs.cancel']),
  analyst: new Set<Permission>([...READ, 'scoring.manage', 'imports.run', 'jobs.cancel']),
  viewer: new Set(READ),
};

export const bandSchema = z.enum(['hot', 'warm', 'cold', 'at_risk', 'not_scored']);

/** A reason as data: the screen turns code and numbers into a sentence in the reader's language. */
export const reasonSchema = z.object({
  code: z.string(),
  /** Signed points in hundredths, where the reason is a row of the ledger. */
  hundredths: z.int().nullable(),
  facts: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
});
export type Reason = z.infer<typeof reasonSchema>;
