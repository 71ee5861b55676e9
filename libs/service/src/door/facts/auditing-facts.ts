import type { Principal } from '#libs/access';
import type { AuditingFacts, EvidenceNeed, EvidenceFact, LaterCaseNeed, Needs } from '#libs/domain';
import type { LaterCaseFact, OtherAuditFact, SampleCasesFact } from '#libs/domain';
import { isSeen, type Unseen } from '#libs/read-models';
import { auditCase } from './audit-case.ts';
import type { FactSources } from './fact-sources.ts';
import { readEvent } from './named-events.ts';
import { placedIn, type Placed } from '../streams.ts';

/** What rules of audits must know: how whoever judges stands to a case, and what is of it. All of it is folded from the log. */
export async function gatherAuditing(
  needs: Needs,
  sources: FactSources,
  caller?: Principal,
): Promise<AuditingFacts> {
  const { auditCase: asked, auditNamed, casesOf, evidence, laterCase } = needs;
  if ([asked, auditNamed, casesOf, evidence, laterCase].every((need) => need === undefined)) return {};
  await sources.reached(await sources.store.head());
  const found = {
    auditCase: asked && (await auditCase(asked, sources, caller)),
    auditNamed: auditNamed === undefined ? undefined : await otherAudit(auditNamed, sources),
    casesOf: casesOf === undefined ? undefined : await casesIn(casesOf, sources),
    evidence: evidence && (await entriesOf(evidence, sources)),
    laterCase: laterCase && (await later(laterCase, sources)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, fact]) => fact !== undefined));
}

/** The same without what is not there for whoever commands. */
export function auditingSeen(facts: AuditingFacts, unseen: Unseen): AuditingFacts {
  const isThere = (fact: { readonly family: string } | undefined): boolean =>
    fact === undefined || isSeen(unseen, fact.family);
  const { auditCase: of, auditNamed, laterCase, evidence } = facts;
  const seen = ({ families, persons }: EvidenceFact): boolean =>
    [...families, ...persons].every((each) => isSeen(unseen, each));
  return {
    ...(of && { auditCase: isThere(of) ? seenIn(of, unseen) : undefined }),
    ...(auditNamed && { auditNamed: isThere(auditNamed) ? auditNamed : undefined }),
    ...(laterCase && { laterCase: isThere(laterCase) ? laterCase : undefined }),
    ...(evidence && { evidence: new Map([...evidence].filter(([, fact]) => seen(fact))) }),
  } as AuditingFacts;
}

function seenIn<F extends { readonly persons: readonly string[] }>(fact: F, unseen: Unseen): F {
  return { ...fact, persons: fact.persons.filter((person) => isSeen(unseen, person)) };
}

async function otherAudit(audit: string, sources: FactSources): Promise<OtherAuditFact | undefined> {
  return factOf(await placedIn(audit, sources.store), sources);
}

/** The family that holds an audit's episode now; null where there is none. As many statements are run for one as for the other. */
export async function familyOfAudit(audit: string, { store, readers }: FactSources): Promise<string | null> {
  const [first] = await placedIn(audit, store);
  const episode = first?.event.data['episode'];
  return readers.familyOfEpisode(typeof episode === 'string' ? episode : audit) ?? null;
}

function factOf(told: readonly Placed[], { readers }: FactSources): OtherAuditFact | undefined {
  const { episode, auditor } = told.find(({ event }) => event.type === 'AuditAssigned')?.event.data ?? {};
  if (typeof episode !== 'string' || typeof auditor !== 'string') return undefined;
  const family = readers.familyOfEpisode(episode);
  if (family === undefined) return undefined;
  const has = (type: string): boolean => told.some(({ event }) => event.type === type);
  return { episode, family, auditor, isGraded: has('AuditGraded'), isWithdrawn: has('AuditWithdrawn') };
}

/** Those selected, but for each that was replaced the reserve that came; of a sample that was closed as well. */
async function casesIn(
  sample: string,
  { store, readers }: FactSources,
): Promise<SampleCasesFact | undefined> {
  const told = (await placedIn(sample, store)).map(({ event }) => event);
  if (told.length === 0) return undefined;
  const selected = new Set<string>();
  for (const { type, data } of told) {
    if (type === 'SampleDrawn')
      for (const { episode } of data['selected'] as readonly { readonly episode: string }[])
        selected.add(episode);
    if (type === 'CaseReplaced') {
      selected.delete(data['episode'] as string);
      selected.add(data['replacement'] as string);
    }
  }
  const assigned = readers.auditsOfSample(sample).filter(({ state }) => state !== 'WITHDRAWN');
  return { selected: [...selected], assigned: assigned.map(({ episode }) => episode) };
}

/** Entries of the family's story, and of the own records of whoever belongs or belonged to it. */
async function entriesOf(
  { family, entries }: EvidenceNeed,
  sources: FactSources,
): Promise<ReadonlyMap<string, EvidenceFact>> {
  const { readers } = sources;
  const found = new Map<string, EvidenceFact>();
  const members = new Set(readers.belongedTo(family));
  for (const entry of entries) {
    const fact = await readEvent(entry, sources);
    if (fact === undefined) continue;
    const { position, families, persons, stream } = fact;
    const isTheirOwn = /^(person|agreement)-/.test(stream) && persons.some((each) => members.has(each));
    if (isTheirOwn || families.includes(family) || readers.isInStory(family, position))
      found.set(entry, { position, families, persons });
  }
  return found;
}

/** Another audit, and how it stands in the log to an action of one: by positions, never by instants. */
async function later(
  { audit, action, verifiedIn }: LaterCaseNeed,
  sources: FactSources,
): Promise<LaterCaseFact | undefined> {
  const own = await placedIn(audit, sources.store);
  const other = await placedIn(verifiedIn, sources.store);
  const fact = factOf(other, sources);
  const of = factOf(own, sources);
  if (fact === undefined || of === undefined) return undefined;
  const doneAt = own.find(({ event }) => event.type === 'AuditActionDone' && event.data['action'] === action);
  const assignedAt = other[0]?.position ?? -1;
  const opened = await Promise.all(
    [of, fact].map(({ episode, family }) => openedAt(episode, family, sources)),
  );
  const [ownOpened = -1, otherOpened = -1] = opened;
  return {
    ...fact,
    isOfLaterCase: otherOpened > ownOpened,
    isAssignedAfter: doneAt !== undefined && assignedAt > doneAt.position,
  };
}

/** Where an episode came into the record, in whichever family it was opened. */
async function openedAt(
  episode: string,
  family: string,
  sources: Pick<FactSources, 'store'>,
): Promise<number> {
  const told = await placedIn(family, sources.store);
  const continued = told.find(
    ({ event }) => event.type === 'EpisodeContinued' && event.data['episode'] === episode,
  );
  const from = continued?.event.data['from'];
  const opened = told.find(
    ({ event }) => event.type === 'EpisodeOpened' && event.data['episode'] === episode,
  );
  if (opened !== undefined) return opened.position;
  return typeof from === 'string' && from !== family ? openedAt(episode, from, sources) : -1;
}
