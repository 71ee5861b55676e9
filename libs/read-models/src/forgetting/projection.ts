import { streamSubject } from '#libs/contracts';
import type { FactOf } from '../fact.ts';
import type { Projection, Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import {
  erasureTable,
  forgettingIndexes,
  forgettingTables,
  holdTable,
  type ErasureSpan,
  type HoldSpan,
} from './table.ts';

const RULES = 'retention-rule';
const holds = new Spans<HoldSpan>(holdTable);
const erasures = new Spans<ErasureSpan>(erasureTable);

/** What is held, what is restricted, what is to be erased and how far each erasure is, and whose keys are gone. Nothing in it is personal. */
export const forgetting: Projection = {
  name: 'forgetting',
  version: 3,
  tables: forgettingTables,
  indexes: forgettingIndexes,
  retold: [],
  on: {
    PersonRegistered: ({ position, stream }, tables) =>
      tables.run('INSERT INTO registered (since, person) VALUES (?, ?)', position, streamSubject(stream)),
    CodeSetPublished: ({ position, data: { name, content } }, tables) => {
      if (name === RULES)
        tables.run('INSERT INTO rules (position, content) VALUES (?, ?)', position, content);
    },

    LegalHoldPlaced: (fact, tables) => {
      const { stream, position, data, stored } = fact;
      const times = { placed_at: stored.recordedAt, looked_at: stored.recordedAt };
      const state = { state: 'STANDS', release_proposed: 0, everything: Number(data.everything) } as const;
      holds.begin(tables, { since: position, hold: stream, ...listed(fact, tables), ...state, ...times });
    },
    LegalHoldReviewed: ({ stream, position, stored }, tables) =>
      holds.change(tables, position, stream, () => ({ looked_at: stored.recordedAt })),
    LegalHoldReleaseProposed: (fact, tables) => proposed(fact, tables, 1),
    LegalHoldReleaseDeclined: (fact, tables) => proposed(fact, tables, 0),
    LegalHoldReleased: ({ stream, position }, tables) =>
      holds.change(tables, position, stream, () => ({ state: 'RELEASED', release_proposed: 0 })),

    ProcessingRestricted: (fact, tables) => restrict(fact, tables, 1),
    ProcessingRestrictionLifted: (fact, tables) => restrict(fact, tables, -1),

    ErasureRequested: (fact, tables) => begin(fact, tables, { state: 'REQUESTED', ground: null }),
    ErasureProposed: (fact, tables) => {
      const { ground } = fact.data;
      const { stream, position } = fact;
      if (erasures.last(tables, stream) === undefined) begin(fact, tables, { state: 'PROPOSED', ground });
      else {
        const records = listed(fact, tables);
        erasures.change(tables, position, stream, () => ({ state: 'PROPOSED', ground, ...records }));
      }
    },
    ErasureDecided: (fact, tables) =>
      change(fact, tables, { state: 'DECIDED', not_before: fact.data.notBefore }),
    ErasureRefused: (fact, tables) => change(fact, tables, { state: 'REFUSED' }),
    ErasureWithdrawn: (fact, tables) => change(fact, tables, { state: 'WITHDRAWN' }),
    ErasureHalted: (fact, tables) => change(fact, tables, { state: 'HALTED' }),
    ErasureBegun: (fact, tables) => change(fact, tables, { state: 'BEGUN' }),
    SubjectKeyDestroyed: (fact, tables) => {
      const { stream, position, stored, data } = fact;
      const sql = 'INSERT OR IGNORE INTO erased (subject, erasure, position, at) VALUES (?, ?, ?, ?)';
      tables.run(sql, data.subject, stream, position, stored.recordedAt);
      change(fact, tables, { state: 'DESTROYED' });
    },
    ErasureCertified: (fact, tables) => change(fact, tables, { state: 'CERTIFIED' }),
  },
};

type Naming = FactOf<'LegalHoldPlaced' | 'ErasureRequested' | 'ErasureProposed'>;

function begin(
  fact: FactOf<'ErasureRequested' | 'ErasureProposed'>,
  tables: Tables,
  state: Pick<ErasureSpan, 'state' | 'ground'>,
): void {
  const { stream, position, stored } = fact;
  const started = { since: position, erasure: stream, not_before: null, begun_at: stored.recordedAt };
  erasures.begin(tables, { ...started, ...listed(fact, tables), ...state });
}

/** The records that a fact names, which are found by it from then on. */
function listed(
  { stream, data }: Naming,
  tables: Tables,
): Pick<HoldSpan, 'persons' | 'families' | 'requests'> {
  const { persons = [], families = [], requests = [] } = data;
  for (const record of [...persons, ...families, ...requests])
    tables.run('INSERT OR IGNORE INTO named (record, stream) VALUES (?, ?)', record, stream);
  return {
    persons: JSON.stringify(persons),
    families: JSON.stringify(families),
    requests: JSON.stringify(requests),
  };
}

function restrict(
  { stream }: FactOf<'ProcessingRestricted' | 'ProcessingRestrictionLifted'>,
  tables: Tables,
  by: 1 | -1,
): void {
  tables.run(
    `INSERT INTO restrictions (person, standing) VALUES (?1, ?2)
     ON CONFLICT (person) DO UPDATE SET standing = standing + ?2`,
    streamSubject(stream),
    by,
  );
}

type Placed = { readonly stream: string; readonly position: number };

function change({ stream, position }: Placed, tables: Tables, changes: Partial<ErasureSpan>): void {
  erasures.change(tables, position, stream, () => changes);
}

function proposed({ stream, position }: Placed, tables: Tables, release_proposed: number): void {
  holds.change(tables, position, stream, () => ({ release_proposed }));
}
