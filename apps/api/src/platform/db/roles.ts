import { createHmac } from 'node:crypto';

/** Database roles besides the owner, who only migrates. Each has what its process needs and nothing more. */
export const DATABASE_ROLES = ['kelvin_app', 'kelvin_ingest', 'kelvin_sweep', 'kelvin_queue'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** Password of a role, derived from the installation's master secret, so that no further secret needs keeping. */
export function rolePassword(role: DatabaseRole, masterSecret: string): string {
  return createHmac('sha256', masterSecret).update(`database role ${role}`).digest('base64url');
}

/** The owner's URL with the role's name and password in its place. */
export function roleUrl(ownerUrl: string, role: DatabaseRole, masterSecret: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(role, masterSecret);
  return url.toString();
}
