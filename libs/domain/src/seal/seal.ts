import { Rejected, streamCategory } from '#libs/contracts';
import type {
  AppointCustodian,
  Clear,
  NoteSealedMatch,
  RelieveCustodian,
  ReviewSeal,
  SealCommand,
  SealEvent,
  SealRecord,
  SettleSealedMatch,
  UnsealRecord,
} from '#libs/contracts';
import type { Aggregate, Circumstances, Facts, Needs, Past, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkRationale, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, checkFourEyes, checkNotSuspended } from '../eligibility.ts';
import { checkReviewBy } from '../review-by.ts';
import { checkHoldersKeep } from './held.ts';

interface Sealed {
  readonly custodians: ReadonlySet<string>;
  readonly reviewBy: string;
  /** Each match, and whom it was on; settled ones among them. */
  readonly matches: ReadonlyMap<string, string>;
}

export type SealState = { readonly status: 'OPEN' } | ({ readonly status: 'SEALED' } & Sealed);

const OPEN: SealState = { status: 'OPEN' };

/** Whose record it is, in the fact's own words. */
function of(record: string): { readonly family: string } | { readonly person: string } {
  return streamCategory(record) === 'family' ? { family: record } : { person: record };
}

function seal(told: Told<SealRecord>, state: SealState, facts: Facts): SealEvent[] {
  const { record, ...sealed } = told.data;
  checkBegun(facts, streamOf(record));
  if (state.status === 'SEALED') throw new Rejected('SEALED_ALREADY');
  checkFourEyes(told, facts);
  checkRationale(sealed.reason, 'reason');
  checkDistinct(sealed.custodians, 'custodians');
  checkCustodians(sealed.custodians, facts, dayOf(told));
  checkHoldersKeep(facts.held, dayOf(told), (worker) => sealed.custodians.includes(worker));
  checkReviewBy(told, sealed.reviewBy);
  return [{ type: 'RecordSealed', data: { ...of(record), ...sealed } }];
}

/** Whoever holds the help keeps what covers it though they are suspended: not alone, for then nobody could read it. */
function checkCustodians(custodians: readonly string[], facts: Facts, on: string): void {
  const holders = facts.held.flatMap(({ keyworker, cover }) => [keyworker, cover?.worker]);
  for (const custodian of custodians) {
    activeWorker(facts, custodian, on);
    if (!holders.includes(custodian)) checkNotSuspended(facts, custodian);
  }
  if (custodians.every((custodian) => facts.workers.get(custodian)?.suspended === true))
    throw new Rejected('NO_CUSTODIAN');
}

function review(told: Told<ReviewSeal>, state: Sealed, facts: Facts): SealEvent[] {
  const { record, ...reviewed } = told.data;
  activeWorker(facts, reviewed.reviewedBy, dayOf(told));
  checkSaid(reviewed.finding, 'finding');
  checkReviewBy(told, reviewed.reviewBy);
  return [{ type: 'SealReviewed', data: { ...of(record), ...reviewed } }];
}

function appoint(told: Told<AppointCustodian>, { custodians }: Sealed, facts: Facts): SealEvent[] {
  const { record, ...appointed } = told.data;
  if (custodians.has(appointed.custodian)) return [];
  activeWorker(facts, appointed.custodian, dayOf(told));
  checkNotSuspended(facts, appointed.custodian);
  checkRationale(appointed.reason, 'reason');
  return [{ type: 'CustodianAppointed', data: { ...of(record), ...appointed } }];
}

/** A sealed record without a custodian would be there for nobody; who holds help keeps what covers it. */
function relieve(told: Told<RelieveCustodian>, { custodians }: Sealed, facts: Facts): SealEvent[] {
  const { record, ...relieved } = told.data;
  if (!custodians.has(relieved.custodian)) throw new Rejected('NOT_RECORDED');
  if (custodians.size === 1 || facts.keptAlone.includes(record)) throw new Rejected('NO_CUSTODIAN');
  checkHoldersKeep(facts.held, dayOf(told), (worker) => worker !== relieved.custodian);
  checkRationale(relieved.reason, 'reason');
  return [{ type: 'CustodianRelieved', data: { ...of(record), ...relieved } }];
}

