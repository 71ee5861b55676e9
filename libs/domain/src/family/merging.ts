import { Rejected } from '#libs/contracts';
import type {
  FamilyEvent,
  MergeFamilies,
  ResumeFamily,
  ReverseFamilyMerge,
  TakeInMergedFamily,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkRationale, present } from '../checks.ts';
import { checkFourEyes, checkNoSealBetween, knownFamily } from '../eligibility.ts';
import { checkEpisodeStaysWhole, checkNoneOpen, continuedFrom } from './continuing.ts';
import { goingFrom, isLeftOf, joining, leaving, listed } from './splitting.ts';
import { currentEpisode, registered } from './state.ts';
import type { FamilyState, RegisteredFamily, Retirement } from './state.ts';

// A merge is two appends: the retired family's stream gives up, then the survivor's takes; a reversal is the same the other
// way. Each stream guards its own half, and goes by what the other's says at that moment: on one node nothing is written to
// either meanwhile, and one merge is judged at a time. Where the second half is refused (the survivor opened an episode just
// then) it waits as a parked step, and the merge can be reversed.

/**
 * The retired family keeps its members and its history; what is open of it goes on in the survivor. Whoever helps the one
 * is told of the other from then on, so both are asked again first, as before a hand-over (I2; HCC, "Transition"). Help in
 * the other family is a fact of the moment.
 */
export function mergeFamilies(told: Told<MergeFamilies>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { retired, survivor, agreementReviewed, ...asked } = told.data;
  if (retired === survivor) throw new Rejected('SAME_FAMILY');
  const family = registered(state);
  if (family.mergedInto?.family === survivor) return [];
  checkNotMerged(family);
  checkFourEyes(told, facts);
  checkRationale(asked.reason, 'reason');
  const other = knownFamily(facts, survivor);
  checkNoSealBetween(facts, retired, survivor);
  checkNotMerged(other);
  const open = currentEpisode(family);
  if (open !== undefined) checkNoneOpen(survivor, other, facts);
  const helped = open ?? currentEpisode(other);
  if (helped !== undefined) checkReviewed(agreementReviewed);
  const said = { ...present({ episode: open?.id }), ...present({ agreementReviewed }) };
  return [{ type: 'FamiliesMerged', data: { retired, survivor, ...said, ...asked } }];
}

function checkReviewed(agreementReviewed: boolean | undefined): void {
  if (agreementReviewed !== true) throw new Rejected('AGREEMENT_NOT_REVIEWED');
}

/** The other half of a merge: whoever is not a member of the survivor yet becomes one, but for whoever was erased. */
export function takeIn(told: Told<TakeInMergedFamily>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { survivor, retired, members: known = [] } = told.data;
  const family = registered(state);
  const giver = knownFamily(facts, retired);
  const { merge, episode } = retirementInto(survivor, giver);
  const last = family.merges.get(retired);
  if (last?.merge === merge) {
    if (last.returned !== undefined) throw new Rejected('NOT_MERGED');
    return [];
  }
  checkNotMerged(family);
  if (episode !== undefined) checkNoneOpen(survivor, family, facts, episode);
  const come = [...giver.members].filter((member) => !family.members.has(member)).filter(isLeftOf(facts));
  return [
    { type: 'FamilyTakenIn', data: { retired, merge, ...listed('members', come) } },
    ...joining(told, come, known),
    ...continuedFrom(told, { from: retired, giver, episode }, family),
  ];
}

