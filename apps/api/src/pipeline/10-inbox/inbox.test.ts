import { AppError, FixedClock } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import type { ReceivedDelivery } from './delivery-insert.ts';
import { InboxWriter, type InboxWriterPorts } from './inbox.port.ts';
import type { NewDelivery } from './new-delivery.ts';

/** A database whose commits end when the test says so. */
class HeldDatabase {
  readonly commits: { rows: readonly ReceivedDelivery[]; succeed: () => void; fail: (error: unknown) => void }[] = [];
  readonly rung: string[] = [];
  readonly partitions: string[] = [];
  readonly failures: number[] = [];

  ports(more: Partial<InboxWriterPorts> = {}): InboxWriterPorts {
    return {
      clock: new FixedClock(new Date('2026-11-23T23:59:59.999Z')), queueBound: 10_000,
      insert: (rows) => new Promise((succeed, fail) => this.commits.push({ rows, succeed, fail })),
      ensurePartition: (instant) => { this.partitions.push(instant.toISOString()); return Promise.resolve(); },
      ring: (workspaceId) => this.rung.push(workspaceId), onFailure: (_error, deliveries) => this.failures.push(deliveries), ...more,
    };
  }
}

const aDelivery = (more: Partial<NewDelivery> = {}): NewDelivery => ({ workspaceId: 'w1', sourceId: 's1', route: 'v1/track', items: 1, headers: null, body: Buffer.from('{}'), ...more });
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const sqlError = (code: string) => Object.assign(new Error('refused'), { code });
const isNotKept = (error: unknown) => error instanceof AppError && error.kind === 'unavailable' && error.code === 'inbox.not_kept';

describe('InboxWriter', () => {
  it('commits what arrives in one turn together, and what arrives meanwhile in the next, two at a time', async () => {
    const database = new HeldDatabase();
    const writer = new InboxWriter(database.ports());
    const write = (count: number) => Array.from({ length: count }, () => writer.write(aDelivery()));
    write(3);
    await turn();
    write(4);
    await turn();
    write(5);
    write(1);
    await turn();
    expect(database.commits.map(({ rows }) => rows.length)).toEqual([3, 4]);
    database.commits[0]!.succeed();
    await turn();
    expect(database.commits.map(({ rows }) => rows.length)).toEqual([3, 4, 6]);
    expect(new Set(database.commits.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(13);
  });

  it('answers each request after the commit that carries it, and only then', async () => {
    const database = new HeldDatabase();
    const writer = new InboxWriter(database.ports());
    const log: string[] = [];
    const write = (name: string) => writer.write(aDelivery()).then(() => log.push(`${name} kept`), (error: unknown) => log.push(`${name} ${isNotKept(error) ? 'not kept' : 'wrong error'}`));
    write('first');
    await turn();
    write('second');
    await turn();
    expect(log).toEqual([]);
    // The later flush ends first; the earlier one fails: neither speaks for the other.
    database.commits[1]!.succeed();
    await turn();
    expect(log).toEqual(['second kept']);
    database.commits[0]!.fail(new Error('Connection terminated'));
    await turn();
    expect(log).toEqual(['second kept', 'first not kept']);
    expect(database.failures).toEqual([1]);
  });

  it('holds at most 1,000 rows and 4 MB in one commit', async () => {
    const database = new HeldDatabase();
    const writer = new InboxWriter(database.ports());
    for (let n = 0; n < 1_500; n += 1) void writer.write(aDelivery());
    await turn();
    expect(database.commits.map(({ rows }) => rows.length)).toEqual([1_000, 500]);
    const large = new HeldDatabase();
    const other = new InboxWriter(large.ports());
    for (let n = 0; n < 10; n += 1) void other.write(aDelivery({ body: Buffer.alloc(1_000_000) }));
    await turn();
    expect(large.commits.map(({ rows }) => rows.length)).toEqual([4, 4]);
  });

  it('refuses at once what would wait too long, by number and by bytes', async () => {
    const writer = new InboxWriter(new HeldDatabase().ports({ queueBound: 2 }));
    void writer.write(aDelivery());
    void writer.write(aDelivery());
    await expect(writer.write(aDelivery())).rejects.toMatchObject({ code: 'inbox.full', kind: 'unavailable', context: { retryAfterSeconds: 1 } });
    const heavy = new InboxWriter(new HeldDatabase().ports());
    for (let n = 0; n < 65; n += 1) void heavy.write(aDelivery({ body: Buffer.alloc(1_000_000) }));
    await expect(heavy.write(aDelivery())).rejects.toMatchObject({ code: 'inbox.full' });
  });

  it('makes a missing partition and tries once more', async () => {
    const database = new HeldDatabase();
    const writer = new InboxWriter(database.ports());
    const kept = writer.write(aDelivery());
    await turn();
    database.commits[0]!.fail(sqlError('23514'));
    await turn();
    expect(database.partitions).toEqual(['2026-11-23T23:59:59.999Z']);
    database.commits[1]!.succeed();
    await expect(kept).resolves.toBeUndefined();
  });

  it('finds the one row that the database refuses and keeps its neighbours', async () => {
    const poison = 'poison';
    const insert = (rows: readonly ReceivedDelivery[]) => (rows.some(({ sourceId }) => sourceId === poison) ? Promise.reject(sqlError('22P05')) : Promise.resolve());
    const writer = new InboxWriter(new HeldDatabase().ports({ insert }));
    const outcomes = await Promise.allSettled(Array.from({ length: 9 }, (_unused, n) => writer.write(aDelivery({ sourceId: n === 5 ? poison : 's1' }))));
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, true, true, false, true, true, true]);
  });

  it('rings once per workspace and commit', async () => {
    const database = new HeldDatabase();
    const writer = new InboxWriter(database.ports({ insert: () => Promise.resolve() }));
    await Promise.all(['w1', 'w2', 'w1', 'w1'].map((workspaceId) => writer.write(aDelivery({ workspaceId }))));
    await turn();
    expect(database.rung).toEqual(['w1', 'w2']);
  });
});
