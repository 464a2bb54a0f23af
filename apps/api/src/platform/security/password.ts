import { hash, verify } from '@node-rs/argon2';

// Argon2id with the library's defaults: 19 MiB, 2 passes, 1 lane (OWASP's first recommendation).

/** Argon2id hash of a password, with its own salt and parameters inside. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let stranger: Promise<string> | null = null;

/**
 * Whether the password belongs to the hash. Pass null when there is no such account: the same work is done,
 * so that the time of the answer does not tell which addresses exist.
 */
export async function isPasswordRight(storedHash: string | null, password: string): Promise<boolean> {
  stranger ??= hashPassword('no account has this password');
  const isRight = await verify(storedHash ?? await stranger, password);
  return isRight && storedHash !== null;
}
