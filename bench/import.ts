import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Import } from '@kelvin/contracts';
import { measureAnchor } from './anchor.ts';
import { startBench, type BenchRun } from './bench-run.ts';
import { importFile } from './import-file.ts';
import { watchMemory } from './memory.ts';
import { metric, report } from './report.ts';

// `npm run bench:import [-- --json FILE]`: a file of a gigabyte through the import command. Its memory is compared with that
// of a file a tenth as long, read before: what is streamed takes no more for more.
const LINES = 516_000;
const SHORT_LINES = LINES / 10;
const CUSTOMERS = 5_000;
const FROM_MS = Date.parse('2026-01-01T00:00:00Z');
const SPAN_SECONDS = 28_500_000;
const NOTE = 'Delivered to the door and asked for a call before noon. '.repeat(37);
const MAP = { userId: 'client', timestamp: { column: 'date', format: 'iso' }, event: { constant: 'Order Completed' }, amount: 'sum' };

const { values: options } = parseArgs({ options: { json: { type: 'string' }, anchor: { type: 'string' } } });
const folder = await mkdtemp(join(tmpdir(), 'kelvin-import-'));
const run = await startBench('all');
try {
  const anchor = await measureAnchor(run.installation, options.anchor);
  const map = join(folder, 'map.json');
  await writeFile(map, JSON.stringify(MAP));
  const short = await measure(run, map, 'short', SHORT_LINES);
  const long = await measure(run, map, 'long', LINES);
  process.exitCode = report([
    metric('import.memory.growth.ratio', long.megabytes / short.megabytes, 1.5, 1.2, 'lower'),
    metric('import.rss.mb', long.megabytes, null, null, 'lower'),
    metric('import.lines_off', Math.abs(long.processed - LINES) + Math.abs(short.processed - SHORT_LINES), 0, 0, 'lower'),
    metric('import.lines.ratio', LINES / long.seconds / anchor.rowsPerSecond, null, null, 'higher'),
    metric('import.gigabyte.seconds', long.seconds / (long.bytes / 1e9), null, null, 'lower'),
  ], anchor, options.json);
} finally {
  await run.stop();
  await rm(folder, { recursive: true });
}

interface Measured { readonly seconds: number; readonly bytes: number; readonly megabytes: number; readonly processed: number }

async function measure(bench: BenchRun, map: string, source: string, lines: number): Promise<Measured> {
  const data = join(folder, `${source}.csv`);
  await writeLines(data, source, lines);
  const memory = watchMemory(bench.kelvin.pid!, (await bench.installation.postmasterPid())!);
  const begun = performance.now();
  await importFile(bench, { data, map, source });
  const seconds = (performance.now() - begun) / 1000;
  const { kelvin } = memory.end();
  const { size } = await stat(data);
  await rm(data);
  const { items } = await bench.account.client.call<{ items: Import[] }>('GET', `/api/w/${bench.account.workspace.slug}/imports`);
  const { processed } = items.find(({ fileName }) => fileName === `${source}.csv`)!;
  console.log(`${lines} lines, ${(size / 1e6).toFixed(0)} MB: ${seconds.toFixed(1)} s, ${kelvin.toFixed(0)} MB of memory`);
  return { seconds, bytes: size, megabytes: kelvin, processed };
}

/** Orders of two kilobytes each, no two alike. */
async function writeLines(path: string, source: string, lines: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('client,date,sum,note\n');
  for (let nth = 0; nth < lines; nth += 1) {
    const at = new Date(FROM_MS + ((nth * 7919) % SPAN_SECONDS) * 1000).toISOString();
    if (!file.write(`c${(nth * 31) % CUSTOMERS},${at},${10 + (nth % 190)}.50,${source} ${nth} ${NOTE}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
