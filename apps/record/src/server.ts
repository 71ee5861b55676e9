import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Principal } from '#libs/access';
import { correlated, correlationIdFrom, type Log } from '#libs/platform';
import { authenticate } from './http/authenticate.ts';
import { anyDocument, checkDocuments, type Documents } from './http/documents.ts';
import { readQuery } from './http/read-query.ts';
import { UnknownRouteFilter } from './http/unknown-route.filter.ts';
import { operatorDoor, type OperatorTasks } from './operator/operator-door.ts';
import { RecordModule } from './record.module.ts';
import type { ServedRecord } from './served-record.ts';

export interface ServerOptions {
  /** Who a bearer token says someone is. */
  readonly verify: (token: string) => Promise<Principal>;
  readonly log: Log;
  /** Whether callers may ask for the schema, and are told what does not fit it. */
  readonly showsSchema: boolean;
  /** What callers may ask with; any document unless given. */
  readonly documents?: Documents;
  /** What the operations of one caller may cost in a minute; absent: no limit. */
  readonly costLimit?: number | undefined;
  readonly operator?: { readonly token: string; readonly tasks: OperatorTasks };
}

/** The service around an open record, before it listens. */
export interface Server {
  readonly http: HttpServer;
  /** Listens, on a free port where it is 0, and answers its address. */
  listen(port: number, host: string): Promise<string>;
  /** Answers what was asked, and stops. The record stays open. */
  close(): Promise<void>;
}

const SLOWEST_REQUEST_MS = 60_000;

export async function createServer(record: ServedRecord, options: ServerOptions): Promise<Server> {
  const { log, verify, showsSchema, costLimit, operator, documents = anyDocument } = options;
  const app = await NestFactory.create<NestExpressApplication>(
    RecordModule.around(record, { log, showsSchema, costLimit }),
    {
      bodyParser: false,
      logger: false,
      abortOnError: false,
    },
  );
  app.disable('x-powered-by').disable('etag');
  app.useGlobalFilters(new UnknownRouteFilter(log));
  app.use(helmet(), followed);
  app.use(
    '/graphql',
    authenticate({ verify, readers: record.readers, log }),
    ...readQuery({ log, documents, operatorToken: operator?.token }),
  );
  if (operator) app.use('/operator', operatorDoor({ ...operator, projector: record.projector, verify, log }));
  await app.init();
  checkDocuments(documents, app.get(GraphQLSchemaHost).schema);
  const http: HttpServer = app.getHttpServer();
  http.requestTimeout = SLOWEST_REQUEST_MS;
  return {
    http,
    listen: (port, host) => listening(http, port, host),
    close: () => app.close(),
  };
}

/** Nothing that is answered is kept on the way, and everything can be followed by its correlation id. */
const followed: RequestHandler = (request, response, next) => {
  const offered = request.headers['x-correlation-id'];
  const id = correlationIdFrom(typeof offered === 'string' ? offered : undefined);
  response.setHeader('X-Correlation-ID', id);
  response.setHeader('Cache-Control', 'no-store');
  correlated(id, next);
};

async function listening(http: HttpServer, port: number, host: string): Promise<string> {
  http.listen(port, host);
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new TypeError('not listening on a port');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
