import type { Page, PageRequest } from '../page.ts';
import type { CaseloadRow } from './table.ts';

export interface CaseloadReader {
  ofWorker(worker: string, position: number, page?: PageRequest): Page<CaseloadRow>;
  ofAgency(agency: string, position: number, page?: PageRequest): Page<CaseloadRow>;
  /** Episodes open now under a worker or an organisation. */
  episodesUnder(workerOrOrganisation: string): string[];
}
