import { ensureInstalled } from './shared/install.mjs';
import { checkNode } from './shared/repository.mjs';
import { stopChildrenWithUs, stopRequested } from './shared/run.mjs';
import { runMain, say, Sentence, toSentence } from './shared/say.mjs';

/** `npm test`: sets itself up and runs every suite to its end, also after a failure; `--only lint,unit` runs some. */
await runMain(async () => {
  checkNode();
  stopChildrenWithUs();
  await ensureInstalled();
  const { SUITES } = await import('./shared/suites.mjs');
  const names = chooseSuites(Object.keys(SUITES), process.argv.slice(2));
  const results = [];
  for (const name of names) {
    if (stopRequested()) break;
    results.push({ name, ...(await runSuite(name, SUITES[name])) });
  }
  say('\n════ summary ════');
  for (const { name, passed, failed, seconds } of results) say(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(6)} ${passed} passed, ${failed} failed, ${seconds} s`);
  const sum = (what) => results.reduce((total, result) => total + result[what], 0);
  say(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 || results.length < names.length ? 1 : 0;
});

async function runSuite(name, suite) {
  say(`\n════ ${name} ════`);
  const begun = performance.now();
  const outcome = await suite().catch((error) => {
    process.stderr.write(`\n!!! ${name} could not run: ${toSentence(error instanceof Error && !error.code ? new Sentence(error.message) : error)}\n`);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  say(`──── ${name}: ${outcome.passed} passed, ${outcome.failed} failed in ${seconds} s`);
  return { ...outcome, seconds };
}

function chooseSuites(known, options) {
  if (options.length === 0) return known;
  const chosen = options[0] === '--only' ? (options[1] ?? '').split(',') : [];
  const unknown = chosen.find((name) => !known.includes(name));
  if (chosen.length === 0 || unknown !== undefined) throw new Sentence(`npm test knows: npm test -- --only ${known.join(',')}`);
  return known.filter((name) => chosen.includes(name));
}
