import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical, type JsonObject } from '#libs/contracts';
import { openSqliteStore, type EventStore } from '#libs/event-store';
import { LogLedger, type LedgerSettings } from '../ledger/log-ledger.ts';

export const LOG_ORIGIN = 'example.org/family-help';

/** A log on disk without a record around it, and what its ledger is kept with. */
export interface SignedLog {
  readonly settings: LedgerSettings;
  store: EventStore;
  /** Appends that many events, each to a stream of its own or all to one. */
  append(count: number, stream?: string, said?: Partial<typeof CONSTANT>): Promise<void>;
  /** Opens the ledger, lets it take in all and sign, and closes it; answers the checkpoint's size. */
  sign(settings?: Partial<LedgerSettings>): number;
  /** Opens the log again after something was done to its file. */
  reopened(work?: () => void): Promise<void>;
  clear(): Promise<void>;
}

export async function signedLog(): Promise<SignedLog> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const logFile = join(folder, 'events.db');
  const settings = {
    folder: join(folder, 'ledger'),
    logFile,
    origin: LOG_ORIGIN,
    secret: Buffer.alloc(32, 1),
  };
  const log: SignedLog = {
    settings,
    store: await openSqliteStore({ file: logFile }),
    append: async (count, stream, said = {}) => {
      for (let n = 0; n < count; n++) await appendOne(log.store, stream ?? `family-${randomUUID()}`, said);
    },
    sign: (changed = {}) => {
      const ledger = new LogLedger({ ...settings, ...changed });
      ledger.catchUp();
      ledger.close();
      return ledger.checkpoint?.size ?? 0;
    },
    reopened: async (work = () => undefined) => {
      await log.store.close();
      work();
      log.store = await openSqliteStore({ file: logFile });
    },
    clear: async () => {
      await log.store.close();
      rmSync(folder, { recursive: true });
    },
  };
  return log;
}

/** What a document holds beside what tells it from others. */
const CONSTANT = {
  actor: { agency: 'organisation-county', role: 'SYSTEM', user: 'system' },
  data: {} as JsonObject,
  format: 1,
  occurredAt: { precision: 'UNKNOWN' },
  recordedAt: '2026-03-10T12:00:00.000Z',
  sealed: [],
  source: 'SYSTEM',
  subjects: [],
  type: 'InformationReceived',
  version: 1,
};

async function appendOne(store: EventStore, stream: string, said: Partial<typeof CONSTANT>): Promise<void> {
  const before = await store.revision(stream);
  const [id, revision] = [randomUUID(), before + 1];
  const whole = { ...CONSTANT, ...said, commandId: randomUUID(), id, revision, stream };
  const document = Buffer.from(canonical(whole));
  await store.append(stream, [{ id, type: whole.type, document }], {
    expected: before < 0 ? 'no-stream' : before,
  });
}
