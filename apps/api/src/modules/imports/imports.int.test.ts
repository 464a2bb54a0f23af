import type { Import, ImportMapInput, ImportPreview } from '@kelvin/contracts';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScoreModule } from '../../pipeline/60-score/score.module.ts';
import { DrainModule } from '../../pipeline/drain/drain.module.ts';
import { SourcesModule } from '../sources/sources.module.ts';
import { ImportsModule } from './imports.module.ts';

const MAP: ImportMapInput = {
  userId: { column: 'client', cast: 'integer' }, timestamp: { column: 'at', format: 'yyyy-MM-dd HH:mm:ss', zone: 'Europe/London' },
  event: { constant: 'Order Completed' }, amount: 'sum', orderId: 'invoice', properties: { item: 'item' },
};
const HEADER = 'invoice,client,at,sum,item';
const LINES = [
  '1,17850.0,2011-12-01 08:26:00,2.55,"Tea, green"',
  '1,17850.0,2011-12-01 08:26:00,3.39,Cup',
  '1,17850.0,2011-12-01 08:26:00,3.39,Cup',
  '2,,2011-12-02 08:26:00,9.99,Nobody',
  '3,17851.0,yesterday,1,Bad time',
  '4,17852.0,2011-12-09 12:50:00,5,"never closed',
  '5,17853.0,2011-12-09 12:50:00,7,=HYPERLINK(1)',
];
const FILE = `\ufeff${HEADER}\r\n${LINES.join('\r\n')}\r\n`;

