import type { Me } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, type FeatureModule } from '../../../apps/api/src/app.ts';
import { loadConfig } from '../../../apps/api/src/platform/config/config.schema.ts';
import { createLog } from '../../../apps/api/src/platform/log/log.ts';
import { createRuntime, type Runtime } from '../../../apps/api/src/runtime.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** An answer of the app, with its body parsed when it is JSON. */
export interface TestAnswer<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Body;
}

/** The app over a database of its own, spoken to without a socket. No queue worker runs unless the test starts one, and no clean-up of the minute unless it calls for one. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly runtime: Runtime;
  readonly database: TestDatabase;
  call<Body = Record<string, unknown>>(method: string, path: string, options?: { body?: unknown; headers?: Record<string, string> }): Promise<TestAnswer<Body>>;
  /** Signs a new person up, with a workspace of his own. */
  signUp(name?: string): Promise<TestMember>;
  stop(): Promise<void>;
}

/** A signed-in person: his calls carry his cookie and token. `path` is relative to his workspace (`/sources`). */
export interface TestMember {
  readonly me: Me;
  readonly slug: string;
  readonly workspaceId: string;
  readonly headers: Record<string, string>;
  call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<TestAnswer<Body>>;
}

/** Starts the app over a freshly cloned database, with `modules` beside those that every installation has. Stop it at the end, or the database stays. */
export async function startTestApp(options: { modules?: readonly FeatureModule[]; clock?: Clock; env?: Record<string, string> } = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  // As the half that only answers: a test that lives for a minute would have models probed and trainings queued in its middle.
  const config = loadConfig({ LOG_LEVEL: 'error', KELVIN_WEB_DIR: '/nonexistent', PROCESS_ROLE: 'api', ...options.env });
  const runtime = await createRuntime({
    config, log: createLog(config.LOG_LEVEL), clock: options.clock ?? { now: () => new Date() }, ownerUrl: database.ownerUrl, secret: database.secret,
  });
  const app = await createApp(runtime, options.modules);
  let people = 0;
  const call: TestApp['call'] = async <Body>(method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}) => {
    const answer = await app.inject({ method: method as 'GET', url: path, headers, ...(body !== undefined && { payload: body as object }) });
    const isJson = String(answer.headers['content-type'] ?? '').startsWith('application/json');
    return { status: answer.statusCode, headers: answer.headers, body: (isJson ? answer.json() : answer.body) as Body };
  };
  return {
    app, runtime, database, call,
    async signUp(name = 'Test shop') {
      people += 1;
      const answer = await call<Me>('POST', '/api/sign-up', { body: {
        email: `person${people}@example.com`, password: 'correct horse battery', name: `Person ${people}`, locale: 'en',
        workspace: { name, business: 'b2c', currency: 'EUR', timeZone: 'Europe/Berlin', margin: 0.5, leavingDays: 90 },
      } });
      if (answer.status !== 201) throw new Error(`Sign-up answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      const workspace = answer.body.workspaces[0]!;
      const headers = { cookie: String(answer.headers['set-cookie']).split(';')[0]!, 'x-csrf-token': answer.body.csrfToken };
      return {
        me: answer.body, slug: workspace.slug, workspaceId: workspace.id, headers,
        call: (method, path, body) => call(method, `/api/w/${workspace.slug}${path}`, { headers, ...(body !== undefined && { body }) }),
      };
    },
    async stop() {
      await app.close();
      await runtime.close();
      await database.drop();
    },
  };
}
