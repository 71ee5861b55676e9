import type { Projection } from '../projection.ts';
import { accessTables } from './table.ts';

/** Who saw what, when and why, from the access log. */
export const access: Projection = {
  name: 'access',
  version: 1,
  tables: accessTables,
  retold: [],
  on: {
    RecordViewed: ({ position, stored, data }, tables) => {
      const { actor, recordedAt, subjects, families } = stored;
      tables.run(
        `INSERT INTO views (position, at, user, role, agency, on_behalf_of, purpose, effect, door, reads, relationships,
           classes, of_position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        position,
        recordedAt,
        actor.user,
        actor.role,
        actor.agency,
        actor.onBehalfOf ?? null,
        data.purpose,
        data.effect,
        data.door,
        JSON.stringify(data.reads),
        JSON.stringify(data.relationships ?? []),
        JSON.stringify(data.classes ?? []),
        data.position,
      );
      for (const id of new Set([...subjects, ...families]))
        tables.run('INSERT INTO seen (id, position, at) VALUES (?, ?, ?)', id, position, recordedAt);
    },
  },
};
