import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Import, OutcomeDefinition, Overview } from '@kelvin/contracts';
import type pg from 'pg';
import { untilSettled } from '../tools/rig/settle.ts';
import { measureAnchor } from './anchor.ts';
import { startBench, type BenchRun } from './bench-run.ts';
import { importFile } from './import-file.ts';
import { metric, report } from './report.ts';
import { findDataFile } from './rule-quality.data.ts';
import { trainByApi } from './train-by-api.ts';

// `npm run bench:retail [-- --json FILE]`: a real shop from its file to scored customers with three trained models: the import
// command, then outcomes and trainings over HTTP, until no customer waits for a score. Without the data it says so.
const FILE = 'online_retail/online_retail.csv.gz';
const MAP = fileURLToPath(new URL('../docs/import-maps/online_retail.json', import.meta.url));
const SETTLE_SECONDS = 600;
const EXPECTED = { processed: 406_829, rejected: 135_080, customers: 4_372 } as const;
const order = { event: { by: 'meaning', meaning: 'order' }, where: [] } as const;
const OUTCOMES: readonly OutcomeDefinition[] = [
  { name: 'Buys within 30 days', role: 'buys', horizonDays: 30, condition: { kind: 'event_count', filter: { event: order.event, where: [] }, atLeast: 1 } },
  { name: 'No purchase in 90 days', role: 'leaves', horizonDays: 90, condition: { kind: 'inactivity', filter: { event: order.event, where: [] } } },
  { name: 'Sends something back within 60 days', role: 'own', horizonDays: 60, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'refund' }, where: [] }, atLeast: 1 } },
];

const { values: options } = parseArgs({ options: { json: { type: 'string' }, anchor: { type: 'string' } } });
const file = findDataFile(FILE);
if (file === null) console.warn(`\n*** THE DATA ARE ABSENT (../shared/data/${FILE}); nothing is measured. ***\n`);
else process.exitCode = await measure(file);

async function measure(data: string): Promise<number> {
  const run = await startBench('all');
  const owner = await run.installation.connect();
  try {
    const anchor = await measureAnchor(run.installation, options.anchor);
    const begun = performance.now();
    const secondsSince = (from: number): number => (performance.now() - from) / 1000;
    await importFile(run, { data, map: MAP, source: 'Old orders', options: ['--as-of', 'last_day', '--fit'] });
    const importSeconds = secondsSince(begun);
    for (const definition of OUTCOMES) await trainByApi(run.account, definition);
    await untilSettled(owner, run.account.workspace.id, SETTLE_SECONDS);
    const seconds = secondsSince(begun);
    const base = `/api/w/${run.account.workspace.slug}`;
    const { items: [imported] } = await run.account.client.call<{ items: Import[] }>('GET', `${base}/imports`);
    const { bands } = await run.account.client.call<Overview>('GET', `${base}/overview`);
    const customers = bands.reduce((sum, band) => sum + band.customers, 0);
    return report([
      metric('retail.end_to_end.seconds', seconds, 180, 180, 'lower'),
      metric('retail.import.seconds', importSeconds, null, null, 'lower'),
      // Distances, because a rounded count would hide a lost line.
      metric('retail.lines_off', Math.abs(imported!.processed - EXPECTED.processed) + Math.abs(imported!.rejected - EXPECTED.rejected), 0, 0, 'lower'),
      metric('retail.customers_off', Math.abs(customers - EXPECTED.customers), 0, 0, 'lower'),
      metric('retail.fewest_in_a_band', Math.min(...bands.filter(({ band }) => band !== 'not_scored').map((band) => band.customers)), 1, 1, 'higher'),
      metric('retail.scored_without_chances', await countWithoutChances(owner, run), 0, 0, 'lower'),
    ], anchor, options.json);
  } finally {
    await owner.end();
    await run.stop();
  }
}

async function countWithoutChances(owner: pg.Client, { account }: BenchRun): Promise<number> {
  const { rows } = await owner.query<{ customers: number }>(`
    SELECT count(*)::int AS customers FROM customer c JOIN score s ON s.workspace_id = $1 AND s.customer_id = c.id
     WHERE c.workspace_id = $1 AND c.merged_into IS NULL AND NOT c.is_visitor AND c.band <> 'not_scored' AND jsonb_array_length(s.chances) < $2`, [account.workspace.id, OUTCOMES.length]);
  return rows[0]!.customers;
}
