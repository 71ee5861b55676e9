import { codesJudgedOn, earliestDay } from '#libs/reference';
import type { Clear } from '#libs/contracts';
import type { Past } from '../aggregate.ts';
import { present } from '../checks.ts';
import { carriedOn } from './continuing.ts';
import { afterDeciding, afterNoting } from './noted.ts';
import { parted } from './parting.ts';
import { isHeld } from './state.ts';
import { accepted, answered, withAnswer, withProposal } from './stepping.ts';
import type { ChildInEpisode, Cover, Episode, FamilyFact, FamilyState, Help } from './state.ts';

type Fact = Past<Clear.FamilyEvent>;
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;
type Change = (episode: Episode) => Episode;

/** What a fact means to later rules. One that does not fit the state, as none of a sound log is, changes nothing. */
export function evolve(state: FamilyState, event: Fact): FamilyState {
  switch (event.type) {
    case 'FamilyRegistered':
      return state.status === 'REGISTERED' ? state : REGISTERED;
    case 'MemberJoined':
      return withMembers(state, (members) => [...members, event.data.person]);
    case 'MemberLeft':
      return withMembers(state, (members) => members.filter((member) => member !== event.data.person));
    case 'MemberRoleChanged':
    case 'FamilyNameLabelChanged':
      return state;
    case 'EpisodeOpened':
      return withEpisode(withResidence(state, event, event.data.district), opened(event));
    case 'ChildAddedToEpisode':
      return changed(state, event, withChild(event.data.child, {}));
    case 'ChildRemovedFromEpisode':
      return changed(state, event, withoutChild(event.data.child));
    case 'SiblingExcludedAtParentRequest':
      return changed(state, event, excluding(event.data.child));
    case 'AccountableAgencyAssigned':
      return changed(state, event, ownedBy({ agency: event.data.agency }));
    case 'AccountableAgencyChanged':
      return changed(state, event, ownedBy({ agency: event.data.to }));
    case 'KeyworkerAssigned':
      return changed(state, event, ownedBy({ keyworker: event.data.worker }));
    case 'KeyworkerHandedOver':
      return changed(state, event, (episode) =>
        withCover(undefined)(ownedBy({ keyworker: event.data.to })(episode)),
      );
    case 'LevelOfNeedDecided':
      return changed(state, event, levelled(event.data.level, event));
    case 'SteppedUp':
    case 'SteppedDown':
      return changed(state, event, levelled(event.data.to, event));
    case 'StepUpProposed':
    case 'StepDownProposed':
      return changed(state, event, withProposal(event));
    case 'StepUpDeclined':
    case 'StepDownDeclined':
      return changed(state, event, withAnswer(event.data.step, answered('DECLINED')));
    case 'StepUpEscalated':
      return changed(state, event, withAnswer(event.data.step, answered('ESCALATED')));
    case 'StepUpAccepted':
    case 'StepDownAccepted':
      return changed(state, event, withAnswer(event.data.step, accepted(event)));
    case 'StatutoryStatusNoted':
      return changed(state, event, noted(event));
    case 'EpisodeClosed':
      return changed(state, event, closed(event));
    case 'EpisodeReopened':
      return changed(state, event, reopened(event));
    case 'TemporaryCoverArranged':
      return changed(state, event, withCover(coverOf(event)));
    case 'TemporaryCoverEnded':
      return changed(state, event, withCover(undefined));
    case 'DistrictChanged':
      return withResidence(state, event, event.data.to);
    case 'FamilySplit':
    case 'FamiliesMerged':
    case 'FamilyTakenIn':
    case 'FamilyMergeReversed':
    case 'FamilyResumed':
      return state.status === 'REGISTERED' ? parted(state, event) : state;
    case 'EpisodeContinued':
      return withEpisode(withResidence(state, event, event.data.district), carriedOn(event));
    case 'InformationReceived':
    case 'SupervisionRecorded':
    case 'NonEngagementRecorded':
    case 'DriftAcknowledged':
      return changed(state, event, (episode) => episode);
  }
}

const REGISTERED: FamilyState = {
  status: 'REGISTERED',
  members: new Set(),
  episodes: new Map(),
  districts: [],
  splits: new Map(),
  mergedInto: undefined,
  merges: new Map(),
};

function withMembers(state: FamilyState, change: (members: string[]) => string[]): FamilyState {
  return state.status === 'REGISTERED' ? { ...state, members: new Set(change([...state.members])) } : state;
}

