import type { AddAction, HoldTaf, PlanCommand } from '#libs/contracts';
import type { Needs } from '../aggregate.ts';
import { copyNeeds } from './help.ts';
import type { PlanState } from './state.ts';

/** What the rule of a command asks of other streams. */
export function needs({ type, data }: PlanCommand, state: PlanState): Needs {
  const { family, episode } = data;
  const ofFamily: Needs = { families: [family], membersOf: family, belongedTo: family };
  switch (type) {
    case 'AgreePlan':
      return {
        ...ofFamily,
        agreementsIn: [family, episode],
        workers: [data.takenBy],
        linksOf: data.agreedBy,
        persons: data.agreedBy,
      };
    case 'SetGoal':
      return {
        ...ofFamily,
        agreementsIn: [family, episode],
        workers: [data.setBy],
        persons: listed(data.person),
      };
    case 'AddAction':
      return { ...ofFamily, agreementsIn: [family, episode], ...owner(data) };
    case 'HoldTaf':
      return { families: [family], belongedTo: family, ...team(data) };
    case 'CompleteReview':
      return { families: [family], workers: [data.reviewedBy] };
    case 'SharePlanCopy':
      return {
        ...ofFamily,
        ...copyNeeds(data.to, state.status === 'NONE' ? undefined : state.tellsOf),
        workers: [data.sharedBy],
      };
    case 'WithholdPlanCopy':
      return { families: [family], workers: [data.decidedBy], persons: [data.from] };
    case 'ProgressAction':
    case 'CompleteAction':
    case 'MissAction':
    case 'CancelAction':
    case 'EndPlan':
      return { families: [family] };
  }
}

function owner({ ownerPerson, ownerWorker, ownerAgency }: AddAction): Needs {
  return {
    persons: listed(ownerPerson),
    linksOf: listed(ownerPerson),
    workers: listed(ownerWorker),
    organisations: listed(ownerAgency),
  };
}

/** Whom a meeting names. */
function team(taf: HoldTaf): Needs {
  const named = (...lists: readonly (readonly string[] | undefined)[]) => lists.flatMap((each) => each ?? []);
  const absent = taf.childrenAbsent?.map(({ child }) => child);
  return {
    workers: named([taf.ledBy], taf.workers, taf.apologyWorkers),
    organisations: named(taf.agencies, taf.apologyAgencies),
    begun: named(taf.persons, taf.apologyPersons).map(personStream),
    linksOf: named(taf.childrenPresent, absent),
  };
}

function listed(id: string | undefined): string[] {
  return id === undefined ? [] : [id];
}

function personStream(person: string): string {
  return `person-${person}`;
}
