import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFolderBroken } from './embedded.errors.ts';

const secretsSchema = z.object({
  /** Names this installation, so that a database kept elsewhere can tell whether it belongs to the folder. */
  installationId: z.string().regex(/^[0-9a-f]{16}$/),
  /** 32 bytes in hex: the root of every key that must survive a restart. */
  masterSecret: z.string().regex(/^[0-9a-f]{64}$/),
  databasePassword: z.string().regex(/^[0-9a-f]{32,}$/),
});
/** What the data folder keeps secret. Losing it makes stored credentials unreadable. */
export type InstallationSecrets = Readonly<z.infer<typeof secretsSchema>>;

const SECRETS_FILE = 'secrets.json';

/** The secrets of a data folder, or null when it has none yet; a file that does not parse is a broken folder. */
export async function findSecrets(dataDir: string): Promise<InstallationSecrets | null> {
  let text: string;
  try {
    text = await readFile(join(dataDir, SECRETS_FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw dataFolderBroken(dataDir, `${SECRETS_FILE} cannot be read`, error);
  }
}

/** Makes secrets and writes them so that a crash leaves either no file or a whole one, readable by its owner only. */
export async function createSecrets(dataDir: string): Promise<InstallationSecrets> {
  const secrets: InstallationSecrets = {
    installationId: randomBytes(8).toString('hex'),
    masterSecret: randomBytes(32).toString('hex'),
    databasePassword: randomBytes(24).toString('hex'),
  };
  const file = join(dataDir, SECRETS_FILE);
  const draft = await open(`${file}.new`, 'w', 0o600);
  try {
    await draft.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
  return secrets;
}
