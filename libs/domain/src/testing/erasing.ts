import type { ErasureCommand, ErasureEvent } from '#libs/contracts';
import type { Decided, Facts } from '../aggregate.ts';
import { noFacts, today } from './examples.ts';
import type { KeptRecord, StandingHold } from '../retention/records.ts';
import type { Life } from '../retention/retention.ts';

/** A life of long ago: nothing keeps its record. */
export const longAgo: Life = {
  adult: false,
  born: '1980-01-01',
  firstKnown: '1985-01-01',
  lastContact: '1990-01-01',
  marks: new Set(['KNOWN', 'HELPED']),
};
/** A child who is being helped just now. */
export const ofToday: Life = { ...longAgo, born: '2015-05-01', lastContact: '2026-06-01' };

const nobody = { persons: [], families: [], requests: [] };

export function record(changes: Partial<KeptRecord> = {}): KeptRecord {
  return {
    lives: [longAgo],
    openHelp: [],
    openRequests: [],
    tied: nobody,
    mixed: [],
    subjects: [],
    erased: false,
    ...changes,
  };
}

export function hold(changes: Partial<StandingHold>): StandingHold {
  return { hold: 'hold-1', everything: false, ...nobody, ...changes };
}

/** What was found of the records named. */
export function found(
  records: Readonly<Record<string, Partial<KeptRecord>>>,
  ...holds: readonly StandingHold[]
): Pick<Facts, 'erasing'> {
  const all = Object.entries(records).map(
    ([id, changes]) => [id, record({ subjects: [id], ...changes })] as const,
  );
  return { erasing: { records: new Map(all), holds, texts: new Map(), forms: new Map() } };
}

/** The second of two people. */
export const another = { actor: { ...today.actor, user: 'user-2' } };

const kept = [{ record: 'ava', rule: 'EARLY_HELP', until: '2005-01-01' }];

export function proposed(changes: object = {}): ErasureEvent {
  const said = { ground: 'RETENTION_ENDED', rationale: 'Nothing keeps it.', kept, proposedBy: 'user-1' };
  return { type: 'ErasureProposed', data: { persons: ['ava'], ...said, ...changes } };
}

export function reviewed(outcome = 'NOTHING_OF_THEM', changes: object = {}): ErasureEvent {
  const read = { textOf: 'family-1', outcome, reviewedBy: 'user-1', position: 100 };
  return { type: 'SharedTextReviewed', data: { persons: ['ava'], ...read, ...changes } };
}

export function approve(rationale = 'So it is.'): ErasureCommand {
  return { type: 'ApproveErasure', data: { erasure: 'erasure-1', rationale } };
}

/** Thirty days of reflection end with 16 July. */
export function decided(changes: { readonly families?: string[] } = {}): ErasureEvent {
  const { families } = changes;
  const ofFamilies = (families ?? []).map((record) => ({ ...kept[0], record })) as typeof kept;
  const by = { proposedBy: 'user-1', approvedBy: 'user-2', notBefore: '2026-07-17' };
  const said = { ground: 'RETENTION_ENDED', rationale: 'So it is.', kept: [...kept, ...ofFamilies] };
  return { type: 'ErasureDecided', data: { persons: ['ava'], ...changes, ...said, ...by } };
}

/** As it is decided today: with the versions by which its days were counted. */
export function decidedNow(changes: Parameters<typeof decided>[0] = {}): Decided<ErasureEvent> {
  const { reference } = noFacts;
  const chosenUnder = {
    clock: reference.version('clock'),
    'bank-holiday': reference.version('bank-holiday'),
  };
  return { ...decided(changes), chosenUnder };
}
