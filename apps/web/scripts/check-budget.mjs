/**
 * Sums what a reader downloads, from the manifest of the build, and fails over budget.
 *   node apps/web/scripts/check-budget.mjs [folder of the build]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const KB = 1000;
/** Budgets in KB after gzip; the first page is the overview with everything it needs before the charts. */
const BUDGET = { initialJs: 190, initialCss: 15, routeChunk: 40, afterCharts: 400 };
const FIRST_PAGE = 'src/features/overview/pages/overview-page.tsx';
const CHARTS = 'src/shared/charts/draw-chart.ts';

const folder = process.argv[2] ?? join(import.meta.dirname, '../../../dist/apps/web');
const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
const gzipSizes = new Map();

function gzipBytes(file) {
  if (!gzipSizes.has(file)) gzipSizes.set(file, gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);
  return gzipSizes.get(file);
}

/** Files of chunks and of all that they import statically. */
function filesOf(keys) {
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  keys.forEach(visit);
  const chunks = [...seen].map((key) => manifest[key]).filter(Boolean);
  return { js: new Set(chunks.map((chunk) => chunk.file)), css: new Set(chunks.flatMap((chunk) => chunk.css ?? [])) };
}
const sum = (files) => [...files].reduce((total, file) => total + gzipBytes(file), 0) / KB;

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
if (!entry) throw new Error(`No entry in ${folder}/.vite/manifest.json: build the app first`);
for (const key of [FIRST_PAGE, CHARTS]) if (!manifest[key]) throw new Error(`${key} is not a chunk of the build: this script names a file that has moved`);

const start = filesOf([entry]);
const first = filesOf([entry, FIRST_PAGE]);
const withCharts = filesOf([entry, FIRST_PAGE, CHARTS]);
const rows = [
  ['initial JavaScript (overview)', sum(first.js), BUDGET.initialJs],
  ['initial CSS', sum(first.css), BUDGET.initialCss],
  ['after charts', sum(withCharts.js), BUDGET.afterCharts],
  ...Object.keys(manifest)
    .filter((key) => /^src\/features\/.*-page\.tsx$/.test(key))
    .map((key) => [`route ${key.split('/').at(-1)}`, sum([...filesOf([key]).js].filter((file) => !first.js.has(file) && !start.js.has(file))) || sum([manifest[key].file]), BUDGET.routeChunk]),
];
let isOver = false;
for (const [name, kb, budget] of rows) {
  isOver ||= kb > budget;
  process.stdout.write(`${kb > budget ? 'OVER' : ' ok '}  ${name.padEnd(36)} ${kb.toFixed(1).padStart(7)} KB gz of ${budget}\n`);
}
if (isOver) process.exit(1);
