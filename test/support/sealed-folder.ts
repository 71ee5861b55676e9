import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import {
  decodeStoredEvent,
  eventTable,
  occurrencesOf,
  type EventType,
  type StoredEvent,
} from '#libs/contracts';
import { openSqliteStore } from '#libs/event-store';
import { developmentKek, openSqliteKeyStore, Vault, type KeyStore } from '#libs/vault';

/** The bytes of every file in a data folder; of those in `read-models`, which hold opened fields, only where asked for. */
export function bytesOf(folder: string, { readModels = false } = {}): ReadonlyMap<string, Buffer> {
  for (;;) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && (readModels || !entry.parentPath.includes('read-models')))
      .map((entry) => join(entry.parentPath, entry.name));
    const read = files.map((file) => [file.slice(folder.length + 1), bytesIn(file)] as const);
    if (read.every(isThere)) return new Map(read.filter(isThere));
  }
}

/** None where the file was put in another's place meanwhile: the folder is then looked at again. */
function bytesIn(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (isNativeError(error) && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isThere(read: readonly [string, Buffer | undefined]): read is readonly [string, Buffer] {
  return read[1] !== undefined;
}

export function filesWith(text: string, files: ReadonlyMap<string, Buffer>): string[] {
  return [...files].filter(([, bytes]) => bytes.includes(text)).map(([file]) => file);
}

/** What every event of a record says of persons, in texts that are no codes: its type and field, and each value. */
export async function personalTexts(folder: string): Promise<ReadonlyMap<string, string[]>> {
  const keys = keysOf(folder);
  const vault = await Vault.open({ origin: 'localhost/family-help', keys });
  const found = new Map<string, string[]>();
  for (const event of await eventsOf(folder)) {
    await vault.prepare(event.subjects);
    const { data } = vault.open(event);
    for (const path of textPaths(event.type as EventType)) {
      // What a correction may replace is of one event only, which has these texts itself.
      if (path[0] === 'replaced') continue;
      const name = `${event.type} ${path.join('.')}`;
      const values = occurrencesOf(data, path).map(({ value }) => JSON.stringify(value));
      found.set(name, [...(found.get(name) ?? []), ...values]);
    }
  }
  await keys.close();
  return found;
}

/** Destroys the key of everyone who is in the record. */
export async function destroyKeys(folder: string): Promise<void> {
  const keys = keysOf(folder);
  const subjects = new Set((await eventsOf(folder)).flatMap((event) => event.subjects));
  await keys.destroy([...subjects]);
  await keys.close();
}

function keysOf(folder: string): KeyStore {
  return openSqliteKeyStore({ file: join(folder, 'keys.db'), kek: developmentKek(folder) });
}

async function eventsOf(folder: string): Promise<StoredEvent[]> {
  const store = await openSqliteStore({ file: join(folder, 'events.db'), readOnly: true });
  const found: StoredEvent[] = [];
  for await (const { events } of store.readAll())
    found.push(...events.map(({ document }) => decodeStoredEvent(document)));
  await store.close();
  return found;
}

function textPaths(type: EventType): (readonly string[])[] {
  return eventTable[type].fields
    .filter((field) => field.kind === 'personal' && field.value === 'string' && field.code === undefined)
    .map(({ path }) => path);
}
