import type { Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions as TlsOptions } from 'node:https';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { RequestHandler } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Log, TokenVerifier } from '#libs/platform';
import { Health } from './health/health.ts';
import { openFeed } from './feed/feed.ts';
import type { Followers } from './feed/followers.ts';
import { listens } from './http/listens.ts';
import { authenticate } from './http/authenticate.ts';
import { addressReader } from './http/asked-address.ts';
import { agreeing, alsoHttp2 } from './http/both-protocols.ts';
import { certificateReader, type Proxy } from './http/client-certificate.ts';
import { anyDocument, checkDocuments, type Documents } from './http/documents.ts';
import { everyAnswer } from './http/headers.ts';
import { identifying } from './http/identifying.ts';
import { leaves, leaving } from './http/leaving.ts';
import { readQuery } from './http/read-query.ts';
import { UnknownRouteFilter } from './http/unknown-route.filter.ts';
import { operatorDoor, type OperatorTasks } from './operator/operator-door.ts';
import { RecordModule } from './record.module.ts';
import { SIGN_IN } from './sign-in/development-sign-in.ts';
import type { ServedRecord } from './served-record.ts';

export interface ServerOptions {
  /** Who a bearer token says someone is. */
  readonly verify: TokenVerifier;
  readonly log: Log;
  /** Whether callers may ask for the schema, and are told what does not fit it. */
  readonly showsSchema: boolean;
  /** How it answers over TLS; in the clear unless given. */
  readonly tls?: TlsOptions | undefined;
  /** What ends TLS before it. */
  readonly proxy?: Proxy | undefined;
  /** By what address callers reach it, without a path; unless given, by this machine's own names, in the clear. */
  readonly address?: string | undefined;
  /** What callers may ask with; any document unless given. */
  readonly documents?: Documents;
  /** What the operations of one caller may cost in a minute; absent: no limit. */
  readonly costLimit?: number | undefined;
  /** Signs developers in. */
  readonly signIn?: RequestHandler | undefined;
  readonly operator?: { readonly token: string; readonly tasks: OperatorTasks };
}

/** The service around an open record, before it listens. */
export interface Server {
  readonly http: HttpServer;
  readonly health: Health;
  /** Who follows the feed of this server, and how far. */
  readonly followers: Followers;
  /** Listens, on a free port where it is 0, and answers its address. */
  listen(port: number, host: string): Promise<string>;
  /** Listens in the clear as well, for this machine alone, and answers that address. */
  listenHere(): Promise<string>;
  /** Answers what was asked, and stops; what takes longer than `ANSWERED_MS` is broken off. The record stays open. */
  close(): Promise<void>;
}

const SLOWEST_REQUEST_MS = 60_000;
/**
 * For how long a connection on which nothing is asked is kept: longer than proxies keep theirs to a server (60 s mostly), so
 * that none sends by a connection that is being closed, and has to tell its caller that nobody knows what became of it.
 */
const IDLE_CONNECTION_MS = 75_000;
/** For how long what was asked is answered still when the service stops: the record is let go of within the grace as well. */
export const ANSWERED_MS = 20_000;

export async function createServer(record: ServedRecord, options: ServerOptions): Promise<Server> {
  const { log, verify, showsSchema, costLimit, tls, operator, documents = anyDocument } = options;
  const certificateOf = certificateReader(options.proxy);
  const addressOf = addressReader(options.address);
  const health = new Health(record);
  const app = await NestFactory.create<NestExpressApplication>(
    RecordModule.around(record, { log, health, showsSchema, costLimit }),
    {
      bodyParser: false,
      logger: false,
      abortOnError: false,
    },
  );
  app.disable('x-powered-by').disable('etag');
  app.useGlobalFilters(new UnknownRouteFilter(log));
  app.use(...everyAnswer, leaving(health));
  const identify = identifying({ verify, certificateOf, addressOf, readers: record.readers });
  const feed = openFeed(app, { identify, origin: record.origin, log });
  app.use(
    '/graphql',
    authenticate(identify, log),
    ...readQuery({ log, documents, operatorToken: operator?.token }),
  );
  if (options.signIn) app.use(SIGN_IN, options.signIn);
  const followers = async () => feed.followers.standing(await record.store.head());
  const { projector, settings } = record;
  if (operator)
    app.use(
      '/operator',
      operatorDoor({ ...operator, mode: settings.mode, projector, followers, verify, log }),
    );
  await app.init();
  checkDocuments(documents, app.get(GraphQLSchemaHost).schema);
  const plain: HttpServer = app.getHttpServer();
  const http = tls
    ? createHttpsServer({ ...tls, ALPNCallback: agreeing }, app.getHttpAdapter().getInstance())
    : plain;
  for (const each of [plain, http]) {
    each.requestTimeout = SLOWEST_REQUEST_MS;
    each.keepAliveTimeout = IDLE_CONNECTION_MS;
  }
  const http2 = [...new Set([plain, http])].map((each) => alsoHttp2(each, feed.http2));
  return {
    http,
    health,
    followers: feed.followers,
    listen: (port, host) => listening(http, port, host, tls ? 'https' : 'http'),
    listenHere: () => listening(plain, 0, '127.0.0.1'),
    close: async () => {
      health.stopping();
      feed.stop();
      for (const each of http2) each.close(ANSWERED_MS);
      await leaves([...new Set([http, plain])], ANSWERED_MS);
      await app.close();
    },
  };
}

async function listening(http: HttpServer, port: number, host: string, scheme = 'http'): Promise<string> {
  await listens(http, { host, port, setting: 'FHR_PORT' });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new TypeError('not listening on a port');
  return `${scheme}://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
