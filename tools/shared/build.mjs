import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfFiles, digestOfFolders, isStamped, REPOSITORY, writeStamp } from './repository.mjs';
import { run, stopRequested } from './run.mjs';
import { say, Sentence } from './say.mjs';

const VITE = join(REPOSITORY, 'node_modules', 'vite', 'bin', 'vite.js');
const TARGETS = [
  { name: 'web app', folder: 'apps/web', output: 'dist/apps/web', proof: 'index.html', sources: ['apps/web', 'libs'] },
  { name: 'server', folder: 'apps/api', output: 'dist/apps/api', proof: 'main.js', sources: ['apps/api', 'libs', 'migrations'] },
];

/** Builds what changed since the last build, side by side; `isForced` builds everything. */
export async function ensureBuilt({ isForced = false } = {}) {
  const settings = digestOfFiles(['package-lock.json', 'tsconfig.json']);
  const due = TARGETS.map((target) => ({ ...target, stamp: `dist/.built-${target.folder.replace('/', '-')}`, digest: settings + digestOfFolders(target.sources) }))
    .filter(({ stamp, digest, output, proof }) => isForced || !isStamped(stamp, digest) || !existsSync(join(REPOSITORY, output, proof)));
  if (due.length === 0) return;
  say(`Building the ${due.map(({ name }) => name).join(' and the ')} …`);
  // Both to their end: a failure must not leave the other build running on its own.
  const failure = (await Promise.allSettled(due.map(buildOne))).find(({ status }) => status === 'rejected');
  if (failure) throw failure.reason;
}

async function buildOne({ name, folder, output, stamp, digest }) {
  let errors = '';
  const { code } = await run(
    process.execPath,
    [VITE, 'build', folder, '--config', `${folder}/vite.config.ts`, '--outDir', join(REPOSITORY, output), '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: REPOSITORY, tee: (text) => { errors += text; }, env: { ...process.env, NODE_ENV: 'production', VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' } },
  );
  if (stopRequested()) return;
  if (/ENOSPC|EDQUOT/.test(errors)) throw new Sentence('The disk filled up while building. Free at least 500 MB and start again.');
  if (code !== 0) throw new Sentence(`Building the ${name} failed; the reason stands above.`);
  writeStamp(stamp, digest);
}
