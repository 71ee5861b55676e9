import type { NodeRegister, RegisteredNode } from '../node-register.ts';
import { instantOf, isMade, ownClient, reachable, type Asking } from './key-database.ts';
import type { KeyService } from './key-service.ts';

/** Nodes in the database of their keys. */
export class PostgresNodeRegister implements NodeRegister {
  readonly #client: Asking;

  constructor(client: Asking) {
    this.#client = client;
  }

  async register(node: string): Promise<void> {
    await reachable(() =>
      this.#client.query(
        `INSERT INTO nodes VALUES ($1, now(), now(), -1)
         ON CONFLICT (id) DO UPDATE SET started = now(), seen = now()`,
        [node],
      ),
    );
  }

  async seen(node: string, purged = -1): Promise<void> {
    await reachable(() =>
      this.#client.query('UPDATE nodes SET seen = now(), purged = greatest(purged, $2) WHERE id = $1', [
        node,
        purged,
      ]),
    );
  }

  async all(): Promise<readonly RegisteredNode[]> {
    const { rows } = await reachable(() =>
      this.#client.query<{ id: string; started: string; seen: string; purged: string }>(
        `SELECT id, ${instantOf('started')} AS started, ${instantOf('seen')} AS seen, purged
         FROM nodes ORDER BY id`,
      ),
    );
    return rows.map((row) => ({ ...row, purged: Number(row.purged) }));
  }
}

/** Every node that ever began with the keys of a database; nobody where it holds none. */
export function nodesIn(service: KeyService): Promise<readonly RegisteredNode[]> {
  return reachable(async () => {
    await using client = await ownClient(service);
    return (await isMade(client)) ? await new PostgresNodeRegister(client).all() : [];
  });
}
