import { Rejected } from '#libs/contracts';
import type { IdentityEvent, LinkPersonsAsSame, ReversePersonLink, SplitPersonRecord } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkRationale, checkSaid } from '../checks.ts';
import { checkFourEyes, checkNoSealBetween, knownPerson } from '../eligibility.ts';
import { verifiedNumbers } from '../person/standing.ts';
import type { IdentityState } from './state.ts';

/**
 * Two records are read as one, the survivor's, while the link stands; no event moves. Guarded by the pair's stream, and
 * beyond the pair by the facts of the moment: on one node one link is judged at a time; of two at once on two nodes that meet
 * in one record, reads take what was linked as one person all the same.
 */
export function link(told: Told<LinkPersonsAsSame>, state: IdentityState, facts: Facts): IdentityEvent[] {
  const { survivor, other, evidence } = told.data;
  if (survivor === other) throw new Rejected('NOT_SAME_AS_SELF');
  if (state.status === 'LINKED' && state.survivor === survivor) throw new Rejected('LINKED_ALREADY');
  checkFourEyes(told, facts);
  evidence.forEach((each, at) => checkSaid(each, `evidence.${at}`));
  checkUnlinked(survivor, other, facts);
  checkNumbers(told.data, facts);
  checkDeaths(told.data, facts);
  checkNoSealBetween(facts, survivor, other);
  // Said always: that it stood there only where one of the two records holds a death would tell of one.
  const { deathReviewed = false } = told.data;
  return [{ type: 'PersonsLinkedAsSame', data: { ...told.data, deathReviewed } }];
}

/** The two records are two people's again; what was recorded since under the wrong one is named, and read as the other's. */
export function reverse(told: Told<ReversePersonLink>, state: IdentityState, facts: Facts): IdentityEvent[] {
  const { link: _, reallocations = [], ...reversed } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status !== 'LINKED') throw new Rejected('NOT_RECORDED');
  checkFourEyes(told, facts);
  checkRationale(reversed.reason, 'reason');
  checkDistinct(
    reallocations.map(({ event }) => event),
    'reallocations',
  );
  const { survivor, other } = state;
  for (const each of reallocations) checkGiven(each, state, facts);
  const moved =
    reallocations.length === 0 ? {} : { reallocations: reallocations.map((each) => ({ ...each })) };
  return [{ type: 'PersonLinkReversed', data: { survivor, other, ...reversed, ...moved } }];
}

/** What was recorded since the link is told by its place in the log: two nodes' clocks differ. */
function checkGiven(
  { event, person }: { readonly event: string; readonly person: string },
  { survivor, other, linkedBy }: Extract<IdentityState, { status: 'LINKED' }>,
  facts: Facts,
): void {
  const isTheirs = person === survivor || person === other;
  if (!isTheirs) throw new Rejected('NOT_THEIRS', { event });
  const since = facts.events.get(linkedBy)?.position ?? Infinity;
  checkRecordedOf([survivor, other], event, { facts, since });
}

/** Some of what one record holds is another person's, who has a record too. */
export function split(told: Told<SplitPersonRecord>, state: IdentityState, facts: Facts): IdentityEvent[] {
  const { from, into, reallocated, reason } = told.data;
  if (from === into) throw new Rejected('NOT_SAME_AS_SELF');
  if (state.status === 'LINKED') throw new Rejected('LINKED_ALREADY');
  checkBegun(facts, `person-${from}`, `person-${into}`);
  checkFourEyes(told, facts);
  checkRationale(reason, 'reason');
  checkDistinct(reallocated, 'reallocated');
  for (const event of reallocated) checkRecordedOf([from], event, { facts, since: 0 });
  checkNoSealBetween(facts, from, into);
  return [{ type: 'PersonRecordSplit', data: { ...told.data } }];
}

/** No link closes a circle, and no record has two survivors. */
function checkUnlinked(survivor: string, other: string, { links }: Facts): void {
  const linked = links.get(other) ?? [other];
  if (linked.includes(survivor) || linked[0] !== other) throw new Rejected('LINKED_ALREADY');
}

function checkNumbers({ survivor, other, numbersReviewed }: LinkPersonsAsSame, facts: Facts): void {
  const numbers = [survivor, other].map((person) => verifiedNumbers(knownPerson(facts, person)));
  if (numbersReviewed === true || numbers.some((each) => each.length === 0)) return;
  const [first = [], second = []] = numbers;
  if (!first.some((number) => second.includes(number))) throw new Rejected('NUMBERS_CONFLICT');
}

function checkDeaths({ survivor, other, deathReviewed }: LinkPersonsAsSame, facts: Facts): void {
  const [isDead, isOtherDead] = [survivor, other].map(
    (person) => knownPerson(facts, person).dateOfDeath !== undefined,
  );
  if (isDead !== isOtherDead && deathReviewed !== true) throw new Rejected('DEAD_AND_ALIVE');
}

/** Only events of a person's own stream are given to another; membership and help are changed where they stand. */
function checkRecordedOf(
  persons: readonly string[],
  event: string,
  { facts, since }: { readonly facts: Facts; readonly since: number },
): void {
  const recorded = facts.events.get(event);
  const isOfThem = persons.some((person) => recorded?.stream === `person-${person}`);
  if (recorded === undefined || !isOfThem || recorded.position < since)
    throw new Rejected('NOT_THEIRS', { event });
}
