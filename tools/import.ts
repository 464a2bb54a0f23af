import { importMapSchema, type Import, type ImportMap, type Job, type Me, type Overview, type Scoring, type Workspace, type WorkspaceSettings } from '@kelvin/contracts';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HELP, readArguments, type ImportArguments } from './import/arguments.ts';
import { KelvinClient } from './shared/kelvin-client.ts';
import { figure, Progress } from './import/progress.ts';
import { ensureRunning } from './import/run-app.ts';
import { Sentence, toSentence } from './shared/sentence.ts';
import { signIn } from './import/sign-in.ts';

// `npm run import`: a file into a workspace of a running Kelvin, over HTTP, as the screen would do it.
const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const POLL_MS = 500;
const OPEN = new Set<Import['status']>(['queued', 'reading', 'draining']);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2), process.env);
  if (!args) {
    say(HELP);
    return 0;
  }
  const { size } = await stat(args.file).catch(() => { throw new Sentence(`There is no file ${args.file}.`); });
  const map = await readMap(args.map);
  const client = new KelvinClient(args.url);
  const app = await ensureRunning(client, REPOSITORY, say);
  try {
    const settings = settingsOf(args, map);
    const me = await signIn(client, args, REPOSITORY, settings, say);
    const workspace = await chooseWorkspace(client, me, args, settings);
    return await importFile(client, workspace, args, { map, size });
  } finally {
    await app.stop();
  }
}

async function importFile(client: KelvinClient, workspace: Workspace, args: ImportArguments, file: { map: ImportMap; size: number }): Promise<number> {
  const path = `/api/w/${workspace.slug}/imports`;
  const progress = new Progress(process.stdout);
  say(`Importing ${basename(args.file)} into ${workspace.name} (${workspace.slug}), source ${args.source}`);
  const { id } = await client.call<Import>('POST', path, { fileName: basename(args.file), sourceName: args.source });
  await client.upload<Import>(`${path}/${id}/file`, counted(args.file, file.size, progress), file.size);
  await client.call<Import>('POST', `${path}/${id}/start`, { map: file.map, ...(args.asOf === null ? {} : { asOf: args.asOf }) });
  const ended = await followImport(client, workspace, id, progress);
  if (ended.status === 'done') await scoreAll(client, workspace, args, progress);
  progress.end();
  const code = report(ended, args, workspace);
  if (ended.status === 'done') await reportScores(client, workspace);
  return code;
}

async function* counted(path: string, size: number, progress: Progress): AsyncGenerator<Buffer> {
  let sent = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    yield chunk as Buffer;
    sent += (chunk as Buffer).length;
    progress.show('uploading', sent, size);
  }
}

async function followImport(client: KelvinClient, workspace: Workspace, id: string, progress: Progress): Promise<Import> {
  for (;;) {
    const current = await client.call<Import>('GET', `/api/w/${workspace.slug}/imports/${id}`);
    if (!OPEN.has(current.status)) return current;
    const job = current.jobId === null ? null : await client.call<Job>('GET', `/api/w/${workspace.slug}/jobs/${current.jobId}`);
    if (job?.phase) progress.show(job.phase, job.done, job.total);
    await wait(POLL_MS);
  }
}

/** The past is scored after an import, and again when the rules are fitted; what is on screen before is not the last word. */
async function scoreAll(client: KelvinClient, workspace: Workspace, args: ImportArguments, progress: Progress): Promise<void> {
  await followJobs(client, workspace, progress);
  if (args.isFitWanted) {
    await client.call<Job>('POST', `/api/w/${workspace.slug}/scoring/fit`);
    await followJobs(client, workspace, progress);
  }
  for (;;) {
    const { pendingCustomers } = await client.call<Overview>('GET', `/api/w/${workspace.slug}/overview`);
    if (pendingCustomers === 0) return;
    await wait(POLL_MS);
  }
}

