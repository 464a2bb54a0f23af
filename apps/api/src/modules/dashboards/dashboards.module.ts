import { Module } from '@nestjs/common';
import { OverviewController } from './overview.controller.ts';
import { OverviewReadModel } from './overview.read-model.ts';

/** Figures for the dashboards; reads only. */
@Module({ controllers: [OverviewController], providers: [OverviewReadModel] })
export class DashboardsModule {}
