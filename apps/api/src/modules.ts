import type { FeatureModule } from './app.ts';
import { CustomersModule } from './modules/customers/customers.module.ts';
import { DashboardsModule } from './modules/dashboards/dashboards.module.ts';
import { DemoModule } from './modules/demo/demo.module.ts';
import { ImportsModule } from './modules/imports/imports.module.ts';
import { EventsModule } from './modules/events/events.module.ts';
import { ModelTrainingModule } from './modules/model-training/model-training.module.ts';
import { ScoringModule } from './modules/scoring/scoring.module.ts';
import { InboxModule } from './pipeline/10-inbox/inbox.module.ts';
import { DrainModule } from './pipeline/drain/drain.module.ts';
import { ScoreModule } from './pipeline/60-score/score.module.ts';

/** The stages and screens of the product, beside what every Kelvin has (see `app.ts`). */
export const ALL_MODULES: readonly FeatureModule[] = [
  InboxModule, DrainModule, ScoreModule, ImportsModule, CustomersModule, DashboardsModule, EventsModule, ScoringModule, ModelTrainingModule, DemoModule,
];