/** Whoever came by the merge goes back, or who is named; the open episode goes back with its children, or stays with them. */
export function reverseMerge(
  told: Told<ReverseFamilyMerge>,
  state: FamilyState,
  facts: Facts,
): FamilyEvent[] {
  const { survivor, retired, reason, requestedBy, approvedBy } = told.data;
  const family = registered(state);
  const other = knownFamily(facts, retired);
  const { merge, episode: given } = retirementInto(survivor, other);
  const last = family.merges.get(retired);
  if (last?.merge === merge && last.returned !== undefined) return [];
  checkFourEyes(told, facts);
  checkRationale(reason, 'reason');
  const isTaken = last?.merge === merge;
  if (isTaken) checkNotMerged(family);
  const back = isTaken ? goingBack(told, { state, family, facts }) : { gone: [], episode: given };
  if (back.episode !== undefined) checkNoneOpen(retired, other, facts, back.episode);
  const reversed = { survivor, retired, merge, ...back.lists, ...present({ episode: back.episode }) };
  return [
    { type: 'FamilyMergeReversed', data: { ...reversed, reason, requestedBy, approvedBy } },
    ...leaving(told, back.gone, 'MERGE_REVERSED'),
  ];
}

interface Back {
  readonly gone: readonly string[];
  readonly episode: string | undefined;
  readonly lists?: { readonly members?: string[]; readonly inBoth?: string[] };
}

function goingBack(
  told: Told<ReverseFamilyMerge>,
  {
    state,
    family,
    facts,
  }: { readonly state: FamilyState; readonly family: RegisteredFamily; readonly facts: Facts },
): Back {
  const { retired, inBoth = [], episode } = told.data;
  const came = family.merges.get(retired)?.members ?? [];
  const here = came.filter((member) => family.members.has(member)).filter(isLeftOf(facts));
  const members = told.data.members ?? here;
  const gone = goingFrom(family, { members, inBoth });
  checkEpisodeStaysWhole(told, state, family, { members, gone, episode });
  return { gone, episode, lists: { ...listed('members', members), ...listed('inBoth', inBoth) } };
}

/**
 * The other half of a reversal: the retired family has its members again, but for those who stay where they came to; of
 * one who is here already what is known now is told only where it changed.
 */
export function resume(told: Told<ResumeFamily>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { survivor, members: known = [] } = told.data;
  const family = registered(state);
  if (family.mergedInto === undefined) return [];
  const other = knownFamily(facts, survivor);
  const { merge } = retirementInto(survivor, family);
  const taking = other.merges.get(told.stream);
  if (taking?.merge !== merge || taking.returned === undefined) throw new Rejected('NOT_MERGED');
  const { members, episode } = taking.returned;
  if (episode !== undefined) checkNoneOpen(told.stream, family, facts, episode);
  const isHere = (member: string): boolean => family.members.has(member);
  const isLeft = isLeftOf(facts);
  const left = taking.members.filter((member) => isHere(member) && !members.includes(member)).filter(isLeft);
  const come = members.filter((member) => !isHere(member)).filter(isLeft);
  const changed = known.filter(({ person }) => isHere(person) && members.includes(person) && isLeft(person));
  return [
    { type: 'FamilyResumed', data: { survivor } },
    ...leaving(told, left, 'JOINED_OTHER_FAMILY'),
    ...joining(told, come, known),
    ...changed.map((member): FamilyEvent => ({ type: 'MemberRoleChanged', data: { ...member } })),
    ...continuedFrom(
      told,
      { ...giverOf(episode, told.stream, family, { survivor, other }), episode },
      family,
    ),
  ];
}

/** The survivor, or the family itself where the survivor never took the episode. */
function giverOf(
  episode: string | undefined,
  stream: string,
  family: RegisteredFamily,
  { survivor, other }: { readonly survivor: string; readonly other: RegisteredFamily },
): { readonly from: string; readonly giver: RegisteredFamily } {
  const wasTaken = episode !== undefined && other.episodes.has(episode);
  return wasTaken ? { from: survivor, giver: other } : { from: stream, giver: family };
}

function retirementInto(survivor: string, { mergedInto }: RegisteredFamily): Retirement {
  if (mergedInto?.family !== survivor) throw new Rejected('NOT_MERGED');
  return mergedInto;
}

/** A retired family's matters are the survivor's. */
export function checkNotMerged({ mergedInto }: RegisteredFamily): void {
  if (mergedInto !== undefined) throw new Rejected('FAMILY_MERGED', { family: mergedInto.family });
}
