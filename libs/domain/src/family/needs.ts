import type { FamilyCommand } from '#libs/contracts';
import type { Needs } from '../aggregate.ts';
import { currentEpisode, findStep } from './state.ts';
import type { FamilyState } from './state.ts';

/** What the rule of a command asks of other streams. */
export function needs({ type, data }: FamilyCommand, state: FamilyState): Needs {
  switch (type) {
    case 'RegisterFamily':
      return {
        begun: [...data.members.map(personStream), ...(data.request === undefined ? [] : [data.request])],
      };
    case 'AddMember':
      return { begun: [personStream(data)], ...joiningHelp(data.person, state) };
    case 'OpenEpisode': {
      const children = data.children.map(({ child }) => child);
      const workers = [data.keyworker, data.decidedBy];
      return {
        ...helped(children),
        ...onItsWay(data.family, state),
        workers,
        organisations: [data.agency],
        agreementsOf: children,
        keepersOf: [data.family],
        ...asked(data.request),
      };
    }
    case 'AddChildToEpisode':
      return { ...helped([data.child]), linksOf: [data.child], workers: [data.decidedBy] };
    case 'ChangeAccountableAgency':
      return { organisations: [data.to] };
    case 'HandOverKeyworker':
      return {
        workers: [data.to, ...(data.withoutAgreement === undefined ? [] : [data.withoutAgreement.manager])],
        organisations: [data.agency],
        agreementsOf: childrenOf(state, data.episode),
        keepersOf: [data.family],
      };
    case 'CloseEpisode':
      return {
        waitingRequestsOf: data.family,
        erasedAmong: childrenOf(state, data.episode),
        openActionsOf: data.episode,
        openAssessmentsOf: data.episode,
        ...(data.reason === 'CHILD_DIED' && { persons: childrenOf(state, data.episode) }),
      };
    case 'DecideLevelOfNeed':
    case 'StepUp':
    case 'StepDown':
      return { persons: [data.child], workers: [data.decidedBy] };
    case 'ProposeStepUp':
      return { persons: data.children, workers: [data.proposedBy] };
    case 'ProposeStepDown':
      return { persons: data.children };
    case 'AcceptStepUp':
      return {
        persons: childrenOfStep(state, data),
        workers: [data.receivingWorker],
        organisations: [data.receivingAgency],
      };
    case 'AcceptStepDown':
      return { persons: childrenOfStep(state, data), workers: [data.receivingWorker] };
    case 'ReopenEpisode': {
      return {
        ...helped(childrenOf(state, data.episode)),
        erasedAmong: childrenOf(state, data.episode),
        ...onItsWay(data.family, state),
        workers: [data.keyworker],
        organisations: [data.agency],
        keepersOf: [data.family],
      };
    }
    case 'SplitFamily':
      return { workers: [data.decidedBy, ...(data.approvedBy === undefined ? [] : [data.approvedBy])] };
    case 'RemoveChildFromEpisode':
      return { workers: [data.decidedBy] };
    case 'RegisterSplitFamily':
      return { families: [data.splitFrom], erasedAmong: data.members.map(personOf) };
    case 'MergeFamilies':
      return {
        families: [data.survivor],
        openEpisodesIn: data.survivor,
        workers: [data.requestedBy, data.approvedBy],
        sealsOver: [data.retired, data.survivor],
      };
    case 'ReverseFamilyMerge':
      return {
        families: [data.retired],
        openEpisodesIn: data.retired,
        workers: [data.requestedBy, data.approvedBy],
        erasedAmong: membersOf(state),
      };
    case 'TakeInMergedFamily':
      return {
        families: [data.retired],
        ...onItsWay(data.survivor, state),
        erasedAmong: (data.members ?? []).map(personOf),
      };
    case 'ResumeFamily':
      return {
        families: [data.survivor],
        ...onItsWay(data.retired, state),
        erasedAmong: [...membersOf(state), ...(data.members ?? []).map(personOf)],
      };
    case 'ExcludeSibling':
      return { persons: [data.child], workers: [data.takenBy], begun: data.askedBy.map(personStream) };
    case 'ArrangeTemporaryCover':
      return { workers: [data.worker], keepersOf: [data.family] };
    case 'EndTemporaryCover':
      return { workers: keyworkersOf(state, data.episode), keepersOf: [data.family] };
    case 'RecordSupervision':
      return { workers: [data.supervisor] };
    case 'AcknowledgeDrift':
      return { workers: [data.acknowledgedBy] };
    case 'ChangeMemberRole':
    case 'RemoveMember':
    case 'DeclineStepUp':
    case 'EscalateStepUp':
    case 'DeclineStepDown':
    case 'NoteStatutoryStatus':
    case 'ReceiveInformation':
    case 'ChangeDistrict':
    case 'RecordNonEngagement':
    case 'ChangeFamilyLabel':
      return {};
  }
}

function personOf({ person }: { readonly person: string }): string {
  return person;
}

/** Of somebody who joins a family that is helped, who keeps the seals over them. */
function joiningHelp(person: string, state: FamilyState): Needs {
  const open = state.status === 'REGISTERED' ? currentEpisode(state) : undefined;
  return open === undefined ? {} : { keepersOf: [person] };
}

function membersOf(state: FamilyState): readonly string[] {
  return state.status === 'REGISTERED' ? [...state.members] : [];
}

function personStream({ person }: { readonly person: string }): string {
  return `person-${person}`;
}

function helped(children: readonly string[]): Needs {
  return { persons: children, openEpisodesOf: children };
}

/** Of a family that gave an episode to another, whether that one has it yet. */
function onItsWay(family: string, state: FamilyState): Needs {
  const episodes = state.status === 'REGISTERED' ? [...state.episodes.values()] : [];
  return episodes.some(({ status }) => status === 'CONTINUED') ? { openEpisodesIn: family } : {};
}

function asked(request: string | undefined): Needs {
  return request === undefined ? {} : { begun: [request], requests: [request], panelItemsOf: [request] };
}

function keyworkersOf(state: FamilyState, episode: string): readonly string[] {
  const found = state.status === 'REGISTERED' ? state.episodes.get(episode) : undefined;
  return found?.status === 'OPEN' ? [found.keyworker] : [];
}

function childrenOfStep(
  state: FamilyState,
  { episode, step }: { readonly episode: string; readonly step: string },
): readonly string[] {
  const found = state.status === 'REGISTERED' ? state.episodes.get(episode) : undefined;
  return findStep(found?.steps, step)?.children ?? [];
}

function childrenOf(state: FamilyState, episode: string): readonly string[] {
  const found = state.status === 'REGISTERED' ? state.episodes.get(episode) : undefined;
  return [...(found?.children.keys() ?? [])];
}
