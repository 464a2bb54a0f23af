/**
 * An expected failure whose message already says what to do; shown without a stack. For programs that run on installed
 * packages; those that install them are plain JavaScript and have `say.mjs`.
 */
export class Sentence extends Error {
  override readonly name = 'Sentence';
}

/** What to tell the person at the terminal about a failure. */
export function toSentence(error: unknown): string {
  if (error instanceof Sentence) return error.message;
  const { code, message, cause } = error as { code?: string; message?: string; cause?: { code?: string } };
  const reason = code ?? cause?.code;
  if (reason === 'ECONNREFUSED' || reason === 'ECONNRESET' || reason === 'UND_ERR_SOCKET') {
    return 'Kelvin stopped answering. Lines that were read are kept: start Kelvin again and it goes on by itself, or run this command again, which adds only what is missing.';
  }
  return message ?? String(error);
}
