import { ensureBuilt } from './shared/build.mjs';
import { ensureInstalled } from './shared/install.mjs';
import { checkNode } from './shared/repository.mjs';
import { stopChildrenWithUs } from './shared/run.mjs';
import { runMain, say } from './shared/say.mjs';

await runMain(async () => {
  checkNode();
  stopChildrenWithUs();
  await ensureInstalled();
  await ensureBuilt({ isForced: true });
  say('Built into dist/.');
});
