import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ServedRecord } from '../served-record.ts';

@Controller()
export class HealthController {
  constructor(private readonly record: ServedRecord) {}

  @Get('livez')
  alive(): { status: string } {
    return { status: 'ok' };
  }

  /** Ready where every read model holds what the log holds, or is about to. */
  @Get('readyz')
  async ready(
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ status: string; position: number; lag: number }> {
    const position = this.record.readers.position();
    const lag = Math.max(0, (await this.record.store.head()) - position);
    const isReady = position >= 0 && lag <= READY_LAG;
    response.status(isReady ? 200 : 503);
    return { status: isReady ? 'ok' : 'behind', position, lag };
  }
}

/** Events the read models may be behind while the service still takes work. */
const READY_LAG = 10_000;
