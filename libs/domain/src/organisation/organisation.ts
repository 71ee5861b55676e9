import { Rejected } from '#libs/contracts';
import type {
  Clear,
  EndOrganisation,
  OrganisationCommand,
  OrganisationEvent,
  RefusalCode,
} from '#libs/contracts';
import type { Aggregate, Around, Facts, OrganisationFact, Past, Told } from '../aggregate.ts';
import { present } from '../checks.ts';
import { checkDate, checkPast } from '../days.ts';
import { activeOrganisation } from '../eligibility.ts';

interface Registered {
  readonly name: string;
  readonly agencyType: string;
}

export type OrganisationState =
  | { readonly status: 'NONE' }
  | (Registered & { readonly status: 'ACTIVE' })
  | (Registered & { readonly status: 'ENDED'; readonly endedOn: string; readonly successor?: string });

function rename(name: string, state: OrganisationState): OrganisationEvent[] {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.name === name) return [];
  if (state.status === 'ENDED') throw new Rejected('ORGANISATION_NOT_ACTIVE');
  return [{ type: 'OrganisationRenamed', data: { name } }];
}

function end(told: Told<EndOrganisation>, state: OrganisationState, facts: Facts): OrganisationEvent[] {
  const { organisation, endedOn, successor } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status === 'ENDED') {
    if (state.endedOn !== endedOn || state.successor !== successor)
      throw new Rejected('ORGANISATION_NOT_ACTIVE');
    return [];
  }
  checkDate(endedOn, 'endedOn');
  checkPast(told, { endedOn });
  if (successor === organisation) throw new Rejected('INVALID_INPUT', { field: 'successor' });
  if (successor !== undefined) activeOrganisation(facts, successor, endedOn);
  // A successor answers for its open episodes from that moment, and they follow. An episode opened under it at the same
  // moment is found by detection (`agency-ended`).
  else if (facts.caseload.length > 0) throw new Rejected('OPEN_WORK', { episodes: facts.caseload.length });
  return [{ type: 'OrganisationEnded', data: { endedOn, ...present({ successor }) } }];
}

function evolve(state: OrganisationState, event: Past<Clear.OrganisationEvent>): OrganisationState {
  switch (event.type) {
    case 'OrganisationRegistered':
      return { status: 'ACTIVE', ...event.data };
    case 'OrganisationRenamed':
      return state.status === 'NONE' ? state : { ...state, name: event.data.name };
    case 'OrganisationEnded':
      return state.status === 'NONE' ? state : { ...state, status: 'ENDED', ...event.data };
  }
}

/** A corrected end is one that could have been recorded where it stands. */
function corrected(event: OrganisationEvent, around: Around, facts: Facts): OrganisationEvent {
  if (event.type !== 'OrganisationEnded') return event;
  const { endedOn, successor } = event.data;
  checkPast(around, { endedOn });
  if (successor === around.stream) throw new Rejected('INVALID_INPUT', { field: 'successor' });
  if (successor !== undefined && facts.organisations.has(successor))
    activeOrganisation(facts, successor, endedOn);
  return event;
}

/** What an agency that ended still holds is another's to take over. */
function forbids(
  _: OrganisationState,
  after: OrganisationState,
  { caseload }: Facts,
): RefusalCode | undefined {
  const isLeft = after.status === 'ENDED' && after.successor === undefined && caseload.length > 0;
  return isLeft ? 'OPEN_WORK' : undefined;
}

/** An agency that helps families: registered, renamed, ended. */
export const organisation: Aggregate<
  OrganisationState,
  OrganisationCommand,
  OrganisationEvent,
  Clear.OrganisationEvent
> = {
  category: 'organisation',
  initial: { status: 'NONE' },
  needs: ({ type, data }) =>
    type === 'EndOrganisation'
      ? {
          caseloadOf: data.organisation,
          ...(data.successor === undefined ? {} : { organisations: [data.successor] }),
        }
      : {},
  decide: (command, state, facts) => {
    switch (command.type) {
      case 'RegisterOrganisation':
        return state.status === 'NONE' ? [{ type: 'OrganisationRegistered', data: { ...command.data } }] : [];
      case 'RenameOrganisation':
        return rename(command.data.name, state);
      case 'EndOrganisation':
        return end(command, state, facts);
    }
  },
  evolve,
  corrected,
  forbids,
  families: () => [],
  seen: () => undefined,
};

/** What other rules ask of an organisation, from its stream; undefined where it has none. */
export function organisationFact(
  events: Iterable<Past<Clear.OrganisationEvent>>,
): OrganisationFact | undefined {
  let state = organisation.initial;
  for (const event of events) state = evolve(state, event);
  if (state.status === 'NONE') return undefined;
  if (state.status === 'ACTIVE') return { agencyType: state.agencyType };
  const { agencyType, endedOn, successor } = state;
  return { agencyType, endedOn, ...present({ successor }) };
}
