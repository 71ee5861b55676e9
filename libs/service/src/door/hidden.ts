import type { Principal } from '#libs/access';
import { Rejected, streamSubject } from '#libs/contracts';
import type { ErasingFact, Needs } from '#libs/domain';
import { isSeen, nothingUnseen, type Unseen } from '#libs/read-models';
import { auditingSeen, familyOfAudit } from './facts/auditing-facts.ts';
import type { FactSources } from './facts/fact-sources.ts';
import { gatherFacts, type GatheredFacts } from './facts/facts.ts';
import { callerOf, recordOf, type Shaped } from './order.ts';

/** What the door asks of how a caller stands to the record. */
export interface SightParts {
  /** Whether a record is sealed from a caller: a stream, a person by the bare id. */
  isSealed(principal: Principal, record: string): boolean;
  /** What is not there for a caller: `nothingUnseen` where nothing is kept from them. */
  sealedFrom(principal: Principal): Unseen;
}

/** What is hidden from whoever gives a command. */
export interface Sighted {
  readonly unseen: Unseen;
  /** Whether what the command is about is not sealed from them. */
  readonly isThere: boolean;
}

/** What a rule needs, with no hidden record named in it. */
export interface SightedNeeds {
  readonly needs: Needs;
  readonly sighted: Sighted;
}

/** What the caller may not see, and whether the caller may see what the command is about. The record itself sees everything. */
export function sightedBy({ order, about }: Shaped, parts: SightParts): Sighted {
  const unseen = order.source === 'SYSTEM' ? nothingUnseen : parts.sealedFrom(callerOf(order));
  if (unseen === nothingUnseen || about === undefined) return { unseen, isThere: true };
  return { unseen, isThere: !parts.isSealed(callerOf(order), recordOf(about)) };
}

/** Whether the refusal may be due to a record that was hidden from the caller. */
export function isHidden(refusal: unknown, { unseen }: Sighted): boolean {
  return refusal instanceof Rejected && refusal.code === 'NOT_FOUND' && unseen !== nothingUnseen;
}

/**
 * The order as it is carried out. Where the caller may not see the record, its id is replaced by a like one that no record
 * has, so that the command fails exactly as for an unknown id.
 */
export function orderSeen(shaped: Shaped, { isThere }: Sighted): Shaped {
  const { stream, about } = shaped;
  if (isThere || about === undefined) return shaped;
  return { ...shaped, stream: unknownFor(stream), about: unknownFor(about) };
}

/**
 * What a rule needs, with an unknown id in place of each hidden one. The readers are asked as many questions as otherwise,
 * and the rule answers as it does for unknown ids.
 */
export function askedSeen(needs: Needs, sighted: Sighted): SightedNeeds {
  return { needs: needsSeen(needs, sighted.unseen), sighted };
}

function needsSeen(needs: Needs, unseen: Unseen): Needs {
  if (unseen === nothingUnseen) return needs;
  const seen = (name: string): string => {
    const isThere =
      isSeen(unseen, name) && !(name.startsWith('agreement-') && !isSeen(unseen, streamSubject(name)));
    return isThere ? name : unknownFor(name);
  };
  return namesIn(needs as Names, seen) as Needs;
}

/**
 * Gathers what a rule needs, without hidden help and hidden requests, so that no refusal tells of them. What the rule would
 * have refused because of them is found by detection.
 */
export async function gatherSeen(
  { needs, sighted: { unseen } }: SightedNeeds,
  sources: FactSources,
  caller?: Principal,
): Promise<GatheredFacts> {
  const asked = await auditsSeen(caseSeen(needs, unseen, sources), unseen, sources);
  const gathered = await gatherFacts(asked, sources, caller);
  if (unseen === nothingUnseen) return gathered;
  const { openEpisodes, waitingRequests, erasing, ...facts } = gathered.facts;
  return {
    ...gathered,
    facts: {
      ...facts,
      ...auditingSeen(facts, unseen),
      openEpisodes: openEpisodes.filter(({ family }) => isSeen(unseen, family)),
      waitingRequests: waitingRequests.filter(({ request }) => isSeen(unseen, request)),
      erasing: { ...erasing, records: mixedAsSeen(erasing.records, unseen) },
    },
  };
}

/** A case whose family is hidden is asked for as one that is not there, by as many statements. */
function caseSeen(needs: Needs, unseen: Unseen, { readers }: Pick<FactSources, 'readers'>): Needs {
  const { auditCase } = needs;
  if (unseen === nothingUnseen || auditCase === undefined) return needs;
  const { episode } = auditCase;
  if (isSeen(unseen, readers.familyOfEpisode(episode) ?? null)) return needs;
  return { ...needs, auditCase: { ...auditCase, episode: unknownFor(episode) } };
}

/** The same of an audit that is named beside the one that an order is about. */
async function auditsSeen(needs: Needs, unseen: Unseen, sources: FactSources): Promise<Needs> {
  const { auditNamed, laterCase } = needs;
  if (unseen === nothingUnseen) return needs;
  const seen = async (audit: string): Promise<string> =>
    isSeen(unseen, await familyOfAudit(audit, sources)) ? audit : unknownFor(audit);
  return {
    ...needs,
    ...(auditNamed !== undefined && { auditNamed: await seen(auditNamed) }),
    ...(laterCase && { laterCase: { ...laterCase, verifiedIn: await seen(laterCase.verifiedIn) } }),
  };
}

/** Leaves hidden records out of what goes with each record, and marks that there are some: a refusal names none of them. */
function mixedAsSeen(records: ErasingFact['records'], unseen: Unseen): ErasingFact['records'] {
  return new Map(
    [...records].map(([record, kept]) => {
      const mixed = kept.mixed.filter((each) => isSeen(unseen, each));
      return [record, { ...kept, mixed, isMixedWithUnseen: mixed.length < kept.mixed.length }];
    }),
  );
}

type Names = string | number | readonly Names[] | { readonly [need: string]: Names };

function namesIn<N extends Names>(names: N, seen: (name: string) => string): N;
function namesIn(names: Names, seen: (name: string) => string): Names {
  if (typeof names === 'string') return seen(names);
  if (typeof names === 'number') return names;
  if (isList(names)) return names.map((each) => namesIn(each, seen));
  return Object.fromEntries(Object.entries(names).map(([need, each]) => [need, namesIn(each, seen)]));
}

function isList(names: Names): names is readonly Names[] {
  return Array.isArray(names);
}

const LAST_FOUR = /[0-9a-hjkmnp-tv-z]{22}([0-9a-hjkmnp-tv-z]{4})/g;

/** An id of the same form that is never made: another for each name. */
function unknownFor(name: string): string {
  return name.replace(LAST_FOUR, `${'0'.repeat(22)}$1`);
}
