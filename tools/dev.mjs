import { join } from 'node:path';
import { ensureInstalled } from './shared/install.mjs';
import { checkDataFolder, checkPort } from './shared/preflight.mjs';
import { checkNode, loadSettings, REPOSITORY } from './shared/repository.mjs';
import { run, start, stopChildrenWithUs, stopRequested } from './shared/run.mjs';
import { runMain, say } from './shared/say.mjs';

/** What the server answers itself; everything else is the web app's. */
const SERVER_PATHS = ['/api', '/v1', '/hooks', '/docs', '/openapi.json', '/healthz', '/readyz', '/analytics.js'];

const SERVER = join(REPOSITORY, 'apps', 'api', 'src');
const WITH_TYPESCRIPT = ['--import', '@oxc-node/core/register'];

/** `npm run dev`: the server restarts and the web app reloads when their sources change. */
await runMain(async () => {
  checkNode();
  loadSettings();
  const host = process.env.HOST || '127.0.0.1';
  const webPort = Number(process.env.PORT || 3000);
  const serverPort = webPort + 1;
  await checkPort(webPort, host);
  await checkPort(serverPort, host);
  let web = null;
  stopChildrenWithUs(() => void web?.close());
  await ensureInstalled();
  if (stopRequested()) return;

  const dataFolder = process.env.DATABASE_URL ? null : checkDataFolder();
  const server = start(process.execPath, ['--watch', '--watch-preserve-output', '--enable-source-maps', ...WITH_TYPESCRIPT, join(SERVER, 'main.ts')], {
    cwd: REPOSITORY, ipc: true,
    env: { ...process.env, PORT: String(serverPort), ...(dataFolder ? { KELVIN_DATA_DIR: dataFolder } : {}) },
  });
  const { createServer } = await import('vite');
  const target = `http://${host}:${serverPort}`;
  web = await createServer({
    root: join(REPOSITORY, 'apps', 'web'),
    configFile: join(REPOSITORY, 'apps', 'web', 'vite.config.ts'),
    server: { host, port: webPort, strictPort: true, proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, { target }])) },
  });
  await web.listen();
  say(`Web app with reload: http://localhost:${webPort}  (server: ${target})`);
  await server.ended;
  // Only does something when the server was killed before it could stop its database.
  if (dataFolder) await run(process.execPath, [...WITH_TYPESCRIPT, join(SERVER, 'platform', 'db', 'embedded', 'stop-database.ts'), dataFolder], { cwd: REPOSITORY });
  await web.close();
});
