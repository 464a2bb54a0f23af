import type pg from 'pg';
import type { Account } from '../tools/rig/account.ts';
import { readSteps, statementsOf } from './sql-steps.ts';

const MONTHS = 12;

export interface Filled {
  readonly customers: number;
  readonly events: number;
  readonly past: number;
  /** A hundred customers from the busiest to the quietest. */
  readonly customerIds: readonly string[];
}

/** Runs `fill-screens.sql`: see there what is made. */
export async function fillScreens(owner: pg.Client, account: Account, size: { customers: number; events: number }, now: Date): Promise<Filled> {
  const steps = readSteps('fill-screens.sql');
  const always = {
    workspace: `'${account.workspace.id}'::uuid`, source: `'${account.sourceId}'::uuid`, customers: String(size.customers), events: String(size.events), now: `'${now.toISOString()}'`,
  };
  const run = async <Row extends pg.QueryResultRow>(step: string, values: Readonly<Record<string, string>> = {}): Promise<Row[]> => {
    const all: Readonly<Record<string, string>> = { ...values, ...always };
    let rows: Row[] = [];
    const begun = performance.now();
    for (const statement of statementsOf(steps.get(step)!)) rows = (await owner.query<Row>(statement.replace(/(?<!:):([a-z]+)/g, (whole, name: string) => all[name] ?? whole))).rows;
    console.log(`${step} ${values['from'] ?? ''}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    return rows;
  };
  await run('begin');
  for (const [number, { from, until }] of monthsBefore(now).entries()) {
    const month = { from: `'${from.toISOString()}'`, until: `'${until.toISOString()}'`, number: String(number) };
    await run('partition', month);
    await run('portion', month);
  }
  for (const step of ['people', 'past', 'days']) await run(step);
  const [counts] = await run<{ customers: number; events: number; past: number }>('count');
  const customerIds = (await run<{ id: string }>('sample')).map(({ id }) => id);
  return { ...counts!, customerIds };
}

/** The year up to now, cut at the beginnings of months (UTC), oldest first. */
function monthsBefore(now: Date): { from: Date; until: Date }[] {
  const startOf = (monthsAgo: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, 1));
  return Array.from({ length: MONTHS + 1 }, (_unused, at) => {
    const ago = MONTHS - at;
    const yearAgo = new Date(now.getTime() - 365 * 86_400_000);
    return { from: startOf(ago) < yearAgo ? yearAgo : startOf(ago), until: ago === 0 ? now : startOf(ago - 1) };
  }).filter(({ from, until }) => from < until);
}
