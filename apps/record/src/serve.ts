import type { RequestHandler } from 'express';
import {
  errorMembers,
  openLog,
  tokenVerifier,
  trustedIssuers,
  type Log,
  type TrustedIssuer,
} from '#libs/platform';
import {
  createBundle,
  createPack,
  importRequests,
  openRecord,
  type FamilyRecord,
  type OpeningOptions,
  type Settings,
} from '#libs/service';
import type { Followers } from './feed/followers.ts';
import type { Health } from './health/health.ts';
import { Watching } from './health/watching.ts';
import { readDocuments } from './http/documents.ts';
import type { OperatorTasks } from './operator/operator-door.ts';
import { operatorToken } from './operator/operator-token.ts';
import { readTls } from './http/tls.ts';
import { createServer, type ServerOptions } from './server.ts';
import { advertise, type Advertised } from './service-file.ts';
import { developmentClients } from './sign-in/development-clients.ts';
import { developmentSignIn } from './sign-in/development-sign-in.ts';

export interface Running {
  readonly address: string;
  readonly record: FamilyRecord;
  /** Answers what was asked, and lets go of everything. */
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';
/** Programs on servers, which can hold a certificate. */
const BOUND_IN_PRODUCTION = ['SYSTEM'] as const;

/**
 * Opens the record of these settings and serves it, to everybody or for one task of a verb. Throws `Rejected` before it
 * listens where they may not open it.
 */
export async function serve(settings: Settings, log: Log = openLog(), isOfOneTask = false): Promise<Running> {
  const door = doorOf(settings);
  const issuers = await trustedIssuers(settings, log);
  await using opened = new AsyncDisposableStack();
  const watching = opened.use(await Watching.start(settings, log));
  const waiting = (name: string) => log('warn', 'a database is waited for', { log: name });
  const options = { erasing: erasingTold(log), stopped: endsWith(log), waiting };
  const record = opened.adopt(await openRecord(settings, options), (each) => each.close());
  const served = await serveRecord(record, { ...door, issuers, isOfOneTask }, log);
  opened.defer(served.leave);
  await watching.open(record, served.health, served.followers);
  const { address } = served;
  const all = opened.move();
  return {
    address,
    record,
    stop: async () => {
      log('info', 'stopping');
      await all.disposeAsync();
    },
  };
}

/** A node whose database is not the one that it was answers nothing more: what it would say may be wrong. */
function endsWith(log: Log): (reason: Error) => void {
  return (reason) => {
    log('error', 'no longer the log it was', errorMembers(reason));
    process.stderr.write(`Stopped: ${reason.message}\n`);
    process.kill(process.pid, 'SIGTERM');
  };
}

function erasingTold(log: Log): OpeningOptions['erasing'] {
  return {
    done: (step) => log('info', 'an erasure went on', { step }),
    failed: (reason) => log('error', 'something went wrong', errorMembers(reason)),
  };
}

type Door = Pick<ServerOptions, 'address' | 'documents' | 'costLimit' | 'tls' | 'proxy'>;
interface Way extends Door, Pick<Advertised, 'isOfOneTask'> {
  readonly issuers: readonly TrustedIssuer[];
}

interface Served {
  readonly address: string;
  readonly health: Health;
  readonly followers: Followers;
  /** Answers what was asked, and is no longer there. */
  readonly leave: () => Promise<void>;
}

async function serveRecord(
  record: FamilyRecord,
  { issuers, isOfOneTask, ...door }: Way,
  log: Log,
): Promise<Served> {
  const { authority, folder, mode, port } = record.settings;
  const isProduction = mode === 'production';
  const token = operatorToken();
  const signIn = await signInOf(record.settings, log);
  const server = await createServer(record, {
    ...door,
    verify: tokenVerifier([...issuers, ...signIn.issuers], {
      authority,
      bound: isProduction ? BOUND_IN_PRODUCTION : [],
    }),
    log,
    showsSchema: !isProduction,
    signIn: signIn.handler,
    operator: { token, tasks: tasksOf(record) },
  });
  const address = await server.listen(port, isProduction ? EVERYWHERE : LOOPBACK);
  const here = door.tls === undefined ? address : await server.listenHere();
  signIn.listening(here);
  const told = { address: here, token, pid: process.pid, ...(isOfOneTask && { isOfOneTask }) };
  const withdraw = advertise(folder, { ...told, ...signIn.advertised });
  log('info', 'listening', { port: Number(new URL(address).port) });
  return {
    address,
    health: server.health,
    followers: server.followers,
    leave: async () => {
      withdraw();
      await server.close();
    },
  };
}

interface SignInHere {
  readonly issuers: readonly TrustedIssuer[];
  readonly handler?: RequestHandler;
  readonly advertised?: Pick<Advertised, 'client'>;
  listening(address: string): void;
}

/** Development signs people in itself, where the settings name nobody who does. */
async function signInOf({ folder, issuers, mode }: Settings, log: Log): Promise<SignInHere> {
  if (mode === 'production' || issuers !== undefined) return { issuers: [], listening: () => undefined };
  const client = { id: developmentClients.system, secret: operatorToken() };
  let address = '';
  const { issuer, handler } = await developmentSignIn({
    folder,
    address: () => address,
    systemSecret: client.secret,
    log,
  });
  return { issuers: [issuer], handler, advertised: { client }, listening: (at) => void (address = at) };
}

/** What of the settings is of files: refused before anything is opened. */
function doorOf({ address, documents, mode, costLimit, tls, proxy }: Settings): Door {
  return {
    address,
    documents: {
      byHash: documents === undefined ? new Map() : readDocuments(documents),
      takesOthers: mode === 'development',
    },
    costLimit,
    tls: tls && readTls(tls),
    proxy,
  };
}

function tasksOf(record: FamilyRecord): OperatorTasks {
  return {
    importRequests: (order) => importRequests({ ...order, record, door: 'OPERATOR' }),
    createBundle: (order) => createBundle({ ...order, door: 'OPERATOR' }, record),
    createPack: (order) => createPack({ ...order, door: 'OPERATOR' }, record),
  };
}
