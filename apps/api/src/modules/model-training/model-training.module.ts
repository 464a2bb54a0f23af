import type { Clock } from '@kelvin/kernel';
import { Module } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { OutcomeCounts } from './outcome-counts.read-model.ts';
import { OutcomesController } from './outcomes.controller.ts';
import { OutcomesService } from './outcomes.service.ts';

/** What is predicted of customers, and the models that learn it. Promises: what serves has passed the gate, or a person chose it. */
@Module({
  controllers: [OutcomesController],
  providers: [OutcomesService, { provide: OutcomeCounts, inject: [Db, CLOCK], useFactory: (db: Db, clock: Clock) => new OutcomeCounts(db, clock) }],
})
export class ModelTrainingModule {}
