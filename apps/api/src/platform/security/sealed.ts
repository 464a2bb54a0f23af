import { AppError } from '@kelvin/kernel';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a secret for the database with AES-256-GCM. The key comes from the installation's master secret, which is
 * not in the database. `purpose` (such as the id of the row) is bound in: a value moved to another row cannot be opened.
 */
export function seal(plain: string, purpose: string, masterSecret: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(masterSecret), iv);
  cipher.setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString('base64url')}`;
}

/** Opens what `seal` made. Throws when the master secret, the purpose or the value is another one. */
export function unseal(sealed: string, purpose: string, masterSecret: string): string {
  try {
    const [version, body = ''] = sealed.split('.', 2);
    if (version !== VERSION) throw new Error(`unknown version ${version}`);
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', keyOf(masterSecret), bytes.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new AppError('unavailable', 'security.cannot_unseal', 'A stored secret cannot be opened. Was KELVIN_SECRET changed?', { purpose }, { cause: error });
  }
}

const keys = new Map<string, Buffer>();
function keyOf(masterSecret: string): Buffer {
  let key = keys.get(masterSecret);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', masterSecret, '', 'kelvin stored secrets', 32));
    keys.set(masterSecret, key);
  }
  return key;
}
