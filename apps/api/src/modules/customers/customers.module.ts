import { Module } from '@nestjs/common';
import { CustomerPageReadModel } from './customer-page.read-model.ts';
import { CustomersController } from './customers.controller.ts';
import { CustomersReadModel } from './customers.read-model.ts';
import { MergesService } from './merges.service.ts';

/** Lists and pages of customers, and undoing merges. */
@Module({ controllers: [CustomersController], providers: [CustomersReadModel, CustomerPageReadModel, MergesService] })
export class CustomersModule {}
