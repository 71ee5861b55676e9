import { streamCategory } from '#libs/contracts';
import { readBy, type AsOfPoint } from '../../as-of.ts';
import { readAs } from '../../links.ts';
import { isStale } from '../../model-reader.ts';
import type { Tables } from '../../projection.ts';
import type { EpisodeDraft } from './episode-draft.ts';
import type { FamilyAsOf, MemberAsOf } from './family-rows.ts';
import { tellingOfLevels } from '../levels/levels-told.ts';
import { storyOf } from '../lineage.ts';
import { tell, type Telling, type ToldEvent } from '../told.ts';
import { nameOf, numberOf } from '../names.ts';

/** A family while it is being told. */
export class FamilyDraft {
  readonly registration: Registration;
  readonly members = new Map<string, MemberAsOf>();
  readonly episodes = new Map<string, EpisodeDraft>();
  readonly requests = new Set<string>();
  readonly splitInto = new Set<string>();
  readonly mergedFrom = new Set<string>();
  label: string | null = null;
  splitFrom: string | null = null;
  mergedInto: string | null = null;

  constructor(registration: Registration) {
    this.registration = registration;
  }

  get family(): string {
    return this.registration.family;
  }

  addRequest(request: string | undefined): void {
    if (request !== undefined) this.requests.add(request);
  }

  episodeOf({ data }: { readonly data: { readonly episode: string } }): EpisodeDraft | undefined {
    return this.episodes.get(data.episode);
  }
}

export const tellingOfFamily: Telling<FamilyDraft> = {
  ...tellingOfLevels,
  FamilyRegistered: (family, { stream, data: { request, splitFrom = null } }) => {
    if (stream !== family.family) return;
    family.addRequest(request);
    family.splitFrom = splitFrom;
  },
  FamilySplit: (family, { stream, data }) => {
    if (stream === family.family) family.splitInto.add(data.into);
  },
  FamiliesMerged: (family, { stream, data: { survivor } }) => {
    if (stream === family.family) family.mergedInto = survivor;
    else if (survivor === family.family) family.mergedFrom.add(stream);
  },
  FamilyMergeReversed: (family, { stream, data: { retired } }) => {
    if (stream === family.family) family.mergedFrom.delete(retired);
  },
  FamilyResumed: (family, { stream }) => {
    if (stream === family.family) family.mergedInto = null;
  },
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
  MemberRoleChanged: ({ family, members }, { stream, data: { person, role = null, livesHere = null } }) => {
    const member = members.get(person);
    if (member !== undefined && stream === family)
      members.set(person, { ...member, role, livesHere: livesHere ?? member.livesHere });
  },
  MemberLeft: (family, { stream, data }) => {
    if (stream === family.family) family.members.delete(data.person);
  },
  FamilyNameLabelChanged: (family, { stream, data }) => {
    if (stream === family.family) family.label = data.label ?? null;
  },
  EpisodeOpened: (family, event) => {
    tellingOfLevels.EpisodeOpened?.(family, event);
    if (event.stream === family.family) family.addRequest(event.data.request);
  },
  AccountableAgencyAssigned: (family, event) =>
    family.episodeOf(event)?.ownedBy({ agency: event.data.agency }),
  AccountableAgencyChanged: (family, event) => family.episodeOf(event)?.ownedBy({ agency: event.data.to }),
  KeyworkerAssigned: (family, event) => family.episodeOf(event)?.ownedBy({ keyworker: event.data.worker }),
  KeyworkerHandedOver: (family, event) => family.episodeOf(event)?.ownedBy({ keyworker: event.data.to }),
  StepUpProposed: (family, event) => family.episodeOf(event)?.proposed(event),
  StepDownProposed: (family, event) => family.episodeOf(event)?.proposed(event),
  StepUpAccepted: (family, event) => family.episodeOf(event)?.accepted(event),
  StepDownAccepted: (family, event) => family.episodeOf(event)?.accepted(event),
  StepUpDeclined: (family, event) => family.episodeOf(event)?.answered(event, 'DECLINED'),
  StepDownDeclined: (family, event) => family.episodeOf(event)?.answered(event, 'DECLINED'),
  StepUpEscalated: (family, event) => family.episodeOf(event)?.answered(event, 'ESCALATED'),
  StatutoryStatusNoted: (family, event) => family.episodeOf(event)?.noted(event),
  EpisodeContinued: (family, event) => family.episodeOf(event)?.continued(event.stream),
};