describe('imports', () => {
  let test: TestApp;
  let member: TestMember;
  beforeAll(async () => {
    test = await startTestApp({ modules: [ImportsModule, SourcesModule, DrainModule, ScoreModule] });
    member = await test.signUp();
    await test.runtime.rings.startWorker();
    test.runtime.sweeper.start();
  });
  afterAll(() => test.stop());

  async function open(sourceName: string, file: string | Buffer, fileName = 'orders.csv'): Promise<Import> {
    const created = await member.call<Import>('POST', '/imports', { fileName, sourceName });
    expect(created.status).toBe(201);
    const uploaded = await test.app.inject({
      method: 'PUT', url: `/api/w/${member.slug}/imports/${created.body.id}/file`, headers: { ...member.headers, 'content-type': 'application/octet-stream' }, payload: file,
    });
    expect(uploaded.statusCode).toBe(200);
    return uploaded.json<Import>();
  }
  const sources = async (name: string) => (await member.call<{ items: { id: string; name: string }[] }>('GET', '/sources')).body.items.filter((source) => source.name === name);
  const get = async (id: string) => (await member.call<Import>('GET', `/imports/${id}`)).body;
  async function ended(id: string): Promise<Import> {
    await expect.poll(async () => (await get(id)).status, { timeout: 50_000 }).not.toBeOneOf(['queued', 'reading', 'draining']);
    return get(id);
  }
  async function run(sourceName: string, file: string | Buffer, map: unknown = MAP, more: object = {}): Promise<Import> {
    const { id } = await open(sourceName, file);
    const started = await member.call<Import>('POST', `/imports/${id}/start`, { map, ...more });
    expect(started).toMatchObject({ status: 200, body: { id } });
    return ended(id);
  }

  it('looks at a file, guesses its map, and shows what the first lines become', async () => {
    const { id, bytes, status } = await open('Shop', FILE);
    expect({ bytes, status }).toEqual({ bytes: Buffer.byteLength(FILE), status: 'mapping' });
    const guessed = await member.call<ImportPreview>('GET', `/imports/${id}/preview`);
    expect(guessed.body).toMatchObject({ format: { kind: 'csv', delimiter: ',', isGzip: false }, header: HEADER.split(',') });
    expect(guessed.body.rows[0]).toEqual(['1', '17850.0', '2011-12-01 08:26:00', '2.55', 'Tea, green']);
    const mapped = await member.call<ImportPreview>('POST', `/imports/${id}/preview`, { map: MAP });
    expect(mapped.body.sample.map(({ lineNumber, status: outcome }) => [lineNumber, outcome])).toEqual(
      [[2, 'ok'], [3, 'ok'], [4, 'ok'], [5, 'rejected'], [6, 'rejected'], [7, 'rejected'], [8, 'ok']]);
    expect(mapped.body.sample[0]?.event).toMatchObject({ name: 'Order Completed', occurredAt: '2011-12-01T08:26:00.000Z', identifiers: [{ kind: 'userId', value: '17850' }], amount: 2.55 });
    const wrong = await member.call('POST', `/imports/${id}/start`, { map: { ...MAP, amount: 'price' } });
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'import.missing_column', message: expect.stringContaining('"price"') } } });
    const unmapped = await member.call('POST', `/imports/${id}/start`, { map: {} });
    expect(unmapped).toMatchObject({ status: 400, body: { error: { fields: { userId: expect.any(String), timestamp: expect.any(String), event: expect.any(String) } } } });
    expect((await member.call('DELETE', `/imports/${id}`)).status).toBe(204);
    expect((await member.call('GET', `/imports/${id}`)).status).toBe(404);
  });

  it('brings every line in exactly once, accounts for all of them, and adds nothing the second time', async () => {
    const first = await run('Orders', FILE);
    expect(first).toMatchObject({
      status: 'done', lines: 7, processed: 4, rejected: 3, parked: 0, duplicates: 0, pending: 0,
      firstAt: '2011-12-01T08:26:00.000Z', lastAt: '2011-12-09T12:50:00.000Z', proposedAsOf: '2011-12-09T22:59:59.999Z',
    });
    const again = await run('Orders', gzipSync(FILE));
    expect(again).toMatchObject({ status: 'done', lines: 7, processed: 0, rejected: 3, duplicates: 4, pending: 0 });
    // The first import's figures stay its own.
    expect((await member.call<Import>('GET', `/imports/${first.id}`)).body).toEqual(first);
    const [events] = await test.runtime.db.read<{ n: string; amount: number }>(member,
      'SELECT count(*) AS n, sum(amount) AS amount FROM event WHERE workspace_id = $1 AND source_id = $2', [member.workspaceId, first.sourceId]);
    expect({ n: Number(events?.n), amount: events?.amount }).toEqual({ n: 4, amount: expect.closeTo(2.55 + 3.39 + 3.39 + 7) });
    const [left] = await test.runtime.db.read<{ n: string }>(member, 'SELECT count(*) AS n FROM import_chunk WHERE workspace_id = $1', [member.workspaceId]);
    expect(Number(left?.n)).toBe(0);
    const [backfill] = await test.runtime.db.read<{ n: string }>(member, `SELECT count(*) AS n FROM job_progress WHERE workspace_id = $1 AND kind = 'backfill'`, [member.workspaceId]);
    expect(Number(backfill?.n)).toBe(1);
  });

  it('gives a file of the refused lines with line, reason and the line itself, safe for spreadsheets', async () => {
    const { body } = await member.call<{ items: Import[] }>('GET', '/imports');
    const last = body.items[0]!;
    const answer = await test.app.inject({ method: 'GET', url: `/api/w/${member.slug}/imports/${last.id}/rejected.csv`, headers: member.headers });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answer.body.trimEnd().split('\r\n');
    expect(lines[0]).toBe('\ufeffline,outcome,column,reason,raw');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2))).toEqual([['5', 'rejected'], ['6', 'rejected'], ['7', 'rejected']]);
    expect(answer.body).toContain('quoted cell');
  });

  it('reads phones without + as numbers of the country that the workspace is in, and keeps what is none as it was written', async () => {
    const map: ImportMapInput = { kind: 'identify', userId: 'id', phone: 'tel' };
    const done = await run('Phones', 'id,tel\nph1,030 901820\nph2,after six\n', map);
    expect(done).toMatchObject({ status: 'done', processed: 2, rejected: 0 });
    const kept = await test.runtime.db.read<{ who: string; phone: string; identifier: string | null }>(member, `
      SELECT u.value AS who, t.value #>> '{}' AS phone, p.value AS identifier
        FROM identifier u JOIN trait t ON t.workspace_id = $1 AND t.profile_id = u.profile_id AND t.name = 'phone'
        LEFT JOIN identifier p ON p.workspace_id = $1 AND p.profile_id = u.profile_id AND p.kind = 'phone'
       WHERE u.workspace_id = $1 AND u.kind = 'userId' AND u.value LIKE 'ph_' ORDER BY u.value`, [member.workspaceId]);
    expect(kept).toEqual([{ who: 'ph1', phone: '+4930901820', identifier: '+4930901820' }, { who: 'ph2', phone: 'after six', identifier: null }]);
  });

  it('reads NDJSON, one message per line', async () => {
    const message = (id: string) => JSON.stringify({ type: 'track', event: 'Signed Up', userId: id, timestamp: '2026-05-02T11:20:00Z' });
    const done = await run('Messages', [message('a'), message('b'), '{"type":"track"', message('b')].join('\n'), { format: { type: 'ndjson' } });
    expect(done).toMatchObject({ status: 'done', lines: 4, processed: 3, rejected: 1, lastAt: '2026-05-02T11:20:00.000Z' });
  });

  it('scores as at the last day when asked to', async () => {
    const done = await run('History', FILE.replaceAll('178', '278'), MAP, { asOf: 'last_day' });
    // It is set already, whoever was remembered with the date before.
    expect(done.proposedAsOf).toBeNull();
    const workspace = await member.call<{ asOf: string | null }>('GET', '');
    // The end of the day in the workspace's zone.
    expect(workspace.body.asOf).toBe('2011-12-09T22:59:59.999Z');
  });

  it('keeps that date for a file that says nothing of it, and ends it for one that is to be scored as of now', async () => {
    const asOf = async () => (await member.call<{ asOf: string | null }>('GET', '')).body.asOf;
    await run('Older', FILE.replaceAll('178', '378').replaceAll('2011-12', '2011-11'), MAP, { asOf: 'last_day' });
    await run('More', FILE.replaceAll('178', '478'), MAP);
    expect(await asOf()).toBe('2011-12-09T22:59:59.999Z');
    await run('Live', FILE.replaceAll('178', '578'), MAP, { asOf: 'now' });
    expect(await asOf()).toBeNull();
  });

  it('fails with a sentence when the file cannot be unpacked, and may be started again', async () => {
    const file = gzipSync(Buffer.from(`${HEADER}\n${'1,2,2011-12-01 08:26:00,1,x\n'.repeat(60_000)}`), { level: 0 });
    const { id } = await open('Broken', file.subarray(0, file.length - 100_000));
    await member.call('POST', `/imports/${id}/start`, { map: MAP });
    expect(await ended(id)).toMatchObject({ status: 'failed', lines: 0, error: { code: 'import.broken_gzip', message: expect.stringMatching(/\.$/) } });
    expect((await member.call('POST', `/imports/${id}/start`, { map: MAP })).status).toBe(200);
    expect((await ended(id)).status).toBe('failed');
    expect(await sources('Broken')).toHaveLength(0);
  });

  it('makes a source with its first line, one for all imports of its name, and leaves none without a line', async () => {
    const [first, second, empty, left] = [await open('Two files', FILE), await open('Two files', FILE.replaceAll('178', '678')), await open('No lines', `${HEADER}\n`), await open('Left', FILE)];
    const third = await member.call<Import>('POST', '/imports', { fileName: 'more.csv', sourceId: first.sourceId });
    expect(third).toMatchObject({ status: 201, body: { sourceName: 'Two files' } });
    expect(await sources('Two files')).toHaveLength(0);
    for (const { id } of [first, second, empty]) await member.call('POST', `/imports/${id}/start`, { map: MAP });
    expect([await ended(first.id), await ended(second.id), await ended(empty.id)]).toMatchObject([{ status: 'done', processed: 4 }, { status: 'done', processed: 4 }, { status: 'done', lines: 0 }]);
    const [made, ...more] = await sources('Two files');
    expect(more).toEqual([]);
    for (const { id } of [first, second]) expect((await get(id)).sourceId).toBe(made!.id);
    expect(left).toMatchObject({ status: 'mapping', sourceName: 'Left' });
    expect((await member.call('DELETE', `/imports/${left.id}`)).status).toBe(204);
    expect([...await sources('No lines'), ...await sources('Left')]).toEqual([]);
  });

  it('stops when asked to, and says what it had brought in by then', { timeout: 180_000 }, async () => {
    const lines = Array.from({ length: 60_000 }, (_unused, n) => `${n},${n % 50},2026-01-01 08:26:00,1,x`);
    const { id } = await open('Long', `${HEADER}\n${lines.join('\n')}`);
    await member.call('POST', `/imports/${id}/start`, { map: MAP });
    // Jobs of the imports before come first, and the whole file is looked through before the first line counts.
    await expect.poll(async () => (await get(id)).lines, { timeout: 50_000, interval: 25 }).toBeGreaterThan(0);
    expect((await member.call('POST', `/imports/${id}/cancel`)).status).toBe(200);
    const cancelled = await ended(id);
    expect(cancelled.status).toBe('cancelled');
    expect(cancelled.lines).toBeLessThan(60_000);
    await expect.poll(async () => (await get(id)).pending, { timeout: 50_000 }).toBe(0);
    const settled = await get(id);
    expect(settled.processed + settled.rejected + settled.parked + settled.duplicates).toBe(settled.lines);
    expect((await member.call('DELETE', `/imports/${id}`)).status).toBe(409);
  });

  it('shows nothing of another workspace', async () => {
    const other = await test.signUp();
    const { body } = await member.call<{ items: Import[] }>('GET', '/imports');
    expect((await other.call<{ items: Import[] }>('GET', '/imports')).body.items).toEqual([]);
    expect((await other.call('GET', `/imports/${body.items[0]!.id}`)).status).toBe(404);
    expect((await other.call('GET', `/imports/${body.items[0]!.id}/rejected.csv`)).status).toBe(404);
  });

  it('reads Excel’s Unicode text and its Russian CSV, and knows a table again in another encoding', async () => {
    const table = 'клиент\tдата\tсумма\r\nю-1\t01.12.2011 08:26\t2,55\r\nю-2\t13.12.2011 09:00\t4,00\r\n';
    const files = { 'utf-16le': Buffer.from(`\ufeff${table}`, 'utf16le'), 'windows-1251': Buffer.from(table.replace(/[а-яА-Я]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x350)), 'latin1') };
    for (const [encoding, file] of Object.entries(files)) {
      const { id } = await open('Excel', file);
      expect((await member.call<ImportPreview>('GET', `/imports/${id}/preview`)).body).toMatchObject({ header: ['клиент', 'дата', 'сумма'], map: { format: { encoding, delimiter: '\t' } } });
    }
    const map = { format: { delimiter: '\t' }, userId: 'клиент', timestamp: { column: 'дата', format: 'dd.MM.yyyy HH:mm' }, event: { constant: 'Order Completed' }, amount: 'сумма' };
    expect(await run('Excel', files['utf-16le'], map)).toMatchObject({ status: 'done', lines: 2, processed: 2 });
    expect(await run('Excel', Buffer.from(table), map)).toMatchObject({ status: 'done', lines: 2, processed: 0, duplicates: 2 });
  });
});
