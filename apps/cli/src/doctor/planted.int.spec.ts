import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { backUp, copyStore, drill, openRecord, readSettings, serviceProof } from '#libs/service';
import { EventStoreDouble } from '../../../../libs/event-store/src/testing/eventstoredb/double.ts';
import { allFindings } from './all.ts';

const DAY_MS = 86_400_000;

/** A fault as it comes about: what is done to a sound record, and what is set beside. */
interface Fault {
  readonly plant: () => Planted | Promise<Planted>;
  /** What else is wrong then, and is named as well. */
  readonly also?: readonly string[];
}
type Planted = { readonly set?: Readonly<Record<string, string>>; readonly now?: number } | undefined | void;

let place: string;
let sound: string;
let folder: string;
let servers: Server[];
let double: EventStoreDouble | undefined;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'planted-'));
  sound = join(place, 'sound');
  await (await openRecord(readSettings(settings(sound)), { inline: true })).close();
});
beforeEach(() => {
  folder = join(place, 'data');
  cpSync(sound, folder, { recursive: true });
  cpSync(join(sound, 'ledger/checkpoint'), join(place, 'anchor'));
  servers = [];
});
afterEach(() => {
  for (const server of servers) server.close();
  double?.stop();
  double = undefined;
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(place, 'double.db'), { force: true });
  rmSync(backup(), { recursive: true, force: true });
  delete process.env['FHR_DATA'];
});
afterAll(() => rmSync(place, { recursive: true }));

function settings(data: string): Record<string, string> {
  return { FHR_DATA: data, FHR_FAMILIES: '0', FHR_PORT: '0', FHR_ANCHOR: join(place, 'anchor') };
}

const at = (name: string): string => join(folder, name);
const sql = (name: string, statement: string): void => {
  const database = new DatabaseSync(at(name));
  database.exec(statement);
  database.close();
};