function unseal(told: Told<UnsealRecord>, facts: Facts): SealEvent[] {
  const { record, ...unsealed } = told.data;
  checkFourEyes(told, facts);
  checkRationale(unsealed.reason, 'reason');
  return [{ type: 'RecordUnsealed', data: { ...of(record), ...unsealed } }];
}

function noteMatch(told: Told<NoteSealedMatch>): SealEvent[] {
  const { record, ...noted } = told.data;
  const match = `match-${told.newId(1)}`;
  return [
    {
      type: 'SealedRecordMatched',
      data: { ...of(record), match, ...noted },
    },
  ];
}

/** Settled again it is recorded again: a custodian may find otherwise, and what was found before is sealed from rules. */
function settle(told: Told<SettleSealedMatch>, { matches }: Sealed, facts: Facts): SealEvent[] {
  const { record, ...settled } = told.data;
  const matched = matches.get(settled.match);
  if (matched === undefined) throw new Rejected('NOT_FOUND');
  activeWorker(facts, settled.settledBy, dayOf(told));
  checkSaid(settled.note, 'note');
  return [{ type: 'SealedMatchSettled', data: { ...of(record), matched, ...settled } }];
}

function streamOf(record: string): string {
  return streamCategory(record) === 'family' ? record : `person-${record}`;
}

function decide(command: SealCommand & Circumstances, state: SealState, facts: Facts): SealEvent[] {
  if (command.type === 'SealRecord') return seal(command, state, facts);
  if (state.status === 'OPEN') throw new Rejected('NOT_FOUND');
  switch (command.type) {
    case 'ReviewSeal':
      return review(command, state, facts);
    case 'AppointCustodian':
      return appoint(command, state, facts);
    case 'RelieveCustodian':
      return relieve(command, state, facts);
    case 'UnsealRecord':
      return unseal(command, facts);
    case 'NoteSealedMatch':
      return noteMatch(command);
    case 'SettleSealedMatch':
      return settle(command, state, facts);
  }
}

function needs({ type, data }: SealCommand): Needs {
  switch (type) {
    case 'SealRecord':
      return {
        begun: [streamOf(data.record)],
        workers: [data.requestedBy, data.approvedBy, ...data.custodians],
        heldUnder: [data.record, data.ground],
      };
    case 'ReviewSeal':
      return { workers: [data.reviewedBy] };
    case 'AppointCustodian':
      return { workers: [data.custodian] };
    case 'UnsealRecord':
      return { workers: [data.requestedBy, data.approvedBy] };
    case 'SettleSealedMatch':
      return { workers: [data.settledBy] };
    case 'RelieveCustodian':
      return { heldUnder: [`seal-${data.record}`], keptAloneBy: data.custodian };
    case 'NoteSealedMatch':
      return {};
  }
}

function evolve(state: SealState, event: Past<Clear.SealEvent>): SealState {
  if (event.type === 'RecordSealed') {
    const { custodians, reviewBy } = event.data;
    return { status: 'SEALED', custodians: new Set(custodians), reviewBy, matches: new Map() };
  }
  if (state.status === 'OPEN') return state;
  const { custodians, matches } = state;
  switch (event.type) {
    case 'SealReviewed':
      return { ...state, reviewBy: event.data.reviewBy };
    case 'CustodianAppointed':
      return { ...state, custodians: new Set(custodians).add(event.data.custodian) };
    case 'CustodianRelieved':
      return { ...state, custodians: without(custodians, event.data.custodian) };
    case 'RecordUnsealed':
      return OPEN;
    case 'SealedRecordMatched':
      return { ...state, matches: new Map(matches).set(event.data.match, event.data.matched) };
    case 'SealedMatchSettled':
      return state;
  }
}

function without(custodians: ReadonlySet<string>, custodian: string): ReadonlySet<string> {
  return new Set([...custodians].filter((each) => each !== custodian));
}

/**
 * The seal on one record, a person's or a family's. Guarded by the record's own stream of seals; that somebody joins a
 * sealed family is seen by whoever asks who belongs to it.
 */
export const sealing: Aggregate<SealState, SealCommand, SealEvent, Clear.SealEvent> = {
  category: 'seal',
  initial: OPEN,
  needs,
  decide,
  evolve,
  families: () => [],
  seen: () => undefined,
};
