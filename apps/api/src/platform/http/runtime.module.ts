import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { Runtime } from '../../runtime.ts';
import { Db } from '../db/db.ts';
import { Rings } from '../queue/rings.ts';
import { StageRegistry } from '../queue/stages.ts';

/** Injection tokens of the runtime's parts that are not classes. `Db`, `Rings` and `StageRegistry` inject as themselves. */
export const RUNTIME = Symbol('runtime');
export const CLOCK = Symbol('clock');
export const LOG = Symbol('log');
export const CONFIG = Symbol('config');

/** Makes the runtime injectable in every module, so that none of them connects to anything itself. */
@Global()
@Module({})
export class RuntimeModule {
  static forRuntime(runtime: Runtime): DynamicModule {
    const providers: Provider[] = [
      { provide: RUNTIME, useValue: runtime },
      { provide: CLOCK, useValue: runtime.clock },
      { provide: LOG, useValue: runtime.log },
      { provide: CONFIG, useValue: runtime.config },
      { provide: Db, useValue: runtime.db },
      { provide: Rings, useValue: runtime.rings },
      { provide: StageRegistry, useValue: runtime.stages },
    ];
    return { module: RuntimeModule, providers, exports: providers.map((provider) => (provider as { provide: symbol }).provide) };
  }
}
