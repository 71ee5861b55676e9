import type { Clear } from '#libs/contracts';
import type { Past } from '../aggregate.ts';
import type { Records } from '../retention/records.ts';
import { present } from '../checks.ts';
import { recordsIn } from './named.ts';

/** What a reading of shared text came to. */
export interface Review {
  readonly outcome: string;
  /** As of which it was read; early readings do not say. */
  readonly position?: number;
}

interface Proposal extends Records {
  readonly ground: string;
  readonly proposedBy: string;
  /** What a reading of shared text came to last, by whose text it is. */
  readonly reviews: ReadonlyMap<string, Review>;
}

interface Decided extends Proposal {
  /** The first day on which it may begin. */
  readonly notBefore: string;
  /** Copies whose holders were told, by the entry that each is known by. */
  readonly told: ReadonlySet<string>;
}

export interface Begun extends Decided {
  /** Whose keys go. */
  readonly subjects: readonly string[];
  readonly destroyed: ReadonlySet<string>;
  /** Nodes whose read models hold nothing of it any more. */
  readonly purged: readonly string[];
}

export type ErasureState =
  | { readonly status: 'NONE' }
  | (Records & { readonly status: 'REQUESTED' })
  | (Proposal & { readonly status: 'PROPOSED' })
  | (Decided & { readonly status: 'DECIDED' })
  | (Begun & { readonly status: 'BEGUN' })
  | (Begun & { readonly status: 'CERTIFIED'; readonly copies: ReadonlySet<string> })
  | { readonly status: 'REFUSED' | 'WITHDRAWN' | 'HALTED' };

type In<S extends ErasureState['status']> = Extract<ErasureState, { readonly status: S }>;
type ErasurePast = Past<Clear.ErasureEvent>;

/** What a fact means to later rules. One that does not fit the state, as none of a sound log is, changes nothing. */
export function evolve(state: ErasureState, event: ErasurePast): ErasureState {
  switch (event.type) {
    case 'ErasureRequested':
      return { status: 'REQUESTED', ...recordsIn(event.data) };
    case 'ErasureProposed': {
      const { ground, proposedBy } = event.data;
      return { status: 'PROPOSED', ...recordsIn(event.data), ground, proposedBy, reviews: new Map() };
    }
    case 'ErasureRefused':
      return { status: 'REFUSED' };
    case 'ErasureWithdrawn':
      return { status: 'WITHDRAWN' };
    case 'ErasureHalted':
      return { status: 'HALTED' };
    case 'SharedTextReviewed':
    case 'ErasureDecided':
      return state.status === 'PROPOSED' ? considered(state, event) : state;
    case 'ErasureBegun':
      return state.status === 'DECIDED' ? begun(state, event.data.subjects) : state;
    case 'CopyHolderNotified':
      return 'told' in state ? { ...state, told: new Set(state.told).add(event.data.copy) } : state;
    case 'SubjectKeyDestroyed':
    case 'ReadModelsPurged':
    case 'ErasureCertified':
      return state.status === 'BEGUN' || state.status === 'CERTIFIED' ? executed(state, event) : state;
  }
}

function considered(
  state: In<'PROPOSED'>,
  event: Extract<ErasurePast, { type: 'SharedTextReviewed' | 'ErasureDecided' }>,
): ErasureState {
  if (event.type === 'ErasureDecided')
    return { ...state, status: 'DECIDED', notBefore: event.data.notBefore, told: new Set() };
  const { textOf, outcome, position } = event.data;
  const review = { outcome, ...present({ position }) };
  return { ...state, reviews: new Map(state.reviews).set(textOf, review) };
}

function begun(state: In<'DECIDED'>, subjects: readonly string[]): ErasureState {
  return { ...state, status: 'BEGUN', subjects, destroyed: new Set(), purged: [] };
}

function executed(
  state: In<'BEGUN' | 'CERTIFIED'>,
  event: Extract<ErasurePast, { type: 'SubjectKeyDestroyed' | 'ReadModelsPurged' | 'ErasureCertified' }>,
): ErasureState {
  switch (event.type) {
    case 'SubjectKeyDestroyed':
      return { ...state, destroyed: new Set(state.destroyed).add(event.data.subject) };
    case 'ReadModelsPurged':
      return { ...state, purged: [...state.purged, event.data.node] };
    case 'ErasureCertified': {
      const { copies = [] } = event.data;
      return { ...state, status: 'CERTIFIED', copies: new Set(copies.map(({ entry }) => entry)) };
    }
  }
}
