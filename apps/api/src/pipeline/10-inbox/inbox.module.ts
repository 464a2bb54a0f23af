import { Inject, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool } from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { RUNTIME } from '../../platform/http/runtime.module.ts';
import type { Runtime } from '../../runtime.ts';
import { ClientFilesController } from './client-files.controller.ts';
import { insertDeliveries } from './delivery-insert.ts';
import { DeliveryPartitions } from './delivery-partitions.ts';
import { DrainBell } from './drain-bell.ts';
import { HooksController } from './hooks.controller.ts';
import { HooksService } from './hooks.service.ts';
import { InboxService } from './inbox.service.ts';
import { InboxWriter } from './inbox.port.ts';
import { PosthogController } from './posthog.controller.ts';
import { SourceDirectory } from './source-directory.ts';
import { SourceRate } from './source-rate.ts';
import { TrackingController } from './tracking.controller.ts';

/** Stage 10: everything that lets events in over HTTP. */
@Module({
  controllers: [TrackingController, PosthogController, ClientFilesController, HooksController],
  providers: [
    { provide: DeliveryPartitions, inject: [RUNTIME], useFactory: ({ ingest, sweep, config, clock, log }: Runtime) => new DeliveryPartitions(ingest, sweep, config.INBOX_RETENTION_HOURS, clock, log) },
    { provide: SourceDirectory, inject: [RUNTIME], useFactory: ({ ingest, clock }: Runtime) => new SourceDirectory(ingest, clock) },
    { provide: InboxWriter, inject: [RUNTIME, DeliveryPartitions], useFactory: createWriter },
    { provide: SourceRate, inject: [RUNTIME], useFactory: ({ config, clock }: Runtime) => new SourceRate(config.INBOX_REQUESTS_PER_SECOND, clock) },
    { provide: InboxService, inject: [InboxWriter, SourceDirectory, SourceRate], useFactory: (writer: InboxWriter, sources: SourceDirectory, rate: SourceRate) => new InboxService(writer, sources, rate) },
    {
      provide: HooksService, inject: [InboxWriter, SourceDirectory, SourceRate, RUNTIME],
      useFactory: (writer: InboxWriter, sources: SourceDirectory, rate: SourceRate, { clock, secret }: Runtime) => new HooksService(writer, sources, rate, clock, secret),
    },
  ],
  exports: [InboxWriter, DeliveryPartitions],
})
export class InboxModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(DeliveryPartitions) private readonly partitions: DeliveryPartitions, @Inject(InboxWriter) private readonly writer: InboxWriter) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.partitions.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.partitions.stop();
    await this.writer.drained();
  }
}

function createWriter(runtime: Runtime, partitions: DeliveryPartitions): InboxWriter {
  const bell = new DrainBell(runtime.rings);
  // The driver's own pool: it knows named statements, which Postgres plans once, and spares a query runner per flush.
  const pool = (runtime.ingest.driver as PostgresDriver).master as Pool;
  return new InboxWriter({
    clock: runtime.clock, queueBound: runtime.config.INBOX_QUEUE_BOUND,
    insert: (deliveries) => insertDeliveries(pool, deliveries),
    ensurePartition: (instant) => partitions.ensureFor(instant),
    ring: (workspaceId) => bell.ring(workspaceId),
    onFailure: (error, deliveries) => runtime.log.error({ deliveries, err: error }, 'Deliveries could not be kept; their senders were told to send again'),
  });
}
