import { KEKS_TURNING, refused } from '../key-encryption-keys.ts';
import type { KeptKey } from '../kept-key.ts';
import {
  inTransaction,
  isMade,
  knownKeks,
  makeTables,
  ownClient,
  reachable,
  type Asking,
} from './key-database.ts';
import type { KeyService } from './key-service.ts';

/** Rows read, or written, at once. */
const PAGE = 1_000;

/**
 * Everything in a key database, beside the nodes that have it open (`keptKeys`). Throws `Rejected`: STORE_REFUSED where
 * it holds no keys, KEY_SERVICE_UNAVAILABLE where it does not answer.
 */
export async function* keptPostgresKeys(service: KeyService): AsyncGenerator<KeptKey, void, undefined> {
  await using client = await reachable(() => ownClient(service));
  yield* await reachable(() => ownRows(client));
  for (let after: string | undefined = ''; after !== undefined;) {
    const from: string = after;
    const { rows } = await reachable(() =>
      client.query<{ subject: string; wrapped: Uint8Array | null }>(
        'SELECT subject, wrapped FROM subject_keys WHERE subject > $1 ORDER BY subject LIMIT $2',
        [from, PAGE],
      ),
    );
    yield* rows;
    after = rows.at(-1)?.subject;
  }
}

async function ownRows(client: Asking): Promise<KeptKey[]> {
  if (!(await isMade(client))) throw refused('The key database holds no keys.');
  const keks = await knownKeks(client);
  if (keks.some(({ state }) => state === 'NEXT')) throw refused(KEKS_TURNING);
  const { rows: named } = await client.query<{ name: string; wrapped: Uint8Array }>(
    'SELECT name, wrapped FROM named_keys ORDER BY name',
  );
  return [...keks.map(({ id, state, since }) => ({ kek: { id, state, since } })), ...named];
}

/**
 * Puts what was kept of a key store into an empty database, all of it or nothing. Throws `Rejected`: STORE_REFUSED where
 * the database is not empty, KEY_SERVICE_UNAVAILABLE where it does not answer.
 */
export async function fillKeyDatabase(service: KeyService, kept: readonly KeptKey[]): Promise<void> {
  await reachable(async () => {
    await using client = await ownClient(service);
    if (await isMade(client))
      throw refused('The key database holds keys already: keys are put back into an empty one only.');
    await makeTables(client);
    await inTransaction(client, () => putAll(client, kept));
  });
}

async function putAll(client: Asking, kept: readonly KeptKey[]): Promise<void> {
  for (const each of kept) {
    if ('kek' in each) {
      const { id, state, since } = each.kek;
      await client.query('INSERT INTO keks VALUES ($1, $2, $3)', [id, state, since]);
    } else if ('name' in each)
      await client.query('INSERT INTO named_keys VALUES ($1, $2)', [each.name, each.wrapped]);
  }
  const subjects = kept.filter((each) => 'subject' in each);
  for (let from = 0; from < subjects.length; from += PAGE) {
    const page = subjects.slice(from, from + PAGE);
    await client.query('INSERT INTO subject_keys SELECT * FROM unnest($1::text[], $2::bytea[])', [
      page.map(({ subject }) => subject),
      page.map(({ wrapped }) => wrapped && Buffer.from(wrapped)),
    ]);
  }
}
