import type { Clear, FamilyCommand, FamilyEvent } from '#libs/contracts';
import type { Aggregate, Circumstances, Facts } from '../aggregate.ts';
import { asHelped, needsAsHelped } from './as-helped.ts';
import { addChild, changeAgency, close, handOver, open, receiveInformation, reopen } from './episode.ts';
import { arrangeCover, endCover } from './cover.ts';
import { broken, corrected, relies } from './corrected.ts';
import { evolve } from './evolve.ts';
import { excludeSibling, removeChild } from './leaving.ts';
import { decideLevel, noteStatus, stepDown, stepUp } from './levels.ts';
import { addMember, changeLabel, changeMemberRole, registerFamily, removeMember } from './membership.ts';
import { checkNotMerged, mergeFamilies, resume, reverseMerge, takeIn } from './merging.ts';
import { needs } from './needs.ts';
import { acknowledgeDrift, changeDistrict, recordNonEngagement, recordSupervision } from './oversight.ts';
import { registerSplit, splitFamily } from './splitting.ts';
import type { FamilyState } from './state.ts';
import {
  acceptStepDown,
  acceptStepUp,
  declineStepDown,
  declineStepUp,
  escalateStepUp,
  proposeStepDown,
  proposeStepUp,
} from './steps.ts';

/** What may be ordered of a family that was merged into another. */
const OF_MERGED: readonly FamilyCommand['type'][] = [
  'RegisterFamily',
  'RegisterSplitFamily',
  'MergeFamilies',
  'TakeInMergedFamily',
  'ReverseFamilyMerge',
  'ResumeFamily',
];

function decide(said: FamilyCommand & Circumstances, state: FamilyState, facts: Facts): FamilyEvent[] {
  const command = asHelped(said, state, facts);
  if (state.status === 'REGISTERED' && !OF_MERGED.includes(command.type)) checkNotMerged(state);
  switch (command.type) {
    case 'RegisterFamily':
      return registerFamily(command, state, facts);
    case 'AddMember':
      return addMember(command, state, facts);
    case 'ChangeMemberRole':
      return changeMemberRole(command, state);
    case 'RemoveMember':
      return removeMember(command, state);
    case 'OpenEpisode':
      return open(command, state, facts);
    case 'AddChildToEpisode':
      return addChild(command, state, facts);
    case 'ChangeAccountableAgency':
      return changeAgency(command, state, facts);
    case 'HandOverKeyworker':
      return handOver(command, state, facts);
    case 'DecideLevelOfNeed':
      return decideLevel(command, state, facts);
    case 'StepUp':
      return stepUp(command, state, facts);
    case 'StepDown':
      return stepDown(command, state, facts);
    case 'ProposeStepUp':
      return proposeStepUp(command, state, facts);
    case 'AcceptStepUp':
      return acceptStepUp(command, state, facts);
    case 'DeclineStepUp':
      return declineStepUp(command, state);
    case 'EscalateStepUp':
      return escalateStepUp(command, state);
    case 'ProposeStepDown':
      return proposeStepDown(command, state, facts);
    case 'AcceptStepDown':
      return acceptStepDown(command, state, facts);
    case 'DeclineStepDown':
      return declineStepDown(command, state);
    case 'NoteStatutoryStatus':
      return noteStatus(command, state);
    case 'CloseEpisode':
      return close(command, state, facts);
    case 'ReopenEpisode':
      return reopen(command, state, facts);
    case 'ReceiveInformation':
      return receiveInformation(command, state);
    case 'ArrangeTemporaryCover':
      return arrangeCover(command, state, facts);
    case 'EndTemporaryCover':
      return endCover(command, state, facts);
    case 'ChangeDistrict':
      return changeDistrict(command, state);
    case 'RecordSupervision':
      return recordSupervision(command, state, facts);
    case 'RecordNonEngagement':
      return recordNonEngagement(command, state);
    case 'AcknowledgeDrift':
      return acknowledgeDrift(command, state, facts);
    case 'ChangeFamilyLabel':
      return changeLabel(command, state);
    case 'ExcludeSibling':
      return excludeSibling(command, state, facts);
    case 'RemoveChildFromEpisode':
      return removeChild(command, state, facts);
    case 'SplitFamily':
      return splitFamily(command, state, facts);
    case 'RegisterSplitFamily':
      return registerSplit(command, state, facts);
    case 'MergeFamilies':
      return mergeFamilies(command, state, facts);
    case 'TakeInMergedFamily':
      return takeIn(command, state, facts);
    case 'ReverseFamilyMerge':
      return reverseMerge(command, state, facts);
    case 'ResumeFamily':
      return resume(command, state, facts);
  }
}

/** The version a form saw: two workers on different episodes, or on members and an episode, do not collide. */
function seen(state: FamilyState, { data }: FamilyCommand): number | undefined {
  if (state.status !== 'REGISTERED' || !('episode' in data) || data.episode === undefined) return undefined;
  return state.episodes.get(data.episode)?.revision;
}

/** A family: its members, and its episodes of help with their owners, levels and steps. */
export const family: Aggregate<FamilyState, FamilyCommand, FamilyEvent, Clear.FamilyEvent> = {
  category: 'family',
  initial: { status: 'UNREGISTERED' },
  needs: (command, state) => needsAsHelped(command, state, needs(command, state)),
  decide,
  evolve,
  families: (_, stream) => [stream],
  seen,
  corrected,
  broken,
  relies,
};
