import type { Clear } from '#libs/contracts';
import type { Past } from '../aggregate.ts';

/** What is asked for or decided about: whose information, of which classes, for whom. */
export interface Sharing {
  readonly family: string;
  readonly persons: readonly string[];
  readonly recipientAgency?: string;
  readonly recipientPerson?: string;
  readonly classes: readonly string[];
}

export type DisclosureState =
  | { readonly status: 'NONE' }
  | (Sharing & { readonly status: 'REQUESTED' })
  | (Sharing & {
      /** IN_ERROR: what was disclosed should not have been, and the decision no longer stands. */
      readonly status: 'WITHHELD' | 'TO_DISCLOSE' | 'DISCLOSED' | 'IN_ERROR';
      /** Who decided last. */
      readonly decidedBy: string;
      readonly needsAgreement: boolean;
    });

export type DisclosureDecision = Exclude<DisclosureState, { readonly status: 'NONE' | 'REQUESTED' }>;

export function evolve(state: DisclosureState, event: Past<Clear.DisclosureEvent>): DisclosureState {
  switch (event.type) {
    case 'DisclosureRequested':
      return { ...sharingOf(event.data), status: 'REQUESTED' };
    case 'DisclosureDecided': {
      const { decision, decidedBy, needsAgreement } = event.data;
      return { ...sharingOf(event.data), status: statusAfter(decision), decidedBy, needsAgreement };
    }
    case 'DisclosureOverridden': {
      const { decision, manager: decidedBy, needsAgreement } = event.data;
      return isDecided(state)
        ? { ...state, status: statusAfter(decision), decidedBy, needsAgreement }
        : state;
    }
    case 'InformationDisclosed':
      return isDecided(state) ? { ...state, status: 'DISCLOSED' } : state;
    case 'DisclosureErrorNotified':
      return isDecided(state) && !event.data.decisionStands ? { ...state, status: 'IN_ERROR' } : state;
    case 'RecipientAcknowledged':
      return state;
  }
}

export function isDecided(state: DisclosureState): state is DisclosureDecision {
  return state.status !== 'NONE' && state.status !== 'REQUESTED';
}

export function sharingOf({ family, persons, recipientAgency, recipientPerson, classes }: Sharing): Sharing {
  return {
    family,
    persons,
    ...(recipientAgency !== undefined && { recipientAgency }),
    ...(recipientPerson !== undefined && { recipientPerson }),
    classes,
  };
}

function statusAfter(decision: string): 'WITHHELD' | 'TO_DISCLOSE' {
  return decision === 'DISCLOSE' ? 'TO_DISCLOSE' : 'WITHHELD';
}

/** What a disclosure's events come to. */
export function disclosureStanding(events: readonly Past<Clear.DisclosureEvent>[]): DisclosureState {
  return events.reduce(evolve, { status: 'NONE' });
}