async function listening(answer: Parameters<typeof createServer>[1]): Promise<number> {
  const server = createServer(answer as never).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The record's log in a database besides, whose access list keeps from its user what it may not. */
async function inDatabase(change: (database: EventStoreDouble) => void): Promise<Planted> {
  double = new EventStoreDouble(join(place, 'double.db'));
  await double.start();
  double.withheld.add('DELETE').add('CHANGE_SETTINGS');
  await copyStore({ mode: 'development' }, { from: `sqlite:${folder}`, to: double.connection });
  change(double);
  return { set: { FHR_STORE: double.connection } };
}

function certificate(days: string): Planted {
  const [cert, key] = [join(place, 'cert.pem'), join(place, 'key.pem')];
  const asked = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=x',
  ];
  execFileSync('openssl', [...asked, '-days', days, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { set: { FHR_TLS_CERTIFICATE: cert, FHR_TLS_KEY: key } };
}

const backup = (): string => join(place, 'backup');

/** A backup of the record, put back once, of which something is changed since. */
async function backedUp(change: () => unknown = () => undefined): Promise<Planted> {
  const own = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  await backUp(own, { folder: backup() });
  await drill(own, { from: backup(), within: place });
  change();
  return { set: { FHR_BACKUP: backup() } };
}

async function recordSomebody(): Promise<void> {
  const record = await openRecord(readSettings(settings(folder)), { inline: true });
  const names = [{ use: 'LEGAL', given: 'Ava', family: 'Hill' }];
  await record.door.send({
    type: 'RegisterPerson',
    data: { names, dateOfBirth: '2016-05-17', sex: 'F', adult: false },
    commandId: randomUUID(),
    actor: { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-county' },
    source: 'API',
  });
  await record.close();
}

/** Another user’s, or as good as that for whoever may not give it away. */
function anothers(file: string): void {
  if (process.getuid?.() === 0) chownSync(file, 1, 1);
  else chmodSync(file, 0);
}

const faults: Readonly<Record<string, Fault>> = {
  SETTINGS_REFUSED: { plant: () => ({ set: { FHR_PORT: 'seventy' } }) },
  SETTING_UNKNOWN: { plant: () => ({ set: { FHR_ANCHR: '/mnt/anchor' } }) },
  LOG_MISSING: { plant: () => rmSync(at('events.db')) },
  LOG_DAMAGED: { plant: () => sql('events.db', `UPDATE events SET type = 'SteppedUp' WHERE position = 3`) },
  LOG_GAP: { plant: () => sql('events.db', 'DELETE FROM events WHERE position = 3') },
  MODEL_DAMAGED: {
    plant: () => {
      const [model = ''] = readdirSync(at('read-models')).filter((name) => name.startsWith('timeline'));
      truncateSync(at(join('read-models', model)), 8_192);
    },
  },
  FILE_OPEN_TO_OTHERS: { plant: () => chmodSync(at('keys.db'), 0o644) },
  FILE_NOT_OURS: { plant: () => anothers(at('sealed-searches')) },
  NOT_LOOKED_AT: {
    plant: () => {
      rmSync(at('keys.db'));
      mkdirSync(at('keys.db'), { mode: 0o700 });
    },
  },
  KEYS_MISSING: { plant: () => rmSync(at('keys.db')) },
  KEY_FILE_MISSING: { plant: () => rmSync(at('development.kek')) },
  KEY_ANOTHERS: { plant: () => writeFileSync(at('development.kek'), randomBytes(32)) },
  KEY_NOT_PRINTED: { plant: () => ({ set: { FHR_KEK_COMMAND: 'exit 3' } }) },
  KEYS_OUT_OF_REACH: { plant: () => ({ set: { FHR_KEYS: 'postgres://127.0.0.1:1/keys?sslmode=disable' } }) },
  ROTATION_UNFINISHED: {
    plant: () => sql('keys.db', `INSERT INTO keks VALUES ('00', 'NEXT', '2026-01-01')`),
  },
  KEY_LOST: {
    plant: async () => {
      await recordSomebody();
      sql('keys.db', 'DELETE FROM subject_keys');
    },
  },
  CLOCK_BEHIND: { plant: () => ({ now: Date.now() - DAY_MS }) },
  CERTIFICATE_ENDS: { plant: () => certificate('2') },
  CERTIFICATE_UNREADABLE: {
    plant: () => ({ set: { FHR_TLS_CERTIFICATE: at('keys.db'), FHR_TLS_KEY: at('keys.db') } }),
  },
  ANCHOR_MISSING: { plant: () => writeFileSync(join(place, 'anchor'), '') },
  LEDGER_UNREADABLE: { plant: () => writeFileSync(at('ledger/verified'), '{') },
  NOT_VERIFIED: { plant: () => ({ now: Date.now() + 31 * DAY_MS }) },
  BACKUP_MISSING: { plant: () => ({ set: { FHR_BACKUP: backup() } }) },
  BACKUP_UNPROVEN: { plant: () => backedUp(() => rmSync(join(backup(), 'drill.json'))) },
  BACKUP_OLD: { plant: async () => ({ ...(await backedUp()), now: Date.now() + 2 * DAY_MS }) },
  BACKUP_DAMAGED: {
    plant: () => backedUp(() => truncateSync(join(backup(), 'record-000000000000.ndjson'), 2_000)),
  },
  BACKUP_DRILL_FAILED: {
    plant: () => {
      const drilled = { at: new Date().toISOString(), ok: false, events: 0, seconds: 1 };
      return backedUp(() => writeFileSync(join(backup(), 'drill.json'), JSON.stringify(drilled)));
    },
  },
  PORT_TAKEN: { plant: async () => ({ set: { FHR_PORT: String(await listening(() => undefined)) } }) },
  SERVICE_GONE: {
    plant: () => writeFileSync(at('service.json'), '{"address":"http://127.0.0.1:1"}', { mode: 0o600 }),
  },
  SERVICE_NOT_READY: {
    plant: async () => {
      const port = await listening(({ url }, response) => {
        const challenge = new URL(url ?? '', 'http://here').searchParams.get('challenge');
        if (challenge !== null) response.end(serviceProof('', challenge));
        else response.writeHead(503).end('{"because":["DISK_FULL"]}');
      });
      const service = { address: `http://127.0.0.1:${port}`, token: '', pid: 1 };
      writeFileSync(at('service.json'), JSON.stringify(service), { mode: 0o600 });
    },
  },
  STORE_OUT_OF_REACH: {
    plant: () => ({ set: { FHR_STORE: 'esdb://127.0.0.1:1?tls=false&maxDiscoverAttempts=1' } }),
  },
  STORE_USER_REFUSED: { plant: () => inDatabase((database) => (database.fault = 'ACCESS_DENIED')) },
  STORE_USER_UNREADABLE: { plant: () => ({ set: { FHR_STORE_USER: at('nobody') } }) },
  STORE_MAY_BE_DELETED: { plant: () => inDatabase(({ withheld }) => withheld.delete('DELETE')) },
  STORE_MAY_BE_SCAVENGED: { plant: () => inDatabase(({ withheld }) => withheld.delete('CHANGE_SETTINGS')) },
  STORE_LOST_EVENTS: { plant: () => inDatabase(({ log }) => log.loseTail(2)) },
  STORE_NOT_OURS: { plant: () => inDatabase(({ log }) => log.setMetadata('store-record', { $maxAge: 1 })) },
};

const codes = Object.keys(faults);

describe(`the doctor, of ${codes.length} planted faults`, () => {
  it('names none where none is', async () => {
    expect(await found({})).toEqual([]);
    expect(await found((await inDatabase(() => undefined)) ?? {})).toEqual([]);
    expect(await found((await backedUp()) ?? {})).toEqual([]);
    expect(codes.length).toBeGreaterThanOrEqual(15);
  });

  it.each(codes)('names %s, alone, why, and what mends it', async (code) => {
    const { plant, also = [] } = faults[code] as Fault;
    const findings = await found((await plant()) ?? {});
    expect(findings.map((each) => each.code)).toEqual([code, ...also]);
    for (const { cause, mend } of findings) {
      expect(cause).toMatch(/^\S.+\s\S.+/);
      expect(mend).toMatch(/^\S.+/);
    }
  });
});

function found({ set = {}, now }: Exclude<Planted, void>) {
  process.env['FHR_DATA'] = folder;
  return allFindings({ ...settings(folder), ...set }, now);
}
