/** Answers null when all is well, else a short name of what is still missing. */
export type ReadinessCheck = () => Promise<string | null>;

const CHECK_TIMEOUT_MS = 3_000;

/** What must be there before the process says it is ready. Whoever has something to wait for adds a check. */
export class ReadinessChecks {
  private readonly checks = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  /** Names of the checks that fail now, with what each of them says. Empty: ready. */
  async failing(): Promise<Record<string, string>> {
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await outcomeOf(check)] as const));
    return Object.fromEntries(results.filter((result): result is [string, string] => result[1] !== null));
  }
}

async function outcomeOf(check: ReadinessCheck): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const tooSlow = new Promise<string>((done) => { timer = setTimeout(() => done('does not answer'), CHECK_TIMEOUT_MS); });
    return await Promise.race([check(), tooSlow]);
  } catch {
    return 'does not answer';
  } finally {
    clearTimeout(timer);
  }
}
