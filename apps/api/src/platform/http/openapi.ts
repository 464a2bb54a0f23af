import { errorResponseSchema } from '@kelvin/contracts';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { z } from 'zod';
import type { DeclaredRoute } from '../security/access-guard.ts';

type JsonObject = Record<string, unknown>;
interface ArgumentSchemas { body: z.ZodType | null; query: z.ZodType | null; params: Map<string, z.ZodType> }

/**
 * The OpenAPI document of the routes as they run: addresses and permissions from the server's own table, bodies,
 * queries and parameters from the schemas that check them. Nothing is written twice, so nothing can disagree.
 */
export function buildOpenApi(routes: readonly DeclaredRoute[], controllers: readonly Type[], version: string): JsonObject {
  const schemas = new Map(controllers.flatMap(schemasOfController));
  const paths: Record<string, JsonObject> = {};
  for (const { method, url, access } of routes) {
    if (method === 'HEAD' || url.includes('*')) continue;
    const path = url.replace(/:(\w+)/g, '{$1}');
    const found = schemas.get(`${method} ${url}`);
    (paths[path] ??= {})[method.toLowerCase()] = {
      tags: [tagOf(url)],
      description: access.kind === 'public' ? `Open: ${access.reason}.` : access.kind === 'signed-in' ? 'Any signed-in person.' : `Needs the permission ${access.permission}.`,
      security: access.kind === 'public' ? [] : [{ session: [] }],
      parameters: [...pathParameters(url, found), ...queryParameters(found)],
      ...(found?.body && { requestBody: { required: true, content: { 'application/json': { schema: toJsonSchema(found.body) } } } }),
      responses: { 200: { description: 'Done.' }, default: { $ref: '#/components/responses/Error' } },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Kelvin', version, description: 'Changes need the header x-csrf-token with the token from GET /api/me.' },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'kelvin_session' } },
      responses: { Error: { description: 'What went wrong, and what to do.', content: { 'application/json': { schema: toJsonSchema(errorResponseSchema) } } } },
    },
  };
}

function tagOf(url: string): string {
  const [, first = '', second = '', , fourth = ''] = url.split('/');
  if (first !== 'api') return 'tracking';
  return second === 'w' ? fourth || 'workspace' : second;
}

function pathParameters(url: string, found: ArgumentSchemas | undefined): JsonObject[] {
  return [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name, in: 'path', required: true, schema: found?.params.has(name) ? toJsonSchema(found.params.get(name)!) : { type: 'string' },
  }));
}

function queryParameters(found: ArgumentSchemas | undefined): JsonObject[] {
  if (!found?.query) return [];
  const { properties = {}, required = [] } = toJsonSchema(found.query) as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

function toJsonSchema(schema: z.ZodType): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

/** Schemas of each route of a controller, by `METHOD /address`. */
function schemasOfController(controller: Type): [string, ArgumentSchemas][] {
  const prefixes = addressesOf(controller);
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    const handler = (controller.prototype as Record<string, unknown>)[name];
    const method = typeof handler === 'function' ? (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined) : undefined;
    if (method === undefined) return [];
    const schemas = argumentSchemas(controller, name);
    return prefixes.flatMap((prefix) => addressesOf(handler as object).map((address): [string, ArgumentSchemas] =>
      [`${RequestMethod[method]} ${`/${prefix}/${address}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')}`, schemas]));
  });
}

function addressesOf(target: object): string[] {
  return [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();
}

function argumentSchemas(controller: Type, handler: string): ArgumentSchemas {
  const found: ArgumentSchemas = { body: null, query: null, params: new Map() };
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as Record<string, { data?: unknown; schema?: unknown }>;
  for (const [key, { data, schema }] of Object.entries(declared)) {
    if (!(schema instanceof z.ZodType)) continue;
    const kind = Number(key.split(':')[0]);
    if (kind === RouteParamtypes.BODY) found.body = schema;
    else if (kind === RouteParamtypes.QUERY) found.query = schema;
    else if (kind === RouteParamtypes.PARAM && typeof data === 'string') found.params.set(data, schema);
  }
  return found;
}
