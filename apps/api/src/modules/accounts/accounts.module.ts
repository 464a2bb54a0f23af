import { Global, Module } from '@nestjs/common';
import { AccessMemory } from './access-memory.port.ts';
import { AccessService } from './access.service.ts';
import { AccountsController } from './accounts.controller.ts';
import { AccountsReadModel } from './accounts.read-model.ts';
import { AccountsService } from './accounts.service.ts';
import { CurrencyRatesController } from './currency-rates.controller.ts';
import { CurrencyRatesService } from './currency-rates.service.ts';
import { DemoStatus } from './demo-status.port.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { StartController } from './start.controller.ts';
import { WorkspaceMaker } from './workspace-maker.port.ts';
import { WorkspacesController } from './workspaces.controller.ts';
import { WorkspacesService } from './workspaces.service.ts';

/** People, workspaces, roles and sessions. Global, because the guard of every route asks it. */
@Global()
@Module({
  controllers: [AccountsController, WorkspacesController, CurrencyRatesController, StartController],
  providers: [AccessService, AccountsService, AccountsReadModel, SignInLimiter, WorkspacesService, CurrencyRatesService, { provide: WorkspaceMaker, useExisting: WorkspacesService }, { provide: AccessMemory, useExisting: AccessService }, DemoStatus],
  exports: [AccessMemory, AccessService, AccountsReadModel, AccountsService, WorkspaceMaker, DemoStatus],
})
export class AccountsModule {}