function withEpisode(state: FamilyState, episode: Episode): FamilyState {
  if (state.status !== 'REGISTERED') return state;
  return { ...state, episodes: new Map(state.episodes).set(episode.id, episode) };
}

function changed(
  state: FamilyState,
  event: Fact & { data: { episode?: string } },
  change: Change,
): FamilyState {
  const { episode: id = '' } = event.data;
  const episode = state.status === 'REGISTERED' ? state.episodes.get(id) : undefined;
  return episode === undefined ? state : withEpisode(state, { ...change(episode), revision: event.revision });
}

function withResidence(state: FamilyState, { occurredAt, recordedAt }: Fact, district: string): FamilyState {
  if (state.status !== 'REGISTERED') return state;
  const since = codesJudgedOn(occurredAt, recordedAt);
  const after = state.districts.findLastIndex((each) => earliestDay(each.since) <= earliestDay(since)) + 1;
  return { ...state, districts: state.districts.toSpliced(after, 0, { since, district }) };
}

function opened(event: FactOf<'EpisodeOpened'>): Episode {
  return {
    status: 'OPENING',
    id: event.data.episode,
    ...present({ request: event.data.request }),
    ...begun(event),
    children: new Map(event.data.children.map((child) => [child, {}])),
    excluded: new Set(),
    steps: undefined,
    revision: event.revision,
  };
}

function reopened(event: FactOf<'EpisodeReopened'>): Change {
  return (episode) =>
    episode.status === 'CLOSED' ? { ...helpOf(episode), ...begun(event), status: 'OPENING' } : episode;
}

function closed({ occurredAt, recordedAt }: Fact): Change {
  const closedOn = codesJudgedOn(occurredAt, recordedAt);
  return (episode) => ({ ...helpOf(episode), status: 'CLOSED', closedOn });
}

function begun({ occurredAt, recordedAt, revision }: Fact) {
  return { openedOn: codesJudgedOn(occurredAt, recordedAt), openedAt: revision };
}

function helpOf(episode: Episode): Help {
  const { id, request, openedOn, openedAt, children, excluded, steps, revision } = episode;
  return { id, ...present({ request }), openedOn, openedAt, children, excluded, steps, revision };
}

function ownedBy(owner: { agency?: string; keyworker?: string }): Change {
  return (episode) => {
    if (!isHeld(episode)) return episode;
    const next = { ...episode, ...owner };
    const { agency, keyworker } = next;
    return agency === undefined || keyworker === undefined
      ? { ...next, status: 'OPENING' }
      : { ...next, agency, keyworker, status: 'OPEN' };
  };
}

function withCover(cover: Cover | undefined): Change {
  return (episode) => {
    if (!isHeld(episode)) return episode;
    const { cover: _, ...uncovered } = episode;
    return cover === undefined ? uncovered : { ...uncovered, cover };
  };
}

function coverOf({ data: { worker, until } }: FactOf<'TemporaryCoverArranged'>): Cover {
  return { worker, ...(until !== undefined && { until }) };
}

function levelled(level: string, event: FactOf<'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>): Change {
  const { child } = event.data;
  return (episode) => withChild(child, afterDeciding(level, event, episode.children.get(child)))(episode);
}

function noted(event: FactOf<'StatutoryStatusNoted'>): Change {
  const { child } = event.data;
  return (episode) => withChild(child, afterNoting(event, episode.children.get(child)))(episode);
}

/** A child who is helped is left out no longer. */
function withChild(child: string, known: ChildInEpisode): Change {
  return (episode) => {
    const children = new Map(episode.children).set(child, { ...episode.children.get(child), ...known });
    const excluded = new Set(episode.excluded);
    excluded.delete(child);
    return { ...episode, children, excluded };
  };
}

function withoutChild(child: string): Change {
  return (episode) => {
    const children = new Map(episode.children);
    children.delete(child);
    return { ...episode, children };
  };
}

function excluding(child: string): Change {
  return (episode) => ({
    ...withoutChild(child)(episode),
    excluded: new Set([...episode.excluded, child]),
  });
}

/** How a family stands by its events, as corrected by the revision; undefined where there is none. */
export function familyFact(events: readonly Fact[], revision: number): FamilyFact | undefined {
  const state = events.reduce(evolve, { status: 'UNREGISTERED' });
  return state.status === 'REGISTERED' ? { ...state, revision } : undefined;
}
