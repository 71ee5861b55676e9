import { localIssuer, openLog, remoteIssuer, tokenVerifier, type Log } from '#libs/platform';
import { createBundle, importRequests, openRecord, type FamilyRecord, type Settings } from '#libs/service';
import { readDocuments, type Documents } from './http/documents.ts';
import type { OperatorTasks } from './operator/operator-door.ts';
import { operatorToken } from './operator/operator-token.ts';
import { createServer } from './server.ts';
import { advertise } from './service-file.ts';

export interface Running {
  readonly address: string;
  readonly record: FamilyRecord;
  /** Answers what was asked, and lets go of everything. */
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

/** Opens the record of these settings and serves it. Throws `Rejected` before it listens where they may not open it. */
export async function serve(settings: Settings, log: Log = openLog()): Promise<Running> {
  const record = await openRecord(settings);
  try {
    return await serveRecord(record, log);
  } catch (reason) {
    await record.close();
    throw reason;
  }
}

async function serveRecord(record: FamilyRecord, log: Log): Promise<Running> {
  const { folder, issuers, mode, port } = record.settings;
  const isProduction = mode === 'production';
  const token = operatorToken();
  const server = await createServer(record, {
    verify: tokenVerifier(issuers?.map(remoteIssuer) ?? [await localIssuer(folder)]),
    log,
    showsSchema: !isProduction,
    documents: documentsOf(record.settings),
    costLimit: record.settings.costLimit,
    operator: { token, tasks: tasksOf(record) },
  });
  const address = await server.listen(port, isProduction ? EVERYWHERE : LOOPBACK);
  const withdraw = advertise(folder, { address, token, pid: process.pid });
  log('info', 'listening', { port: Number(new URL(address).port) });
  return {
    address,
    record,
    stop: async () => {
      log('info', 'stopping');
      withdraw();
      await server.close();
      await record.close();
    },
  };
}

function documentsOf({ documents, mode }: Settings): Documents {
  return {
    byHash: documents === undefined ? new Map() : readDocuments(documents),
    takesOthers: mode === 'development',
  };
}

function tasksOf(record: FamilyRecord): OperatorTasks {
  return {
    importRequests: (order) => importRequests({ ...order, record, door: 'OPERATOR' }),
    createBundle: (order) => createBundle({ ...order, door: 'OPERATOR' }, record),
  };
}
