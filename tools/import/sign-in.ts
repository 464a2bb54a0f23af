import type { Me } from '@kelvin/contracts';
import { createHmac } from 'node:crypto';
import { join, resolve } from 'node:path';
import { DEMO_EMAIL, demoPassword } from '../../apps/api/src/modules/demo/demo-workspace.ts';
import { findSecrets } from '../../apps/api/src/platform/db/embedded/secrets-file.ts';
import type { ImportArguments } from './arguments.ts';
import { Refused, type KelvinClient } from '../shared/kelvin-client.ts';
import { Sentence } from '../shared/sentence.ts';
import type { WorkspaceSettings } from '@kelvin/contracts';

interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Made by this command rather than given to it. */
  readonly isOurs: boolean;
}

/** Somebody to import as, on an installation that nobody has signed up to yet. */
const LOCAL_OWNER_EMAIL = 'owner@kelvin.localhost.example';

/**
 * Signs in: as whoever the command line or environment names, else as the demo's or the installation's own owner,
 * whose passwords follow from the master secret in the data folder. Only who may read that folder gets in this way.
 */
export async function signIn(client: KelvinClient, args: ImportArguments, repository: string, settings: WorkspaceSettings, say: (text: string) => void): Promise<Me> {
  const candidates = await credentialsFor(args, repository);
  for (const { email, password } of candidates) {
    const me = await client.begin('/api/sign-in', { email, password }).catch(nullWhenUnknown);
    if (me) return me;
  }
  const [first] = candidates.filter(({ isOurs, email }) => !isOurs || email === LOCAL_OWNER_EMAIL);
  if (!first) throw new Sentence('Say who you are: --email and --password, or KELVIN_EMAIL and KELVIN_PASSWORD in the environment.');
  if (!args.isCreateAllowed) {
    throw new Sentence(first.isOurs
      ? 'Nobody has signed up to this Kelvin yet. Sign up in the browser, or add --create to make the workspace here.'
      : 'E-mail and password do not belong together. Check them, or add --create to sign up with them.');
  }
  const me = await client.begin('/api/sign-up', { ...first, name: first.email.split('@')[0], locale: 'en', workspace: settings, isOurs: undefined });
  if (first.isOurs) say(`Signed up. To see it in the browser: ${first.email}, password ${first.password}`);
  return me;
}

async function credentialsFor({ email, password }: ImportArguments, repository: string): Promise<Credentials[]> {
  if (email !== null && password !== null) return [{ email, password, isOurs: false }];
  if (email !== null || password !== null) throw new Sentence('Give both --email and --password (or KELVIN_EMAIL and KELVIN_PASSWORD).');
  const folder = resolve(repository, process.env['KELVIN_DATA_DIR'] || '.kelvin');
  const secret = process.env['KELVIN_SECRET'] ?? (await findSecrets(folder).catch(() => null))?.masterSecret;
  if (secret === undefined) throw new Sentence(`Say who you are: --email and --password, or KELVIN_EMAIL and KELVIN_PASSWORD. (${join(folder, 'secrets.json')}, which would do instead, cannot be read.)`);
  const localPassword = createHmac('sha256', secret).update('local owner password').digest('base64url').slice(0, 14);
  return [{ email: DEMO_EMAIL, password: demoPassword(secret), isOurs: true }, { email: LOCAL_OWNER_EMAIL, password: localPassword, isOurs: true }];
}

function nullWhenUnknown(error: unknown): null {
  if (error instanceof Refused && error.status === 401) return null;
  throw error;
}
