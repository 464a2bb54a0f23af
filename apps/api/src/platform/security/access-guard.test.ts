import { PERMISSIONS, ROLE_PERMISSIONS, ROLES, type Role } from '@kelvin/contracts';
import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { installAccessGuard, type AccessReader } from './access-guard.ts';

const nobody: AccessReader = { findUser: () => Promise.resolve(null), findWorkspace: () => Promise.resolve(null) };

describe('the guard of every route', () => {
  const guarded = () => {
    const server = fastify();
    installAccessGuard(server, nobody);
    return server;
  };
  const handler = () => ({});

  it('refuses to boot with a route that declares nothing', () => {
    expect(() => guarded().get('/api/open', handler)).toThrow('GET /api/open declares no permission');
  });

  it('refuses a workspace route that anybody may call, and a permission without a workspace', () => {
    expect(() => guarded().get('/api/w/:workspace/x', { config: { access: { kind: 'public', reason: 'x' } } }, handler)).toThrow(/needs @RequirePermission/);
    expect(() => guarded().get('/api/x', { config: { access: { kind: 'permission', permission: 'jobs.read' } } }, handler)).toThrow(/only such a route/);
  });

  it('lets nobody in who is signed out', async () => {
    const server = guarded();
    server.get('/api/me', { config: { access: { kind: 'signed-in' } } }, handler);
    expect((await server.inject('/api/me')).json()).toMatchObject({ code: 'access.signed_out' });
  });
});

describe('roles', () => {
  const may = (role: Role) => PERMISSIONS.filter((permission) => ROLE_PERMISSIONS[role].has(permission));

  it('owners and admins may do everything, viewers only look', () => {
    expect(may('owner')).toEqual([...PERMISSIONS]);
    expect(may('admin')).toEqual([...PERMISSIONS]);
    expect(may('viewer')).toEqual(['workspace.read', 'customers.read', 'events.read', 'sources.read', 'jobs.read']);
  });

  it('nobody below admin changes settings, keys or sees the audit log', () => {
    for (const role of ['marketer', 'analyst', 'viewer'] as const) {
      for (const permission of ['workspace.manage', 'sources.manage', 'audit.read'] as const) expect(ROLE_PERMISSIONS[role].has(permission)).toBe(false);
    }
  });

  it('every role may look at what every other role may look at', () => {
    for (const role of ROLES) expect(may(role)).toEqual(expect.arrayContaining(may('viewer')));
  });
});
