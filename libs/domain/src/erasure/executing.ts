import { Rejected, streamSubject } from '#libs/contracts';
import type {
  BeginErasure,
  CertifyErasure,
  ErasureEvent,
  NotifyCopyHolder,
  RecordKeysDestroyed,
  RecordModelsPurged,
  RefusalCode,
} from '#libs/contracts';
import type { Circumstances, Facts, Told } from '../aggregate.ts';
import { today } from '../days.ts';
import { allOf, type Records } from '../retention/records.ts';
import { obstacleTo, unreadText, type Obstacle } from './judging.ts';
import { keptRecord, namedRecords } from './named.ts';
import type { Begun, ErasureState } from './state.ts';

/**
 * Judged once more, on the day. Sent again before the first key is destroyed it finds what came in at the same moment as
 * the beginning, such as a legal hold: no event, and the keys may go; or it is halted.
 */
export function begin(told: Told<BeginErasure>, state: ErasureState, facts: Facts): ErasureEvent[] {
  const judgedAgain = waiting(told, state);
  if (judgedAgain === undefined) return [];
  const obstacle = goneAlready(judgedAgain, facts) ?? judged(told, judgedAgain, facts);
  if (obstacle !== undefined) return [haltedBy(obstacle, judgedAgain)];
  if (judgedAgain.status === 'BEGUN') return [];
  const taken = allOf(judgedAgain).flatMap((record) => keptRecord(facts, record).subjects);
  const subjects = new Set([...taken, streamSubject(told.data.erasure)]);
  return [{ type: 'ErasureBegun', data: { subjects: [...subjects], ...standingIn(judgedAgain) } }];
}

/** The erasure, as long as no key of it is destroyed. */
function waiting(told: Circumstances, state: ErasureState): Judged | undefined {
  if (state.status === 'BEGUN') return state.destroyed.size > 0 ? undefined : state;
  if (state.status !== 'DECIDED') throw notBegun(state);
  if (today(told) < state.notBefore) throw new Rejected('ERASURE_NOT_DUE');
  return state;
}

/** The families in whose history it stands. */
function standingIn({ families }: Records): { families?: string[] } {
  return families.length > 0 ? { families: [...families] } : {};
}

type Judged = Extract<ErasureState, { status: 'DECIDED' | 'BEGUN' }>;

function judged(told: Told<BeginErasure>, state: Judged, facts: Facts): Obstacle | undefined {
  const { ground, reviews } = state;
  return obstacleTo(state, ground, told, facts) ?? unreadText(state, reviews, told, facts);
}

/** A record that another erasure took meanwhile. */
function goneAlready(records: Records, facts: Facts): Obstacle | undefined {
  const record = allOf(records).find((each) => keptRecord(facts, each).erased);
  return record === undefined ? undefined : { code: 'SUBJECT_ERASED', details: { record } };
}

function haltedBy(obstacle: Obstacle, records: Records): ErasureEvent {
  const { hold, record, family, request } = obstacle.details;
  const becauseOf = hold ?? record ?? family ?? request;
  const data = {
    reason: haltFor(obstacle),
    ...namedRecords(records),
    ...(typeof becauseOf === 'string' && { becauseOf }),
  };
  return { type: 'ErasureHalted', data };
}

const HALTS: Readonly<Partial<Record<RefusalCode, string>>> = {
  LEGAL_HOLD: 'LEGAL_HOLD',
  OPEN_WORK: 'OPEN_HELP',
  RETENTION_NOT_ENDED: 'RETENTION_RUNS',
  SHARED_TEXT_NOT_REVIEWED: 'SHARED_TEXT',
  FORM_NOT_IDENTIFIED: 'SHARED_TEXT',
};

/** The code of the set `erasure-halt`. A request that came in is no help yet. */
function haltFor({ code, details }: Obstacle): string {
  return (details['request'] === undefined ? HALTS[code] : undefined) ?? 'RECORDS_CHANGED';
}

export function keysDestroyed(
  { data: { also = [] } }: Told<RecordKeysDestroyed>,
  state: ErasureState,
): ErasureEvent[] {
  const { subjects, destroyed } = begun(state);
  return [...new Set([...subjects, ...also])]
    .filter((subject) => !destroyed.has(subject))
    .map((subject) => ({ type: 'SubjectKeyDestroyed', data: { subject } }));
}

export function modelsPurged(
  { data: { node } }: Told<RecordModelsPurged>,
  state: ErasureState,
): ErasureEvent[] {
  const { purged } = destroyed(state);
  return purged.includes(node) ? [] : [{ type: 'ReadModelsPurged', data: { node } }];
}

export function certify(
  { data: { copies = [], nodes = [] } }: Told<CertifyErasure>,
  state: ErasureState,
): ErasureEvent[] {
  if (state.status === 'CERTIFIED') return [];
  const going = destroyed(state);
  const node = nodes.find((each) => !going.purged.includes(each));
  if (going.purged.length === 0 || node !== undefined)
    throw new Rejected('MODELS_NOT_PURGED', node === undefined ? {} : { node });
  const data = {
    ...(copies.length > 0 && { copies }),
    ...standingIn(going),
  };
  return [{ type: 'ErasureCertified', data }];
}

/** Whoever has a copy may be told from the decision on: of one that the certificate names, before it of any entry. */
export function notifyHolder(
  told: Told<NotifyCopyHolder>,
  state: ErasureState,
  facts: Facts,
): ErasureEvent[] {
  const { copy, how } = told.data;
  if (!('told' in state)) throw notBegun(state);
  const isKnown = state.status === 'CERTIFIED' ? state.copies.has(copy) : facts.events.has(copy);
  if (!isKnown) throw new Rejected('UNKNOWN_COPY');
  if (state.told.has(copy)) return [];
  return [{ type: 'CopyHolderNotified', data: { copy, how, notifiedBy: told.actor.user } }];
}

function begun(state: ErasureState): Begun {
  if (state.status === 'BEGUN' || state.status === 'CERTIFIED') return state;
  throw notBegun(state);
}

function destroyed(state: ErasureState): Begun {
  const going = begun(state);
  if (going.subjects.some((subject) => !going.destroyed.has(subject)))
    throw new Rejected('KEYS_NOT_DESTROYED');
  return going;
}

function notBegun({ status }: ErasureState): Rejected {
  switch (status) {
    case 'NONE':
      return new Rejected('NOT_FOUND');
    case 'REQUESTED':
    case 'PROPOSED':
      return new Rejected('ERASURE_NOT_DECIDED');
    case 'DECIDED':
      return new Rejected('ERASURE_NOT_DUE');
    case 'BEGUN':
    case 'CERTIFIED':
      return new Rejected('ERASURE_BEGUN');
    case 'REFUSED':
    case 'WITHDRAWN':
    case 'HALTED':
      return new Rejected('ERASURE_OVER');
  }
}
