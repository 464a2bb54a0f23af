import 'reflect-metadata';
import { Global, Module, type DynamicModule, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Runtime } from './runtime.ts';
import { AccessService } from './modules/accounts/access.service.ts';
import { AccountsModule } from './modules/accounts/accounts.module.ts';
import { EventTypesModule } from './modules/event-types/event-types.module.ts';
import { JobsModule } from './modules/jobs/jobs.module.ts';
import { LiveModule } from './modules/live/live.module.ts';
import { NotificationsModule } from './modules/notifications/notifications.module.ts';
import { SourcesModule } from './modules/sources/sources.module.ts';
import { answerBadAddress } from './platform/http/bad-address.ts';
import { ErrorFilter } from './platform/http/error.filter.ts';
import { HealthController } from './platform/http/health.controller.ts';
import { nestLog } from './platform/http/nest-log.ts';
import { buildOpenApi } from './platform/http/openapi.ts';
import { ReadinessChecks } from './platform/http/readiness.ts';
import { installBodyReader } from './platform/http/request-body.ts';
import { RuntimeModule } from './platform/http/runtime.module.ts';
import { contentSecurityPolicy, inlineScriptHashes, installSecurityHeaders } from './platform/http/security-headers.ts';
import { createValidationPipe } from './platform/http/validation.ts';
import { findWebApp, installWebApp } from './platform/http/web-app.ts';
import { installAccessGuard } from './platform/security/access-guard.ts';

/** Version of the HTTP API, raised when a client must change. */
const API_VERSION = '1';

export type FeatureModule = Type | DynamicModule;

@Global()
@Module({ controllers: [HealthController], providers: [ReadinessChecks], exports: [ReadinessChecks] })
class HealthModule {}

@Module({})
class AppModule {}

/**
 * The HTTP side of Kelvin on a runtime that is already connected: the modules every installation has, those given
 * here, and the built web app where there is one. Initialised, so that `inject` works; it listens when told to.
 */
export async function createApp(runtime: Runtime, modules: readonly FeatureModule[] = []): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(), skipMiddie: true, routerOptions: { ignoreTrailingSlash: true },
    // A browser's kept-alive connection would otherwise hold Ctrl-C for more than a minute.
    forceCloseConnections: true,
    frameworkErrors: answerBadAddress,
  });
  const root: DynamicModule = {
    module: AppModule,
    imports: [RuntimeModule.forRuntime(runtime), HealthModule, AccountsModule, JobsModule, LiveModule, NotificationsModule, SourcesModule, EventTypesModule, ...modules],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { bodyParser: false, abortOnError: false, logger: nestLog(runtime.log) });
  const fastify = adapter.getInstance();
  const webApp = findWebApp(resolve(runtime.config.KELVIN_WEB_DIR ?? 'dist/apps/web'));
  installSecurityHeaders(fastify, contentSecurityPolicy(webApp ? inlineScriptHashes(webApp.indexHtml) : []));
  installBodyReader(fastify);
  installAccessGuard(fastify, app.get(AccessService));
  fastify.get('/docs/openapi.json', { config: { access: { kind: 'public', reason: 'describes the API, holds no data' } } }, () =>
    buildOpenApi(fastify.declaredRoutes, controllersOf(app), API_VERSION));
  if (webApp) installWebApp(fastify, webApp);
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ErrorFilter(runtime.log));
  const readiness = app.get(ReadinessChecks);
  readiness.add('database', async () => (await runtime.db.withoutWorkspace((tx) => tx.query('SELECT 1'))).length === 1 ? null : 'does not answer');
  readiness.add('queue', () => runtime.rings.ping().then(() => null));
  await app.init();
  await fastify.ready();
  return app;
}

function controllersOf(app: NestFastifyApplication): Type[] {
  return [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype as Type));
}
