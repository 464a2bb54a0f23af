import { Module } from '@nestjs/common';
import { ChangeTrimmer } from './change-trimmer.ts';
import { LiveController } from './live.controller.ts';
import { LiveHub } from './live-hub.ts';

/** What happens in a workspace, pushed to the screens that show it. */
@Module({ controllers: [LiveController], providers: [LiveHub, ChangeTrimmer], exports: [ChangeTrimmer] })
export class LiveModule {}
