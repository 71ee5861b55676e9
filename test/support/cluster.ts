import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '#libs/reference';
import { isSimulated, openRecord, readSettings, type FamilyRecord, type OpeningOptions } from '#libs/service';
import { EventStoreDouble } from '../../libs/event-store/src/testing/eventstoredb/double.ts';
import type { PostgresServer } from '../../libs/vault/src/testing/postgres.ts';

/** Noon of the day on which records of these tests begin. */
export const BORN = '2026-03-10T12:00:00.000Z';

/** What nodes share: stand-ins for two databases of EventStoreDB, and a PostgreSQL with their keys. */
export class Cluster {
  /** What every clock shows. */
  now = BORN;
  readonly folder = mkdtempSync(join(tmpdir(), 'nodes-'));
  readonly #keys: string;
  readonly #opened = new Set<FamilyRecord>();
  #doubles: readonly EventStoreDouble[] = [];

  private constructor(keys: string) {
    this.#keys = keys;
  }

  static async start(postgres: PostgresServer): Promise<Cluster> {
    const cluster = new Cluster(await postgres.database());
    await cluster.startDoubles();
    return cluster;
  }

  get doubles(): readonly EventStoreDouble[] {
    return this.#doubles;
  }

  /** Anew, on the ports that they had. */
  async startDoubles(): Promise<void> {
    const ports = this.#doubles.map(({ port }) => port);
    this.#doubles = ['record', 'access'].map(
      (name, index) => new EventStoreDouble(join(this.folder, `${name}-database.db`), ports[index]),
    );
    for (const double of this.#doubles) await double.start();
  }

  /** As a killed server does. */
  killDoubles(): void {
    for (const double of this.#doubles) double.stop();
  }

  /** The environment of a node by this name. */
  environment(node: string): Record<string, string> {
    const [record, access] = this.#doubles;
    return {
      FHR_DATA: join(this.folder, node),
      FHR_FAMILIES: '0',
      FHR_STORE: record?.connection ?? '',
      FHR_ACCESS_STORE: access?.connection ?? '',
      FHR_KEYS: this.#keys,
      FHR_KEK_COMMAND: `echo ${Buffer.alloc(32, 9).toString('base64')}`,
    };
  }

  /** Opens a node in this process; the clocks of all of them stand a day later. */
  async node(
    name: string,
    options: OpeningOptions = {},
    variables: Record<string, string> = {},
  ): Promise<FamilyRecord> {
    const settings = readSettings({ ...this.environment(name), FHR_CLOCK: this.now, ...variables });
    const record = await openRecord(settings, { inline: true, bornAt: BORN, ...options });
    this.#opened.add(record);
    this.pass(1);
    return record;
  }

  /** Lets days go by on every node that is open here. */
  pass(days: number): void {
    this.now = `${addDays(this.now.slice(0, 10), days)}${this.now.slice(10)}`;
    for (const { clock } of this.#opened) if (isSimulated(clock)) clock.standAt(this.now);
  }

  async close(record: FamilyRecord): Promise<void> {
    this.#opened.delete(record);
    await record.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const record of this.#opened) await record.close();
    this.killDoubles();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
