import { FOREVER, type Projection } from '../projection.ts';
import { Spans } from '../spans.ts';
import {
  directoryIndexes,
  directoryTables,
  organisationTable,
  workerTable,
  type OrganisationSpan,
  type WorkerSpan,
} from './table.ts';

const organisations = new Spans<OrganisationSpan>(organisationTable);
const workers = new Spans<WorkerSpan>(workerTable);

/** Agencies and workers, by spans of positions. */
export const directory: Projection = {
  name: 'directory',
  version: 4,
  tables: directoryTables,
  indexes: directoryIndexes,
  retold: [
    { category: 'organisation', tables: organisations.retold },
    {
      category: 'worker',
      tables: [
        ...workers.retold,
        { table: 'connections', where: 'worker = ?', spans: { from: 'since', until: 'until' } },
      ],
    },
  ],
  on: {
    OrganisationRegistered: (fact, tables) => {
      const { name, agencyType: agency_type } = fact.data;
      const { position: registered, stream: organisation } = fact;
      organisations.begin(tables, { registered, organisation, name, agency_type, ended_on: null });
    },
    OrganisationRenamed: (fact, tables) =>
      organisations.change(tables, fact.position, fact.stream, () => ({ name: fact.data.name })),
    OrganisationEnded: (fact, tables) =>
      organisations.change(tables, fact.position, fact.stream, () => ({ ended_on: fact.data.endedOn })),
    WorkerRegistered: (fact, tables) => {
      const { name = null, user = null, agency, role, activeFrom: active_from } = fact.data;
      const { position: registered, stream: worker } = fact;
      const post = { agency, role, active_from, active_to: null };
      workers.begin(tables, { registered, worker, name, user, ...post, suspended: 0 });
    },
    WorkerMoved: ({ position, stream, data: { agency, role } }, tables) =>
      workers.change(tables, position, stream, () => ({ agency, role })),
    WorkerEnded: ({ position, stream, data: { activeTo: active_to } }, tables) =>
      workers.change(tables, position, stream, () => ({ active_to })),
    WorkerSuspended: ({ position, stream }, tables) =>
      workers.change(tables, position, stream, () => ({ suspended: 1 })),
    WorkerReinstated: ({ position, stream }, tables) =>
      workers.change(tables, position, stream, () => ({ suspended: 0 })),
    PersonalConnectionDeclared: ({ position, stream, data: { person, connection = null } }, tables) =>
      tables.run(
        'INSERT INTO connections (worker, person, connection, since, until) VALUES (?, ?, ?, ?, ?)',
        stream,
        person,
        connection,
        position,
        FOREVER,
      ),
    PersonalConnectionEnded: ({ position, stream, data: { person } }, tables) =>
      tables.run(
        'UPDATE connections SET until = ? WHERE worker = ? AND person = ? AND until = ?',
        position,
        stream,
        person,
        FOREVER,
      ),
  },
};
