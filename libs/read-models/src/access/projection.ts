import type { Fact } from '../fact.ts';
import type { Projection, Tables } from '../projection.ts';
import { accessIndexes, accessTables, type AccessDetails, type ViewRow } from './table.ts';

type Viewed = Pick<ViewRow, 'what' | 'purpose' | 'effect'> & Omit<AccessDetails, 'correlationId'>;

/** Who saw what, when and why, and who was refused, from the access log. */
export const access: Projection = {
  name: 'access',
  version: 3,
  tables: accessTables,
  indexes: accessIndexes,
  retold: [],
  on: {
    RecordViewed: (fact, tables) => {
      const { purpose, effect, position, relationships = [], classes = [], terms = [], ...said } = fact.data;
      const { reads, door, policies, policyVersion = null, documentHash, results } = said;
      const of = { reads, door, policies, policyVersion, documentHash, results, ofPosition: position };
      write(fact, { what: 'READ', purpose, effect, ...of, relationships, classes, terms }, tables);
    },
    OrderRefused: (fact, tables) => {
      const { order, door, policies, policyVersion = null } = fact.data;
      const nothing = {
        relationships: [],
        classes: [],
        terms: [],
        documentHash: null,
        results: 0,
        ofPosition: null,
      };
      const refused = { what: 'ORDER', purpose: null, effect: 'REFUSED' } as const;
      write(fact, { ...refused, ...nothing, reads: [order], door, policies, policyVersion }, tables);
    },
  },
};

function write({ position, stored }: Fact, { what, purpose, effect, ...rest }: Viewed, tables: Tables): void {
  const { actor, recordedAt, subjects, families, correlationId } = stored;
  const said: AccessDetails = { ...rest, correlationId };
  tables.run(
    `INSERT INTO views (position, at, user, role, agency, on_behalf_of, what, purpose, effect, said)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    position,
    recordedAt,
    actor.user,
    actor.role,
    actor.agency,
    actor.onBehalfOf ?? null,
    what,
    purpose,
    effect,
    JSON.stringify(said),
  );
  for (const id of new Set([...subjects, ...families]))
    tables.run('INSERT INTO seen (id, position) VALUES (?, ?)', id, position);
}
