import type { OrganisationRow, WorkerRow } from './table.ts';

/** Who helps: agencies and workers. `position` is what the answer is as of; without it the newest. */
export interface DirectoryReader {
  organisation(organisation: string, position?: number): OrganisationRow | undefined;
  organisations(position?: number): OrganisationRow[];
  worker(worker: string, position?: number): WorkerRow | undefined;
  workersOf(agency: string, position?: number): WorkerRow[];
  workerOfUser(user: string): WorkerRow | undefined;
}
