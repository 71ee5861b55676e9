import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ASK_AGAIN_S } from '../http/refuse.ts';
import { ServedRecord } from '../served-record.ts';
import { Health, type Ready } from './health.ts';
import { infoOf, type Info } from './info.ts';

@Controller()
export class HealthController {
  constructor(
    private readonly record: ServedRecord,
    private readonly health: Health,
  ) {}

  @Get('livez')
  alive(): { status: string } {
    return { status: 'ok' };
  }

  /** 200 where this node takes work; 503 with the reasons, of `NotReady`, where it does not. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Ready> {
    const ready = await this.health.ready();
    if (ready.status !== 'ok') response.status(503).setHeader('Retry-After', String(ASK_AGAIN_S));
    return ready;
  }

  @Get('info')
  info(): Info {
    return infoOf(this.record);
  }
}
