import { listPage } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import type {
  ConnectionRow,
  OrganisationRow,
  OrganisationSpan,
  WorkerRow,
  WorkerSpan,
  WorkerStanding,
} from './table.ts';

const HOLDS = 'from_position <= ? AND until > ?';

/** Who helps: agencies and workers. `position` is what an answer is as of, inclusive; without it the newest. */
export class DirectoryReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  organisation(organisation: string, position = NEWEST): OrganisationRow | undefined {
    const sql = `SELECT * FROM organisations WHERE registered = (SELECT since FROM organisations_since WHERE id = ?) AND ${HOLDS}`;
    const row = this.#model.tables().one<OrganisationSpan>(sql, organisation, position, position);
    return row && organisationOf(row);
  }

  /** In the order of registration. */
  organisations(position = NEWEST, page?: PageRequest): Page<OrganisationRow> {
    const all = { table: 'organisations', key: 'registered', filter: {}, toNode: organisationOf } as const;
    return listPage<OrganisationSpan, OrganisationRow>(this.#model.tables(), { ...all, position }, page);
  }

  /** Whether nothing is read or ordered by a worker any more: the account is suspended, or the work has ended. */
  isLockedOut(worker: string, position = NEWEST): boolean {
    const known = this.worker(worker, position);
    return known !== undefined && OUT.includes(standingOf(known, LATER_THAN_ANY));
  }

  worker(worker: string, position = NEWEST): WorkerRow | undefined {
    const sql = `SELECT * FROM workers WHERE registered = (SELECT since FROM workers_since WHERE id = ?) AND ${HOLDS}`;
    const row = this.#model.tables().one<WorkerSpan>(sql, worker, position, position);
    return row && workerOf(row);
  }

  /** Persons whom the worker knows outside work. */
  connectionsOf(worker: string, position = NEWEST): ConnectionRow[] {
    const sql = 'SELECT person, connection FROM connections WHERE worker = ? AND since <= ? AND until > ?';
    return this.#model.tables().all<ConnectionRow>(sql, worker, position, position);
  }

  /** In the order of registration. */
  workersOf(agency: string, position = NEWEST): WorkerRow[] {
    const sql = `SELECT * FROM workers WHERE agency = ? AND ${HOLDS} ORDER BY registered`;
    return this.#model.tables().all<WorkerSpan>(sql, agency, position, position).map(workerOf);
  }

  /** The same, page by page. */
  pageOfWorkers(agency: string, position = NEWEST, page?: PageRequest): Page<WorkerRow> {
    const all = { table: 'workers', key: 'registered', filter: { agency }, toNode: workerOf } as const;
    return listPage<WorkerSpan, WorkerRow>(this.#model.tables(), { ...all, position }, page);
  }

  /** The agencies of these workers, each once. */
  agenciesOf(workers: readonly string[], position = NEWEST): string[] {
    const rows = this.#model.tables().all<{ agency: string }>(
      `SELECT DISTINCT w.agency FROM json_each(?1) asked CROSS JOIN workers_since s ON s.id = asked.value
       CROSS JOIN workers w ON w.registered = s.since AND w.from_position <= ?2 AND w.until > ?2`,
      JSON.stringify(workers),
      position,
    );
    return rows.map(({ agency }) => agency);
  }

  /** The worker who signs in with this account; of several the last registered. */
  workerOfUser(user: string): WorkerRow | undefined {
    const sql = `SELECT * FROM workers WHERE user = ? AND ${HOLDS} ORDER BY registered DESC LIMIT 1`;
    const row = this.#model.tables().one<WorkerSpan>(sql, user, NEWEST, NEWEST);
    return row && workerOf(row);
  }
}

function organisationOf(span: OrganisationSpan): OrganisationRow {
  const { organisation, name, agency_type: agencyType, ended_on: endedOn } = span;
  return { organisation, name, agencyType, endedOn };
}

function workerOf(span: WorkerSpan): WorkerRow {
  const { worker, name, user, agency, role, active_from: activeFrom, active_to: activeTo } = span;
  return { worker, name, user, agency, role, activeFrom, activeTo, suspended: span.suspended === 1 };
}

const OUT: readonly WorkerStanding[] = ['SUSPENDED', 'ENDED'];
const LATER_THAN_ANY = '9999-12-31';

/**
 * How a worker stands on a day: whose work has ended is ended, whether or not the account was suspended before. It is
 * recorded on the last day or later, and from then on nothing is read or ordered: so on the last day, too.
 */
export function standingOf(
  { activeFrom, activeTo, suspended }: Pick<WorkerRow, 'activeFrom' | 'activeTo' | 'suspended'>,
  day: string,
): WorkerStanding {
  if (activeTo !== null && activeTo <= day) return 'ENDED';
  if (suspended) return 'SUSPENDED';
  return activeFrom > day ? 'NOT_YET' : 'ACTIVE';
}
