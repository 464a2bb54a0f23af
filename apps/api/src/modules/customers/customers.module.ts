import { Module } from '@nestjs/common';
import { ScoreModule } from '../../pipeline/60-score/score.module.ts';
import { ModelTrainingModule } from '../model-training/model-training.module.ts';
import { BestHourReadModel } from './best-hour.read-model.ts';
import { CustomerChancesReadModel } from './customer-chances.read-model.ts';
import { CustomerPageReadModel } from './customer-page.read-model.ts';
import { CustomersController } from './customers.controller.ts';
import { CustomersReadModel } from './customers.read-model.ts';
import { ExclusionsService } from './exclusions.service.ts';
import { NoiseService } from './noise.service.ts';
import { ScoreChangeReadModel } from './score-change.read-model.ts';
import { MergesService } from './merges.service.ts';

/** Lists and pages of customers, undoing merges, leaving somebody out of scoring, and counting what was flagged. */
@Module({ controllers: [CustomersController], imports: [ScoreModule, ModelTrainingModule], providers: [CustomersReadModel, CustomerPageReadModel, CustomerChancesReadModel, BestHourReadModel, ScoreChangeReadModel, MergesService, ExclusionsService, NoiseService] })
export class CustomersModule {}
