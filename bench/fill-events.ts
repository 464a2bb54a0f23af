import type pg from 'pg';
import type { Account } from '../tools/rig/account.ts';
import { readSteps, statementsOf } from './sql-steps.ts';

/** Whole months before the present one, so that what the load sends falls on other days. */
const MONTHS = 12;

/** Runs `fill-events.sql`: see there what is made and what is left out. The workspace's customers and types must exist. */
export async function fillEvents(owner: pg.Client, account: Account, events: number, now: Date): Promise<void> {
  const steps = readSteps('fill-events.sql');
  const run = async (step: string, values: Readonly<Record<string, string>> = {}): Promise<void> => {
    const all: Readonly<Record<string, string>> = {
      ...values, workspace: `'${account.workspace.id}'::uuid`, source: `'${account.sourceId}'::uuid`, events: String(events), months: String(MONTHS),
    };
    for (const statement of statementsOf(steps.get(step)!)) await owner.query(statement.replace(/(?<!:):([a-z]+)/g, (whole, name: string) => all[name] ?? whole));
  };
  await run('begin');
  for (let number = 1; number <= MONTHS; number += 1) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - number, 1)).toISOString().slice(0, 10);
    await run('partition', { month: `'${month}'` });
    await run('portion', { month: `'${month}'`, number: String(number) });
    console.log(`stored events: ${number} of ${MONTHS} months`);
  }
  await run('finish');
}
