import { Controller, Get } from '@nestjs/common';
import { Public } from '../../platform/security/access.ts';
import { DemoStatus, type StartInfo } from './demo-status.port.ts';

@Controller('api/start')
export class StartController {
  constructor(private readonly demo: DemoStatus) {}

  @Get()
  @Public('how to enter the demo of an embedded installation, before anybody has signed in')
  get(): StartInfo {
    return this.demo.get();
  }
}
