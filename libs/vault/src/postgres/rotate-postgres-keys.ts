import { createSecretKey } from 'node:crypto';
import { isToRotate, refused, type Keks, type KnownKek } from '../key-encryption-keys.ts';
import type { RotatedKeys } from '../rotate-keys.ts';
import { boundToName, unwrap, unwrapped, wrap } from '../wrapping.ts';
import {
  inTransaction,
  isMade,
  knownKeks,
  lockAlone,
  ownClient,
  reachable,
  setKek,
  sweep,
  type Asking,
} from './key-database.ts';
import type { KeyService } from './key-service.ts';

export interface PostgresKeyRotation extends KeyService {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Keys wrapped anew in one transaction; 1,000 unless said. */
  readonly atOnce?: number | undefined;
  readonly progress?: ((done: number) => void) | undefined;
}

const AT_ONCE = 1_000;

/**
 * `rotateKeys`, of keys in a PostgreSQL database. What they were wrapped as before is gone from the tables; it stays in the
 * server's write-ahead log and backups until those are gone too, and opens with the retired key only.
 */
export function rotatePostgresKeys(rotation: PostgresKeyRotation): Promise<RotatedKeys> {
  const { from, to, atOnce = AT_ONCE, progress } = rotation;
  return connected(rotation, async (client) => {
    await lockAlone(client);
    const keks = { from: createSecretKey(from), to: createSecretKey(to) };
    const rewrapped = (await begun(client, keks)) ? await rewrapAll(client, keks, { atOnce, progress }) : 0;
    await sweep(client, 'subject_keys');
    await sweep(client, 'named_keys');
    return { rewrapped, keks: await knownKeks(client) };
  });
}

/** The key-encryption keys that a key store has known, the current one first. */
export function postgresKeks(service: KeyService): Promise<readonly KnownKek[]> {
  return connected(service, knownKeks);
}

function connected<T>(service: KeyService, work: (client: Asking) => Promise<T>): Promise<T> {
  return reachable(async () => {
    await using client = await ownClient(service);
    await client.query('SET synchronous_commit = on');
    if (!(await isMade(client))) throw refused('There is no key store here.');
    return await work(client);
  });
}

/** Says in the store that keys are being wrapped anew; false where all of them were before. */
async function begun(client: Asking, keks: Keks): Promise<boolean> {
  const known = await knownKeks(client);
  if (!isToRotate(known, keks)) return false;
  await inTransaction(client, async () => {
    await setKek(client, keks.from, 'CURRENT');
    if (!known.some(({ state }) => state === 'NEXT')) await setKek(client, keks.to, 'NEXT');
  });
  return true;
}

async function rewrapAll(
  client: Asking,
  keks: Keks,
  { atOnce, progress }: { atOnce: number; progress: PostgresKeyRotation['progress'] },
): Promise<number> {
  let rewrapped = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await inTransaction(client, () =>
      rewrapSubjects(client, keks, { after: after ?? '', atOnce }),
    );
    rewrapped += page.rewrapped;
    after = page.last;
    progress?.(rewrapped);
  }
  return inTransaction(client, async () => {
    const { rows } = await client.query<Row>('SELECT name AS id, wrapped FROM named_keys ORDER BY name');
    const own = rewrapped + (await rewrap(client, rows, { keks, table: 'named_keys' }));
    await setKek(client, keks.from, 'RETIRED');
    await setKek(client, keks.to, 'CURRENT');
    return own;
  });
}

interface Row {
  readonly id: string;
  readonly wrapped: Uint8Array;
}

async function rewrapSubjects(
  client: Asking,
  keks: Keks,
  { after, atOnce }: { after: string; atOnce: number },
): Promise<{ rewrapped: number; last: string | undefined }> {
  const { rows } = await client.query<Row>(
    `SELECT subject AS id, wrapped FROM subject_keys
     WHERE subject > $1 AND wrapped IS NOT NULL ORDER BY subject LIMIT $2`,
    [after, atOnce],
  );
  const rewrapped = await rewrap(client, rows, { keks, table: 'subject_keys' });
  return { rewrapped, last: rows.at(-1)?.id };
}

interface Rewrapping {
  readonly keks: Keks;
  readonly table: 'subject_keys' | 'named_keys';
}

async function rewrap(client: Asking, rows: readonly Row[], { keks, table }: Rewrapping): Promise<number> {
  const [id, boundTo] =
    table === 'subject_keys' ? ['subject', (subject: string) => subject] : ['name', boundToName];
  const old = rows.filter((row) => unwrapped(keks.to, row.wrapped, boundTo(row.id)) === undefined);
  const anew = old.map((row) => {
    const bound = boundTo(row.id);
    return wrap(keks.to, unwrap(keks.from, row.wrapped, bound), bound);
  });
  await client.query(
    `UPDATE ${table} SET wrapped = anew.wrapped
     FROM unnest($1::text[], $2::bytea[]) AS anew (id, wrapped) WHERE ${table}.${id} = anew.id`,
    [old.map((row) => row.id), anew],
  );
  return old.length;
}
