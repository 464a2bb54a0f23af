import type { Installation } from '../tools/rig/installation.ts';
import { readSteps, statementsOf } from './sql-steps.ts';

const ROWS = 500_000;
const RUNS = 3;
const DATABASE = 'kelvin_anchor';

export interface Anchor {
  /** Median of three. */
  readonly rowsPerSecond: number;
}

/**
 * Measures `anchor.sql` on a running embedded server, in a database of its own that is dropped afterwards. Throws when
 * the server would not survive a power cut: a ratio to such an anchor would say nothing. `known`: rows/s of an earlier
 * run (`--anchor`), for trials only.
 */
export async function measureAnchor(installation: Installation, known?: string): Promise<Anchor> {
  if (known !== undefined) {
    console.log(`anchor: ${known} rows/s, NOT MEASURED in this run but given by --anchor`);
    return { rowsPerSecond: Number(known) };
  }
  const steps = readSteps('anchor.sql');
  const owner = await installation.connect();
  await owner.query(`CREATE DATABASE ${DATABASE}`);
  const client = await installation.connect(DATABASE);
  try {
    const { rows: settings } = await client.query<{ name: string; value: string }>(steps.get('settings')!);
    console.log(`anchor: ${settings.map(({ name, value }) => `${name} ${value}`).join(', ')}`);
    for (const name of ['fsync', 'synchronous_commit']) {
      if (settings.find((setting) => setting.name === name)?.value !== 'on') throw new Error(`The anchor wants ${name} on.`);
    }
    await client.query(steps.get('prepare')!);
    const rates: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      // One by one: CHECKPOINT must stand alone, and a COPY in the transaction of its TRUNCATE would skip the log.
      for (const statement of statementsOf(steps.get('empty')!)) await client.query(statement);
      const begun = performance.now();
      await client.query(steps.get('timed')!);
      rates.push(ROWS / ((performance.now() - begun) / 1000));
    }
    await client.query(steps.get('clean')!);
    const rowsPerSecond = rates.sort((a, b) => a - b)[RUNS >> 1]!;
    console.log(`anchor: COPY of ${ROWS} rows, median of ${RUNS}: ${Math.round(rowsPerSecond)} rows/s (${rates.map(Math.round).join(', ')})`);
    return { rowsPerSecond };
  } finally {
    await client.end();
    await owner.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    await owner.end();
  }
}