async function followJobs(client: KelvinClient, workspace: Workspace, progress: Progress): Promise<void> {
  for (;;) {
    const { items } = await client.call<{ items: Job[] }>('GET', `/api/w/${workspace.slug}/jobs`);
    const open = items.find((job) => (job.kind === 'backfill' || job.kind === 'fit') && (job.status === 'queued' || job.status === 'running'));
    if (!open) return;
    progress.show('scoring', open.done, open.total);
    await wait(POLL_MS);
  }
}

async function reportScores(client: KelvinClient, workspace: Workspace): Promise<void> {
  const { bands, asOf } = await client.call<Overview>('GET', `/api/w/${workspace.slug}/overview`);
  const total = bands.reduce((sum, band) => sum + band.customers, 0);
  say(`${figure(total)} customers as at ${asOf.slice(0, 10)}: ${bands.map((band) => `${band.band.replace('_', ' ')} ${figure(band.customers)}`).join(', ')}`);
  const scoring = await client.call<Scoring>('GET', `/api/w/${workspace.slug}/scoring`);
  if (scoring.isFitProposed) say('The rules are those of the preset. Fit them to this data on the screen Scoring rules, or import with --fit.');
}

function report(ended: Import, args: ImportArguments, workspace: Workspace): number {
  const { lines, processed, rejected, parked, duplicates, pending } = ended;
  const left = lines - processed - rejected - parked - duplicates - pending;
  say(`${figure(lines)} lines = ${figure(processed)} processed + ${figure(rejected)} rejected + ${figure(parked)} parked + ${figure(duplicates)} duplicates + ${figure(pending)} pending`);
  if (left !== 0) say(`${figure(Math.abs(left))} lines are unaccounted for. This is a fault of Kelvin; please report it.`);
  if (ended.status === 'failed') say(`The import failed. ${ended.error?.message ?? ''}`);
  if (ended.status === 'cancelled') say('The import was cancelled.');
  if (rejected + parked > 0) say(`Lines with their reasons: ${args.url}/api/w/${workspace.slug}/imports/${ended.id}/rejected.csv (signed in)`);
  if (ended.proposedAsOf !== null) say(`The data ends on ${ended.lastAt?.slice(0, 10)}. To score customers as at that day, set it under Scoring rules, or import with --as-of last_day.`);
  return ended.status === 'done' && left === 0 ? 0 : 1;
}

async function readMap(path: string): Promise<ImportMap> {
  const text = await readFile(path, 'utf8').catch(() => { throw new Sentence(`There is no map ${path}. Samples are in docs/import-maps.`); });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Sentence(`${path} is not JSON: ${(error as Error).message}`);
  }
  const parsed = importMapSchema.safeParse(json);
  if (!parsed.success) throw new Sentence(`${path} is no map yet:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`).join('\n')}\nSee docs/import.md.`);
  return parsed.data;
}

/** A workspace made on the way gets what the map knows and what can be changed on its settings screen. */
function settingsOf(args: ImportArguments, map: ImportMap): WorkspaceSettings {
  const { currency } = map;
  const constant = typeof currency === 'object' && 'constant' in currency ? String(currency.constant) : null;
  return {
    name: args.workspace, business: args.business, currency: args.currency ?? constant ?? 'EUR', margin: 0.5, leavingDays: 90,
    timeZone: args.timeZone ?? map.timestamp?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

async function chooseWorkspace(client: KelvinClient, me: Me, args: ImportArguments, settings: WorkspaceSettings): Promise<Workspace> {
  const known = me.workspaces.find(({ slug, name }) => slug === args.workspace || name === args.workspace);
  if (known) return known;
  if (args.isCreateAllowed) return client.call<Workspace>('POST', '/api/workspaces', settings);
  const names = me.workspaces.map(({ name, slug }) => `  ${slug} (${name})`).join('\n');
  throw new Sentence(`There is no workspace ${args.workspace}. ${names ? `${me.user.email} belongs to:\n${names}\n` : ''}Add --create to make it.`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`\n${toSentence(error)}\n`);
  process.exitCode = 1;
}
