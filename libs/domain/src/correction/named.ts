import { Rejected } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { dayOf } from '../days.ts';
import { activeOrganisation, activeWorker, checkCouldBeKeyworker } from '../eligibility.ts';
import type { CorrectedFact } from './stood.ts';

// Only a worker and an agency that a correction names are looked up: what stands as it stood was judged when it was
// recorded. Of an agency that is corrected alone, the worker beside it must have been of it.

/** The agency is active on the day: ORGANISATION_NOT_ACTIVE. */
export function checkAgency(agency: string, { around, facts }: CorrectedFact): void {
  if (facts.organisations.has(agency)) activeOrganisation(facts, agency, dayOf(around));
}

/** The worker is at work on the day, and of the agency where one is asked for: WORKER_NOT_ELIGIBLE. */
export function checkAtWork(worker: string, { around, facts }: CorrectedFact, agency?: string): void {
  if (!facts.workers.has(worker)) return checkStillOf(agency, worker, facts);
  const fact = activeWorker(facts, worker, dayOf(around));
  if (agency !== undefined && fact.agency !== agency) throw ofOther(worker);
}

/** The agency is active, and the worker one of its keyworkers, on the day: ORGANISATION_NOT_ACTIVE, WORKER_NOT_ELIGIBLE. */
export function checkAssigned(agency: string, worker: string, known: CorrectedFact): void {
  const { around, facts } = known;
  checkAgency(agency, known);
  if (facts.workers.has(worker)) checkCouldBeKeyworker(facts, agency, worker, dayOf(around));
  else checkStillOf(agency, worker, facts);
}

function checkStillOf(agency: string | undefined, worker: string, { organisations, acting }: Facts): void {
  if (agency === undefined || !organisations.has(agency)) return;
  if (acting.get(worker)?.agency !== agency) throw ofOther(worker);
}

function ofOther(worker: string): Rejected {
  return new Rejected('WORKER_NOT_ELIGIBLE', { worker, because: 'OTHER_AGENCY' });
}
