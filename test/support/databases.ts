import { join } from 'node:path';
import { EventStoreDouble } from '../../libs/event-store/src/testing/eventstoredb/double.ts';
import { PartOfServer } from '../../libs/event-store/src/testing/eventstoredb/given-server.ts';

/** A new database of EventStoreDB. */
export interface Database {
  readonly connection: string;
  start(): Promise<void>;
  stop(): void;
}

/** Makes new databases of EventStoreDB, by names: stand-ins in the folder, or parts of a server that was given. */
export type Databases<T extends Database = Database> = (folder: string, name: string) => T;

export const standIns: Databases<EventStoreDouble> = (folder, name) =>
  new EventStoreDouble(join(folder, `${name}-database.db`));

export const partsOf =
  (server: string): Databases =>
  () =>
    new PartOfServer(server);
