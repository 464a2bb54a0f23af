import { Module } from '@nestjs/common';
import { ScoringController } from './scoring.controller.ts';
import { ScoringService } from './scoring.service.ts';

/** The rules in force, and fitting them to the workspace's own data. */
@Module({ controllers: [ScoringController], providers: [ScoringService] })
export class ScoringModule {}
