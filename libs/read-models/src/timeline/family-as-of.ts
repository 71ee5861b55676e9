import { streamCategory } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import { recordsOf } from '../links.ts';
import { isStale } from '../model-reader.ts';
import type { Tables } from '../projection.ts';
import { EpisodeDraft } from './episode-draft.ts';
import type { FamilyAsOf, MemberAsOf } from './family-rows.ts';
import { namingFamily } from './pages.ts';
import { tell, type Telling, type Told } from './told.ts';

/** A family while it is being told. */
class FamilyDraft {
  readonly family: string;
  readonly members = new Map<string, MemberAsOf>();
  readonly episodes = new Map<string, EpisodeDraft>();
  readonly requests = new Set<string>();
  label: string | null = null;

  constructor(family: string) {
    this.family = family;
  }

  addRequest(request: string | undefined): void {
    if (request !== undefined) this.requests.add(request);
  }

  episodeOf({ data }: { readonly data: { readonly episode: string } }): EpisodeDraft | undefined {
    return this.episodes.get(data.episode);
  }
}

const telling: Telling<FamilyDraft> = {
  FamilyRegistered: (family, { data }) => family.addRequest(data.request),
  RequestReceived: (family, { stream, data }) => {
    if (data.family === family.family) family.addRequest(stream);
  },
  RequestLinkedToFamily: (family, { stream, data }) => {
    if (data.family === family.family) family.addRequest(stream);
    else family.requests.delete(stream);
  },
  DuplicateOfOpenWorkFlagged: (family, { stream, data }) => {
    if (data.family === family.family) family.addRequest(stream);
  },
  MemberJoined: (family, event) => {
    if (event.stream === family.family) family.members.set(event.data.person, memberOf(event));
  },
  MemberRoleChanged: ({ members }, { data: { person, role = null, livesHere = null } }) => {
    const member = members.get(person);
    if (member !== undefined)
      members.set(person, { ...member, role, livesHere: livesHere ?? member.livesHere });
  },
  MemberLeft: (family, { stream, data }) => {
    if (stream === family.family) family.members.delete(data.person);
  },
  FamilyNameLabelChanged: (family, { data }) => {
    family.label = data.label ?? null;
  },
  EpisodeOpened: (family, event) => {
    family.episodes.set(event.data.episode, new EpisodeDraft(event));
    family.addRequest(event.data.request);
  },
  ChildAddedToEpisode: (family, event) => family.episodeOf(event)?.addChild(event.data.child),
  ChildRemovedFromEpisode: (family, event) => family.episodeOf(event)?.removeChild(event.data.child),
  SiblingExcludedAtParentRequest: (family, event) => family.episodeOf(event)?.exclude(event.data.child),
  AccountableAgencyAssigned: (family, event) =>
    family.episodeOf(event)?.ownedBy({ agency: event.data.agency }),
  AccountableAgencyChanged: (family, event) => family.episodeOf(event)?.ownedBy({ agency: event.data.to }),
  KeyworkerAssigned: (family, event) => family.episodeOf(event)?.ownedBy({ keyworker: event.data.worker }),
  KeyworkerHandedOver: (family, event) => family.episodeOf(event)?.ownedBy({ keyworker: event.data.to }),
  LevelOfNeedDecided: (family, event) => family.episodeOf(event)?.levelled(event, event.data.level),
  SteppedUp: (family, event) => family.episodeOf(event)?.levelled(event, event.data.to),
  SteppedDown: (family, event) => family.episodeOf(event)?.levelled(event, event.data.to),
  StepUpProposed: (family, event) => family.episodeOf(event)?.proposed(event),
  StepDownProposed: (family, event) => family.episodeOf(event)?.proposed(event),
  StepUpAccepted: (family, event) => family.episodeOf(event)?.accepted(event),
  StepDownAccepted: (family, event) => family.episodeOf(event)?.accepted(event),
  StepUpDeclined: (family, event) => family.episodeOf(event)?.answered(event, 'DECLINED'),
  StepDownDeclined: (family, event) => family.episodeOf(event)?.answered(event, 'DECLINED'),
  StepUpEscalated: (family, event) => family.episodeOf(event)?.answered(event, 'ESCALATED'),
  StatutoryStatusNoted: (family, event) => family.episodeOf(event)?.noted(event),
  EpisodeClosed: (family, event) => family.episodeOf(event)?.closed(event),
  EpisodeReopened: (family, event) => family.episodeOf(event)?.reopened(),
};

/**
 * The family as of both axes; undefined where it was not registered by `at.position`. What chains (levels, owners,
 * steps) stands in the order of recording, as the rules decided it; a noted status gives way only to one that did not
 * certainly occur before it.
 */
export function familyAsOf(tables: Tables, family: string, at: AsOfPoint): FamilyAsOf | undefined {
  const registration = tables.one<{ position: number; reference: string }>(
    `SELECT position, data ->> '$.reference' AS reference FROM events
     WHERE stream = ? AND type = 'FamilyRegistered' AND position <= ? ORDER BY revision LIMIT 1`,
    family,
    at.position,
  );
  if (registration === undefined || streamCategory(family) !== 'family') return undefined;
  const draft = tell(tables, { scope: namingFamily(family, at), at, telling }, new FamilyDraft(family));
  return {
    family,
    reference: registration.reference,
    registered: registration.position,
    label: draft.label,
    members: readAsOne(tables, [...draft.members.values()], at),
    episodes: [...draft.episodes.values()].map((episode) => episode.asOf()),
    requests: [...draft.requests],
    stale: [family, ...draft.members.keys()].some((id) => isStale(tables, id)),
  };
}

/** A person whose records are linked is one member, under the survivor's id, as the first of them joined. */
function readAsOne(tables: Tables, members: readonly MemberAsOf[], { position }: AsOfPoint): MemberAsOf[] {
  const found = new Map<string, MemberAsOf>();
  for (const member of members) {
    const [person = member.person] = recordsOf(tables, member.person, position);
    if (!found.has(person)) found.set(person, { ...member, person });
  }
  return [...found.values()];
}

function memberOf({ position, data }: Told<'MemberJoined'>): MemberAsOf {
  const { person, role = null, livesHere = null, from = null } = data;
  return { person, role, livesHere, from, joined: position };
}
