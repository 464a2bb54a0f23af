import { z } from 'zod';
import { roleSchema, type Permission } from './common.ts';

export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email('Enter an e-mail address such as anna@example.com'));
export const passwordSchema = z.string().min(10, 'Use at least 10 characters').max(200);
export const localeSchema = z.enum(['en', 'ru']);

export const workspaceSettingsSchema = z.object({
  name: z.string().trim().min(1).max(80),
  business: z.enum(['b2c', 'b2b']),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Use a three-letter currency code such as EUR'),
  timeZone: z.string().min(1).max(64),
  /** Share of revenue that stays, 0–1. */
  margin: z.number().min(0).max(1),
  /** Days without a key event after which a customer counts as having left. */
  leavingDays: z.int().min(1).max(3650),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>;

export const signUpSchema = z.object({
  email: emailSchema, password: passwordSchema, name: z.string().trim().min(1).max(80), locale: localeSchema,
  workspace: workspaceSettingsSchema,
});
export type SignUp = z.infer<typeof signUpSchema>;
export const signInSchema = z.object({ email: emailSchema, password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof signInSchema>;
export const createWorkspaceSchema = workspaceSettingsSchema;
export const updateWorkspaceSchema = workspaceSettingsSchema.partial().extend({
  /** ISO instant, or null for now. */
  asOf: z.iso.datetime().nullable().optional(),
});
export type UpdateWorkspace = z.infer<typeof updateWorkspaceSchema>;

export const workspaceSchema = workspaceSettingsSchema.extend({
  id: z.uuid(), slug: z.string(), role: roleSchema, isDemo: z.boolean(), asOf: z.iso.datetime().nullable(),
});
export type Workspace = z.infer<typeof workspaceSchema> & { permissions: Permission[] };

/** PATCH /api/me */
export const updateMeSchema = z.object({ name: z.string().trim().min(1).max(80).optional(), locale: localeSchema.optional() });
export type UpdateMe = z.infer<typeof updateMeSchema>;
/** GET /api/me and the answers of sign-up and sign-in. */
export const meSchema = z.object({
  user: z.object({ id: z.uuid(), email: z.string(), name: z.string(), locale: localeSchema }),
  csrfToken: z.string(),
  workspaces: z.array(workspaceSchema),
});
export type Me = Omit<z.infer<typeof meSchema>, 'workspaces'> & { workspaces: Workspace[] };
