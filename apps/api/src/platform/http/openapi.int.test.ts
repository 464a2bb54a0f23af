import { startTestApp, type TestApp } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_MODULES } from '../../modules.ts';

interface Operation {
  description: string;
  security: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: { type?: string; format?: string; default?: unknown } }[];
  requestBody?: { content: { 'application/json': { schema: { required: string[]; properties: object } } } };
}

describe('/docs/openapi.json', () => {
  let test: TestApp;
  let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
  beforeAll(async () => {
    test = await startTestApp({ modules: ALL_MODULES });
    document = (await test.call<typeof document>('GET', '/docs/openapi.json')).body;
  });
  afterAll(() => test.stop());

  it('names every route of the server', () => {
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`));
    const served = test.app.getHttpAdapter().getInstance().declaredRoutes.filter(({ method, url }) => method !== 'HEAD' && !url.includes('*')).map(({ method, url }) => `${method} ${url}`);
    expect(described.sort()).toEqual([...new Set(served)].sort());
  });

  it('says who may call, and what a body, a query and a parameter must be', () => {
    const signUp = document.paths['/api/sign-up']!['post']!;
    expect(signUp.security).toEqual([]);
    expect(signUp.requestBody!.content['application/json'].schema.required).toEqual(['email', 'password', 'name', 'locale', 'workspace']);
    const intake = document.paths['/api/w/{workspace}/intake']!['get']!;
    expect(intake.description).toBe('Needs the permission sources.read.');
    expect(intake.parameters).toContainEqual({ name: 'hours', in: 'query', required: false, schema: expect.objectContaining({ default: 24 }) });
    const job = document.paths['/api/w/{workspace}/jobs/{id}']!['get']!;
    expect(job.parameters).toContainEqual({ name: 'id', in: 'path', required: true, schema: expect.objectContaining({ format: 'uuid' }) });
  });
});
