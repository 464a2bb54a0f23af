/** An expected failure whose message already says what to do; shown without a stack. */
export class Sentence extends Error {}

/** One line of progress. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Turns what the system says into a sentence for the person at the terminal. */
export function toSentence(error) {
  if (error instanceof Sentence) return error.message;
  const where = error?.path ?? error?.dest ?? 'the project folder';
  if (error?.code === 'ENOSPC' || error?.code === 'EDQUOT') return `The disk is full: there was no room to write ${where}. Free at least 2 GB and start again.`;
  if (error?.code === 'EACCES' || error?.code === 'EPERM') return `This user may not write ${where}. Give the user the right to, or clone the project into a folder of the user's own.`;
  if (error?.code === 'EROFS') return `${where} is on a read-only disk. Clone the project to a disk that can be written to.`;
  return error?.stack ?? String(error);
}

/** Runs a program's main function; a failure becomes its sentence and exit code 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`\n${toSentence(error)}\n`);
    process.exit(1);
  }
}