/**
 * The family as of both axes; undefined where it was not registered by `at.position`. What chains (owners, steps) stands
 * in the order of recording, as the rules decided it; a level of need gives way only to one that was not decided on an
 * earlier day, a noted status to one that did not certainly occur before it.
 */
export function familyAsOf(tables: Tables, family: string, at: AsOfPoint): FamilyAsOf | undefined {
  const registration = registrationOf(tables, family, at);
  if (registration === undefined) return undefined;
  const draft = told(tables, registration, at);
  const stale = [family, ...draft.members.keys()].some((id) => isStale(tables, id));
  return { ...familyIn(tables, draft, at), stale };
}

/** Who belongs to the family, each under the record that joined it, whomever that is linked with. */
export function joinedIn(tables: Tables, family: string, at: AsOfPoint): MemberAsOf[] {
  const registration = registrationOf(tables, family, at);
  return registration === undefined ? [] : [...told(tables, registration, at).members.values()];
}

function told(tables: Tables, registration: Registration, at: AsOfPoint): FamilyDraft {
  const story = { scope: storyOf(tables, registration.family, at), at, telling: tellingOfFamily };
  return tell(tables, story, new FamilyDraft(registration));
}

export interface Registration {
  readonly family: string;
  readonly reference: string;
  readonly position: number;
}

/** When the family came into the record; undefined where it had not by `at.position`. */
export function registrationOf(
  tables: Tables,
  family: string,
  { position }: AsOfPoint,
): Registration | undefined {
  if (streamCategory(family) !== 'family') return undefined;
  return tables.one<Registration>(
    `SELECT ${nameOf('stream')} AS family, data ->> '$.reference' AS reference, position FROM events
     WHERE stream = ${numberOf('?')} AND type = 'FamilyRegistered' AND position <= ? ORDER BY revision LIMIT 1`,
    family,
    position,
  );
}

/** The family as far as it has been told. */
export function familyIn(tables: Tables, draft: FamilyDraft, at: AsOfPoint): FamilyAsOf {
  const { family, registration, label, members, episodes, requests } = draft;
  const { splitFrom, splitInto, mergedInto, mergedFrom } = draft;
  return {
    family,
    reference: registration.reference,
    registered: registration.position,
    label,
    splitFrom,
    splitInto: [...splitInto],
    mergedInto,
    mergedFrom: [...mergedFrom],
    members: readAsOne(tables, [...members.values()], at),
    episodes: [...episodes.values()].flatMap((episode) => episode.asOf(family)),
    requests: [...requests],
    stale: false,
  };
}

/** A person whose records are linked is one member, under the survivor's id, as the first of them joined. */
function readAsOne(tables: Tables, members: readonly MemberAsOf[], at: AsOfPoint): MemberAsOf[] {
  const found = new Map<string, MemberAsOf>();
  const joined = members.map(({ person }) => person);
  const records = readAs(tables, joined, readBy(at));
  for (const member of members) {
    const person = records.get(member.person) ?? member.person;
    if (!found.has(person)) found.set(person, { ...member, person });
  }
  return [...found.values()];
}

function memberOf({ position, data }: ToldEvent<'MemberJoined'>): MemberAsOf {
  const { person, role = null, livesHere = null, from = null } = data;
  return { person, role, livesHere, from, joined: position };
}
