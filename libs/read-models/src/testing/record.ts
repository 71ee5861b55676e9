import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeStoredEvent, eventTable, type StoredEvent } from '#libs/contracts';
import { openSqliteStore, type EventStore } from '#libs/event-store';
import { openSqliteKeyStore, Vault, type KeyStore } from '#libs/vault';
import { startProjector } from '../projecting/projector.ts';
import type { Projector, ProjectorSettings } from '../projecting/projector-api.ts';
import { openReaders, type Readers } from '../readers.ts';

const ORIGIN = 'test/read-models';
const CATCHING_UP_MS = 60_000;
const KEK = new Uint8Array(32).fill(7);

/** A log with its keys on disk, written as the door writes: sealed. */
export class TestRecord {
  readonly folder: string;
  readonly keys: KeyStore;
  readonly #store: EventStore;
  readonly #vault: Vault;

  private constructor(folder: string, store: EventStore, keys: KeyStore, vault: Vault) {
    this.folder = folder;
    this.keys = keys;
    this.#store = store;
    this.#vault = vault;
  }

  static async open(): Promise<TestRecord> {
    const folder = await mkdtemp(join(tmpdir(), 'read-models-'));
    const store = await openSqliteStore({ file: join(folder, 'log.db') });
    const keys = openSqliteKeyStore({ file: join(folder, 'keys.db'), kek: KEK });
    return new TestRecord(folder, store, keys, await Vault.open({ origin: ORIGIN, keys }));
  }

  get settings(): ProjectorSettings {
    return {
      folder: this.models,
      journalFile: join(this.folder, 'log.db'),
      keysFile: join(this.folder, 'keys.db'),
      kek: KEK,
      origin: ORIGIN,
    };
  }

  get models(): string {
    return join(this.folder, 'models');
  }

  head(): Promise<number> {
    return this.#store.head();
  }

  /** Appends a story's events, sealing what is personal; answers the last one's position. */
  async write(story: readonly StoredEvent[]): Promise<number> {
    let position = -1;
    for (const event of story) position = await this.#append(await this.#sealed(event, this.#vault));
    return position;
  }

  /** The same, with every sealed part as no key opens it. */
  async writeDamaged(story: readonly StoredEvent[]): Promise<void> {
    const other = await Vault.open({ origin: 'test/elsewhere', keys: this.keys });
    for (const event of story) await this.#append(await this.#sealed(event, other));
  }

  /** Projects up to the log's end, looks, and stops. */
  async projected<T>(
    look: (projector: Projector) => T,
    settings: Partial<ProjectorSettings> = {},
  ): Promise<Awaited<T>> {
    const projector = await startProjector({ ...this.settings, ...settings });
    try {
      await projector.reached(await this.head(), CATCHING_UP_MS);
      return await look(projector);
    } finally {
      await projector.close();
    }
  }

  read<T>(look: (readers: Readers) => T): T {
    const readers = openReaders(this.models);
    try {
      return look(readers);
    } finally {
      readers.close();
    }
  }

  async close(): Promise<void> {
    await this.#store.close();
    await this.keys.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #append(event: StoredEvent): Promise<number> {
    const expected = event.revision === 0 ? ('no-stream' as const) : event.revision - 1;
    const appended = { id: event.id, type: event.type, document: encodeStoredEvent(event) };
    return (await this.#store.append(event.stream, [appended], { expected })).position;
  }

  async #sealed(event: StoredEvent, vault: Vault): Promise<StoredEvent> {
    const { stream, revision, type, data } = event;
    if (!Object.hasOwn(eventTable, type)) return event;
    await vault.prepare(vault.subjectsOf({ stream, type, data }), { create: true });
    return { ...event, ...vault.seal({ stream, revision, type, data }) };
  }
}
