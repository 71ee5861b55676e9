import type { Opened } from '#libs/contracts';
import type { Fact } from '../fact.ts';
import type { Projection, Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import {
  directoryIndexes,
  directoryTables,
  organisationColumns,
  workerColumns,
  type OrganisationSpan,
  type WorkerSpan,
} from './table.ts';

/** Agencies and workers, by spans of positions. */
export const directory: Projection = {
  name: 'directory',
  version: 1,
  log: 'record',
  tables: directoryTables,
  indexes: directoryIndexes,
  on: {
    OrganisationRegistered: (fact, tables) => {
      const { name, agencyType: agency_type } = fact.data;
      const { position: registered, stream: organisation } = enter(fact, tables);
      organisations.begin(tables, registered, {
        registered,
        organisation,
        name,
        agency_type,
        ended_on: null,
      });
    },
    OrganisationRenamed: (fact, tables) => change(organisations, fact, tables, { name: fact.data.name }),
    OrganisationEnded: (fact, tables) => change(organisations, fact, tables, { ended_on: fact.data.endedOn }),
    WorkerRegistered: (fact, tables) => {
      const { name = null, user = null, agency, role, activeFrom: active_from } = fact.data;
      const { position: registered, stream: worker } = enter(fact, tables);
      const row = { registered, worker, name, user, agency, role, active_from, active_to: null };
      workers.begin(tables, registered, row);
    },
    WorkerMoved: (fact, tables) =>
      change(workers, fact, tables, { agency: fact.data.agency, role: fact.data.role }),
    WorkerEnded: (fact, tables) => change(workers, fact, tables, { active_to: fact.data.activeTo }),
  },
};

const organisations = new Spans<OrganisationSpan>('organisations', organisationColumns);
const workers = new Spans<WorkerSpan>('workers', workerColumns);

type Entry = Fact<Opened.OrganisationEvent | Opened.WorkerEvent>;

function enter(fact: Entry, tables: Tables): Entry {
  tables.run('INSERT INTO entries (stream, registered) VALUES (?, ?)', fact.stream, fact.position);
  return fact;
}

function change<Row extends OrganisationSpan | WorkerSpan>(
  spans: Spans<Row>,
  { stream, position }: Entry,
  tables: Tables,
  changes: Partial<Row>,
): void {
  const entry = tables.one<{ registered: number }>('SELECT registered FROM entries WHERE stream = ?', stream);
  if (entry !== undefined) spans.change(tables, position, entry.registered, () => changes);
}
