import { Rejected } from '#libs/contracts';
import type {
  ApproveErasure,
  ErasureEvent,
  ProposeErasure,
  RefuseErasure,
  RequestErasure,
  ReviewSharedText,
  WithdrawErasure,
} from '#libs/contracts';
import { addDays, bankHolidays, durationOf, lastDayOf, workingDays } from '#libs/reference';
import type { Circumstances, Decided, Facts, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkRationale, checkSaid, present } from '../checks.ts';
import { today } from '../days.ts';
import { checkMayGo, keptOf, sharedTexts, unknownOnForm, unreadText } from './judging.ts';
import { allOf, type Records } from '../retention/records.ts';
import { checkNamed, namedRecords, recordsIn } from './named.ts';
import type { ErasureState } from './state.ts';

const REFLECTION = 'ERASURE_REFLECTION';

export function request(told: Told<RequestErasure>, state: ErasureState, facts: Facts): ErasureEvent[] {
  if (state.status !== 'NONE') return [];
  const { askedBy, words } = told.data;
  const records = recordsIn(told.data);
  checkNamed(records, facts);
  checkSaid(words, 'words');
  const data = { ...namedRecords(records), askedBy, words, takenBy: told.actor.user };
  return [{ type: 'ErasureRequested', data }];
}

/** The first of two people; what is proposed could be erased today. */
export function propose(told: Told<ProposeErasure>, state: ErasureState, facts: Facts): ErasureEvent[] {
  const { erasure, ground, rationale } = told.data;
  if (erasure !== undefined && state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status !== 'NONE' && state.status !== 'REQUESTED') throw notProposed(state);
  const records = recordsIn(told.data);
  checkNamed(records, facts);
  checkRationale(rationale, 'rationale');
  checkMayGo(records, ground, told, facts);
  const data = {
    ...namedRecords(records),
    ground,
    rationale,
    ...keptIn(keptOf(records, facts)),
    proposedBy: told.actor.user,
  };
  return [{ type: 'ErasureProposed', data }];
}

/** What is written of the text after the position as of which it was read has to be read again. */
export function review(told: Told<ReviewSharedText>, state: ErasureState, facts: Facts): ErasureEvent[] {
  const { textOf, others = [], outcome, note, position = facts.head } = told.data;
  const proposal = proposed(state);
  if (!sharedTexts(proposal, facts).includes(textOf)) throw new Rejected('NOT_SHARED_TEXT');
  checkSaidOfIt(outcome, allOf(proposal).includes(textOf), told, facts);
  checkKnownOnForm(proposal, told, facts);
  checkDistinct(others, 'others');
  if (position > facts.head) throw new Rejected('POSITION_AHEAD', { position: facts.head });
  checkBegun(facts, ...others.map((person) => `person-${person}`));
  const read = { textOf, ...(others.length > 0 && { others }), outcome, ...present({ note }) };
  const data = { ...namedRecords(proposal), ...read, reviewedBy: told.actor.user, position };
  return [{ type: 'SharedTextReviewed', data }];
}

/** What is found of text that goes is not true of text that stays: it would go on telling of whom is erased. */
function checkSaidOfIt(outcome: string, goes: boolean, told: Circumstances, { reference }: Facts): void {
  const effect = reference.ownerOf('shared-text-outcome', outcome, today(told));
  if (effect === 'GOES' && !goes) throw new Rejected('TEXT_STAYS');
  if (effect === 'STAYS' && goes) throw new Rejected('TEXT_GOES');
}

/** Of a form that stays nothing is found that lets an erasure go on before it is known who is on it. */
function checkKnownOnForm(records: Records, told: Told<ReviewSharedText>, facts: Facts): void {
  const { textOf, others = [], outcome } = told.data;
  if (facts.reference.ownerOf('shared-text-outcome', outcome, today(told)) === 'BLOCKS') return;
  const unknown = unknownOnForm(records, textOf, facts, others.length);
  if (unknown !== undefined) throw new Rejected(unknown.code, unknown.details);
}

/** The second of two people. What has changed since it was proposed is judged again. */
export function approve(
  told: Told<ApproveErasure>,
  state: ErasureState,
  facts: Facts,
): Decided<ErasureEvent>[] {
  const { rationale } = told.data;
  const proposal = proposed(state);
  const { ground, proposedBy } = proposal;
  if (proposedBy === told.actor.user) throw new Rejected('SELF_APPROVAL');
  checkRationale(rationale, 'rationale');
  checkNamed(proposal, facts);
  checkMayGo(proposal, ground, told, facts);
  const unread = unreadText(proposal, proposal.reviews, told, facts);
  if (unread !== undefined) throw new Rejected(unread.code, unread.details);
  const data = {
    ...namedRecords(proposal),
    ground,
    rationale,
    ...keptIn(keptOf(proposal, facts)),
    notBefore: afterReflection(told, facts),
    proposedBy,
    approvedBy: told.actor.user,
  };
  return [{ type: 'ErasureDecided', data, chosenUnder: versionsOfReflection(facts) }];
}

export function refuse(told: Told<RefuseErasure>, state: ErasureState): ErasureEvent[] {
  const { reason, rationale } = told.data;
  if (state.status === 'REFUSED') return [];
  const records = state.status === 'REQUESTED' ? state : proposed(state);
  checkRationale(rationale, 'rationale');
  const data = { ...namedRecords(records), reason, rationale, refusedBy: told.actor.user };
  return [{ type: 'ErasureRefused', data }];
}

export function withdraw(told: Told<WithdrawErasure>, state: ErasureState): ErasureEvent[] {
  const { reason } = told.data;
  if (state.status === 'WITHDRAWN') return [];
  const open = state.status === 'REQUESTED' || state.status === 'DECIDED' ? state : proposed(state);
  checkRationale(reason, 'reason');
  const data = { ...namedRecords(open), reason, withdrawnBy: told.actor.user };
  return [{ type: 'ErasureWithdrawn', data }];
}

function proposed(state: ErasureState): Extract<ErasureState, { status: 'PROPOSED' }> {
  if (state.status === 'PROPOSED') return state;
  throw notProposed(state);
}

function notProposed({ status }: ErasureState): Rejected {
  switch (status) {
    case 'NONE':
      return new Rejected('NOT_FOUND');
    case 'REQUESTED':
      return new Rejected('ERASURE_NOT_PROPOSED');
    case 'PROPOSED':
      return new Rejected('ERASURE_PROPOSED');
    case 'DECIDED':
      return new Rejected('ERASURE_DECIDED');
    case 'BEGUN':
    case 'CERTIFIED':
      return new Rejected('ERASURE_BEGUN');
    case 'REFUSED':
    case 'WITHDRAWN':
    case 'HALTED':
      return new Rejected('ERASURE_OVER');
  }
}

function keptIn(kept: ReturnType<typeof keptOf>) {
  return kept.length > 0 ? { kept } : {};
}

/** The first day after the authority's days of reflection (code set `clock`). */
function afterReflection(told: Circumstances, { reference }: Facts): string {
  const day = today(told);
  const limit = durationOf(reference.codes('clock', day).find(({ code }) => code === REFLECTION)?.limit);
  if (limit === undefined) return day;
  return addDays(lastDayOf(day, limit, workingDays(bankHolidays(reference.codes('bank-holiday')))), 1);
}

/** The versions that the first day was counted by. */
function versionsOfReflection({ reference }: Facts): Readonly<Record<string, string>> {
  return { clock: reference.version('clock'), 'bank-holiday': reference.version('bank-holiday') };
}
