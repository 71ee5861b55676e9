import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Rejected } from '#libs/contracts';
import type { Log } from '#libs/platform';
import { refuse } from './refuse.ts';

/** Answers what Nest's own routes throw, in the same form as everything else. GraphQL's errors go their own way. */
@Catch()
export class UnknownRouteFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() !== 'http') throw error;
    const shown = error instanceof HttpException ? new Rejected('NOT_FOUND') : error;
    refuse(host.switchToHttp().getResponse<Response>(), shown, this.log);
  }
}
