import { Rejected } from '#libs/contracts';
import type { Actor } from '#libs/contracts';
import { ageOn, earliestDay, latestDay } from '#libs/reference';
import type { Facts, OrganisationFact, PersonFact, Told, WorkerFact } from './aggregate.ts';
import { dayOf } from './days.ts';
import type { FamilyFact } from './family/state.ts';

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

/** Whoever reads and orders nothing is given nothing to do: WORKER_NOT_ELIGIBLE. */
export function checkNotSuspended(facts: Facts, worker: string): void {
  if (facts.workers.get(worker)?.suspended === true)
    throw new Rejected('WORKER_NOT_ELIGIBLE', { worker, because: 'SUSPENDED' });
}

/** I11: whoever is made keyworker could be one on the date, and is not suspended. */
export function checkKeyworker(facts: Facts, agency: string, worker: string, on: string): void {
  checkCouldBeKeyworker(facts, agency, worker, on);
  checkNotSuspended(facts, worker);
}

/** I11: a keyworker is active, of the accountable agency, and trained by then. */
export function checkCouldBeKeyworker(facts: Facts, agency: string, worker: string, on: string): void {
  const trainedOn = activeWorkerOf(facts, agency, worker, on).training[KEYWORKER_TRAINING];
  if (trainedOn === undefined || trainedOn > latestDay(on)) {
    throw new Rejected('WORKER_NOT_ELIGIBLE', { worker, because: 'NOT_TRAINED' });
  }
}

/** The organisation itself, or the one that it ended in favour of. */
export function orSuccessor({ organisations }: Facts, organisation: string): string {
  return organisations.get(organisation)?.successor ?? organisation;
}

/** I11: who asks and who approves are two people at work on the day, one of whom sends it: SELF_APPROVAL, NOT_OF_THE_TWO. */
export function checkFourEyes(
  told: Told<{ readonly requestedBy: string; readonly approvedBy: string }>,
  facts: Facts,
): void {
  const { requestedBy, approvedBy } = told.data;
  checkTwoPeople(facts, requestedBy, approvedBy);
  for (const worker of [requestedBy, approvedBy]) activeWorker(facts, worker, dayOf(told));
  checkSentBy(told.actor, [requestedBy, approvedBy], facts);
}

/** I11: two workers, who do not sign in with one account: SELF_APPROVAL. */
export function checkTwoPeople({ workers }: Facts, one: string, other: string): void {
  const user = workers.get(one)?.user;
  const isOneAccount = user !== undefined && user === workers.get(other)?.user;
  if (one === other || isOneAccount) throw new Rejected('SELF_APPROVAL');
}

/** One pair of eyes is seen: whoever sends it is one of the two, by the account they sign in with: NOT_OF_THE_TWO. */
export function checkSentBy({ user }: Actor, two: readonly string[], { workers }: Facts): void {
  if (!two.some((worker) => workers.get(worker)?.user === user)) throw new Rejected('NOT_OF_THE_TWO');
}

/** The organisation, active on the date: NOT_FOUND, ORGANISATION_NOT_ACTIVE. */
export function activeOrganisation(facts: Facts, organisation: string, on: string): OrganisationFact {
  const fact = facts.organisations.get(organisation);
  if (fact === undefined) throw new Rejected('NOT_FOUND', { organisation });
  if ((fact.endedOn ?? '9999') < earliestDay(on))
    throw new Rejected('ORGANISATION_NOT_ACTIVE', { organisation });
  return fact;
}

/** The family of the facts: NOT_FOUND. */
export function knownFamily({ families }: Pick<Facts, 'families'>, family: string): FamilyFact {
  const found = families.get(family);
  if (found === undefined) throw new Rejected('NOT_FOUND', { family });
  return found;
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

/** Whether the person is not known to have died, nor to be of a pregnancy that ended, before the date. */
export function couldBeLiving(fact: PersonFact | undefined, on: string): boolean {
  return !isOver(fact?.dateOfDeath, on) && !isOver(fact?.pregnancyEndedOn, on);
}

/** Those who could be living on the date: AFTER_DEATH, NOT_UNBORN where none of them is. */
export function livingAmong(facts: Facts, persons: readonly string[], on: string): readonly string[] {
  const living = persons.filter((person) => couldBeLiving(facts.persons.get(person), on));
  if (living.length === 0) for (const person of persons) livingPerson(facts, person, on);
  return living;
}

/** Family help is for those under 18, and under 25 for those with special educational needs (Family Hubs). */
const AGES = { grownUp: 18, grownUpWithSend: 25 };
const WITHOUT_SEND: readonly (string | undefined)[] = [undefined, 'NONE', 'EHCP_CEASED'];

/**
 * Refuses (NOT_A_CHILD) somebody too old for help to begin on the date, by the birth date where it is known and else as
 * registered. Of what a partial date may mean, the youngest counts. Help that is open goes on past the birthday.
 */
export function checkIsChild(fact: PersonFact, child: string, on: string): void {
  if (!isChildOn(fact, on)) throw new Rejected('NOT_A_CHILD', { child });
}

/** Refuses (AFTER_DEATH, NOT_UNBORN, NOT_A_CHILD) where help could begin for none of the persons on the date. */
export function checkSomeCouldBeHelped(facts: Facts, persons: readonly string[], on: string): void {
  const living = livingAmong(facts, persons, on);
  if (!living.some((person) => couldBeHelped(facts.persons.get(person), on)))
    throw new Rejected('NOT_A_CHILD');
}

/** Whether help could begin for the person on the date. */
function couldBeHelped(fact: PersonFact | undefined, on: string): boolean {
  return fact !== undefined && isChildOn(fact, on) && !isOver(fact.dateOfDeath, on);
}

function isChildOn({ adult, dateOfBirth, standing }: PersonFact, on: string): boolean {
  if (dateOfBirth === undefined) return adult !== true;
  const send = standing.get('send');
  const hasSend = send?.type === 'SendStatusRecorded' && !WITHOUT_SEND.includes(send.data.status);
  const { least: age } = ageOn(dateOfBirth, earliestDay(on));
  return age < (hasSend ? AGES.grownUpWithSend : AGES.grownUp);
}

/** Whether something had ended before the day: both may be partial, and of days that may be in order nothing is said. */
export function isOver(end: string | undefined, on: string): boolean {
  return end !== undefined && latestDay(end) < earliestDay(on);
}

/** No seal lies between two records that are to be read as one, whoever may see them: ACROSS_A_SEAL. */
export function checkNoSealBetween({ seals }: Facts, one: string, other: string): void {
  const over = (record: string): string => [...(seals.get(record) ?? [])].sort().join(' ');
  if (over(one) !== over(other)) throw new Rejected('ACROSS_A_SEAL');
}
