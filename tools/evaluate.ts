import { writeFileSync } from 'node:fs';
import { HELP, readArguments } from './evaluate/arguments.ts';
import { evaluateInThread } from './evaluate/evaluate-in-thread.ts';
import { checkWritable } from './evaluate/files.ts';
import { printReport } from './evaluate/report.ts';
import { toSentence } from './shared/sentence.ts';

// `npm run evaluate`: how well the engines do on a file, by the product's own functions, without a running Kelvin.
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (!args) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  if (args.json) checkWritable(args.json);
  const report = await evaluateInThread(args, say);
  process.stdout.write(`${printReport(report)}\n`);
  if (args.json) writeFileSync(args.json, `${JSON.stringify(report, null, 2)}\n`);
}

try {
  await main();
} catch (error) {
  say(toSentence(error));
  process.exitCode = 1;
}
