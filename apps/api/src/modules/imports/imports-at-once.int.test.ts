import type { Import, ImportMapInput } from '@kelvin/contracts';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportsModule } from './imports.module.ts';

const MAP: ImportMapInput = { userId: 'who', timestamp: { column: 'at', format: 'iso' }, event: { constant: 'Order Completed' }, amount: 'sum' };
const FILE = 'who,at,sum\na,2026-01-01T00:00:00Z,1\nb,2026-01-02T00:00:00Z,2\n';
type Refused = { error: { code: string } };

// No worker runs here: a job that was queued stays queued.
describe('an import that two ask for at once', () => {
  let test: TestApp;
  let member: TestMember;
  beforeAll(async () => {
    test = await startTestApp({ modules: [ImportsModule] });
    member = await test.signUp();
  });
  afterAll(() => test.stop());

  const put = (id: string, payload: string | Buffer) => test.app.inject({
    method: 'PUT', url: `/api/w/${member.slug}/imports/${id}/file`, headers: { ...member.headers, 'content-type': 'application/octet-stream' }, payload,
  });
  const create = async (fileName = 'orders.csv') => (await member.call<Import>('POST', '/imports', { fileName, sourceName: 'Shop' })).body.id;
  async function open(payload: string | Buffer = FILE): Promise<string> {
    const id = await create();
    expect((await put(id, payload)).statusCode).toBe(200);
    return id;
  }
  const start = (id: string, map: unknown = MAP) => member.call<Import & Refused>('POST', `/imports/${id}/start`, { map });
  const jobs = (id: string) => test.runtime.db.read<{ id: string; status: string }>(member, `SELECT id, status FROM job_progress WHERE workspace_id = $1 AND kind = 'import' AND input ->> 'importId' = $2`, [member.workspaceId, id]);
  const stored = async (id: string) => Buffer.concat((await test.runtime.db.read<{ body: Buffer }>(member, 'SELECT body FROM import_chunk WHERE workspace_id = $1 AND import_id = $2 ORDER BY n', [member.workspaceId, id])).map(({ body }) => body));

  it('has one job, which all who start it with one map are given', async () => {
    const id = await open();
    const answers = await Promise.all([1, 2, 3, 4].map(() => start(id)));
    const [job, ...more] = await jobs(id);
    expect(more).toEqual([]);
    expect(answers.map(({ status, body }) => [status, body.id, body.jobId, body.status])).toEqual(answers.map(() => [200, id, job!.id, 'queued']));
    expect(await start(id, { ...MAP, amount: undefined })).toMatchObject({ status: 409, body: { error: { code: 'import.wrong_state' } } });
  });

  it('is cancelled whole, or not, whatever comes between', async () => {
    const id = await open();
    await Promise.all([start(id), member.call('POST', `/imports/${id}/cancel`), start(id), member.call('POST', `/imports/${id}/cancel`)]);
    const [job, ...more] = await jobs(id);
    expect(more).toEqual([]);
    const { status, jobId } = (await member.call<Import>('GET', `/imports/${id}`)).body;
    expect({ status, jobId }).toEqual({ status: job!.status, jobId: job!.id });
    expect((await stored(id)).length).toBe(status === 'cancelled' ? 0 : FILE.length);
  });

  it('is deleted or started, never both', async () => {
    const id = await open();
    const [started, deleted] = await Promise.all([start(id), member.call('DELETE', `/imports/${id}`)]);
    // A start looks at the import and then at its file: where it is deleted between the two, the start is told that there is no file.
    expect([[200, 409], [404, 204], [409, 204]]).toContainEqual([started.status, deleted.status]);
    expect(await jobs(id)).toHaveLength(started.status === 200 ? 1 : 0);
  });

  it('keeps the file of one upload, whole, and tells the others', async () => {
    const id = await create();
    const files = ['x', 'y', 'z'].map((letter) => Buffer.from(letter.repeat(3_000_000)));
    const answers = await Promise.all(files.map((file) => put(id, file)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).not.toHaveLength(0);
    for (const answer of answers) if (answer.statusCode !== 200) expect([answer.statusCode, answer.json<Refused>().error.code]).toEqual([409, 'import.upload_replaced']);
    const file = await stored(id);
    expect(files.some((each) => each.equals(file))).toBe(true);
    expect((await member.call<Import>('GET', `/imports/${id}`)).body).toMatchObject({ status: 'mapping', bytes: 3_000_000 });
  });

  it.each([
    ['import.workbook', Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'latin1')],
    ['import.workbook', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1')],
    ['import.archive', Buffer.from('PK\x03\x04\x14\0orders.csv', 'latin1')],
    ['import.pdf', Buffer.from('%PDF-1.7\n')],
  ])('says %s of what is no table, and leaves the file that was there', async (code, file) => {
    const id = await open();
    const refused = await put(id, file);
    expect([refused.statusCode, refused.json<Refused>().error.code]).toEqual([400, code]);
    expect((await stored(id)).toString()).toBe(FILE);
    const packed = await open(gzipSync(file));
    expect(await member.call('GET', `/imports/${packed}/preview`)).toMatchObject({ status: 400, body: { error: { code } } });
  });
});
