import type { Source, Workspace } from '@kelvin/contracts';
import { KelvinClient } from '../shared/kelvin-client.ts';

/** A workspace of one run, made over HTTP as a person would, and the key that events are sent with. */
export interface Account {
  readonly client: KelvinClient;
  readonly workspace: Workspace;
  readonly sourceId: string;
  readonly writeKey: string;
  /** `Authorization` header of a tracking client. */
  readonly authorization: string;
}

export const RIG_EMAIL = 'rig@example.com';
export const RIG_PASSWORD = 'correct horse battery';

/** Signs up on a running Kelvin and makes a tracking source. Days are UTC, so that a client can count them itself. */
export async function signUp(url: string): Promise<Account> {
  const client = new KelvinClient(url);
  const me = await client.begin('/api/sign-up', {
    email: RIG_EMAIL, password: RIG_PASSWORD, name: 'Rig', locale: 'en',
    workspace: { name: 'Rig', business: 'b2c', currency: 'EUR', timeZone: 'UTC', margin: 0.5, leavingDays: 90 },
  });
  const workspace = me.workspaces[0]!;
  const source = await client.call<Source>('POST', `/api/w/${workspace.slug}/sources`, { kind: 'tracking', name: 'Rig' });
  if (source.writeKey === null) throw new Error('The new source has no write key.');
  return { client, workspace, sourceId: source.id, writeKey: source.writeKey, authorization: `Basic ${Buffer.from(`${source.writeKey}:`).toString('base64')}` };
}
