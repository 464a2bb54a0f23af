import { join } from 'node:path';
import { ensureBuilt } from './shared/build.mjs';
import { ensureInstalled } from './shared/install.mjs';
import { checkDataFolder, checkPort } from './shared/preflight.mjs';
import { checkNode, loadSettings, REPOSITORY } from './shared/repository.mjs';
import { run, start, stopChildrenWithUs, stopRequested } from './shared/run.mjs';
import { runMain, say, Sentence } from './shared/say.mjs';

const OPTIONS = ['--no-demo', '--help'];
const HELP = `npm start                 install, build and run Kelvin with its own database
npm start -- --no-demo    the same, without the demo workspace

PORT=3000                 port of the web app
KELVIN_DATA_DIR=.kelvin   where database and secrets are kept
.env.example lists every other setting.`;

/** `npm start`: from a fresh clone to a running Kelvin, with Node alone. */
await runMain(async () => {
  const options = process.argv.slice(2);
  const unknown = options.find((option) => !OPTIONS.includes(option));
  if (unknown) throw new Sentence(`npm start does not know ${unknown}.\n\n${HELP}`);
  if (options.includes('--help')) return say(HELP);

  checkNode();
  loadSettings();
  await checkPort(Number(process.env.PORT || 3000), process.env.HOST || '127.0.0.1');
  const dataFolder = process.env.DATABASE_URL ? null : checkDataFolder();
  stopChildrenWithUs(() => say('\nStopping …'));
  await ensureInstalled();
  if (!stopRequested()) await ensureBuilt();
  if (stopRequested()) return;
  process.exitCode = await serve(dataFolder, options.includes('--no-demo'));
});

async function serve(dataFolder, isEmpty) {
  const server = start(process.execPath, ['--enable-source-maps', join(REPOSITORY, 'dist', 'apps', 'api', 'main.js')], {
    cwd: REPOSITORY,
    // The channel closes when we are killed, which tells the server to end too.
    ipc: true,
    env: {
      ...process.env,
      NODE_ENV: process.env.NODE_ENV || 'production',
      ...(dataFolder ? { KELVIN_DATA_DIR: dataFolder } : {}),
      ...(isEmpty ? { KELVIN_DEMO: 'off' } : {}),
    },
  });
  const { code, signal } = await server.ended;
  // A server that was killed could not stop its database; nobody may be left running behind a closed terminal.
  if (dataFolder && signal) await run(process.execPath, [join(REPOSITORY, 'dist', 'apps', 'api', 'stop-database.js'), dataFolder]);
  if (stopRequested()) return 0;
  if (signal) say(`Kelvin was killed (${signal}). Nothing that was acknowledged is lost; npm start continues where it stopped.`);
  return code ?? 1;
}
