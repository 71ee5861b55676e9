import { Rejected } from '#libs/contracts';
import { earliestDay, latestDay } from '#libs/reference';
import type { Facts, OrganisationFact, PersonFact, WorkerFact } from './aggregate.ts';

/** The training without which nobody is a keyworker (code set `training`; HCC: trained and registered). */
const KEYWORKER_TRAINING = 'FFA_KEYWORKER';

// Workers, organisations and people have streams of their own: these rules go by the facts of the moment. One that ends
// at the same moment is found by detection: its end is refused while it holds open episodes, and its caseload shows it.

/** The worker, active on the date: NOT_FOUND, WORKER_NOT_ELIGIBLE. */
export function activeWorker(facts: Facts, worker: string, on: string): WorkerFact {
  const fact = facts.workers.get(worker);
  if (fact === undefined) throw new Rejected('NOT_FOUND', { worker });
  if (!isAtWork(fact, on)) throw new Rejected('WORKER_NOT_ELIGIBLE', { worker, because: 'NOT_ACTIVE' });
  return fact;
}

/** Whether the worker is active on at least one day that the date may mean. */
export function isAtWork({ activeFrom, activeTo = '9999' }: WorkerFact, on: string): boolean {
  return activeFrom <= latestDay(on) && activeTo >= earliestDay(on);
}

/** The worker, active on the date and of the agency. */
export function activeWorkerOf(facts: Facts, agency: string, worker: string, on: string): WorkerFact {
  const fact = activeWorker(facts, worker, on);
  if (fact.agency !== agency) throw new Rejected('WORKER_NOT_ELIGIBLE', { worker, because: 'OTHER_AGENCY' });
  return fact;
}

/** I11: a keyworker is active, of the accountable agency, and trained by then. */
export function checkKeyworker(facts: Facts, agency: string, worker: string, on: string): void {
  const trainedOn = activeWorkerOf(facts, agency, worker, on).training[KEYWORKER_TRAINING];
  if (trainedOn === undefined || trainedOn > latestDay(on)) {
    throw new Rejected('WORKER_NOT_ELIGIBLE', { worker, because: 'NOT_TRAINED' });
  }
}

/** The organisation, active on the date: NOT_FOUND, ORGANISATION_NOT_ACTIVE. */
export function activeOrganisation(facts: Facts, organisation: string, on: string): OrganisationFact {
  const fact = facts.organisations.get(organisation);
  if (fact === undefined) throw new Rejected('NOT_FOUND', { organisation });
  if ((fact.endedOn ?? '9999') < earliestDay(on))
    throw new Rejected('ORGANISATION_NOT_ACTIVE', { organisation });
  return fact;
}

export function knownPerson(facts: Facts, person: string): PersonFact {
  const fact = facts.persons.get(person);
  if (fact === undefined) throw new Rejected('NOT_FOUND', { person });
  return fact;
}

/**
 * The person, not known to have died before the date, nor to be of a pregnancy that ended before it: NOT_FOUND,
 * AFTER_DEATH, NOT_UNBORN.
 */
export function livingPerson(facts: Facts, person: string, on: string): PersonFact {
  const fact = knownPerson(facts, person);
  if (isOver(fact.dateOfDeath, on)) throw new Rejected('AFTER_DEATH', { person });
  if (isOver(fact.pregnancyEndedOn, on)) throw new Rejected('NOT_UNBORN', { person });
  return fact;
}

function isOver(end: string | undefined, on: string): boolean {
  return end !== undefined && latestDay(end) < earliestDay(on);
}
