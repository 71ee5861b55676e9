import type { OccurredAt } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import { recordsOf } from '../links.ts';
import { orNull } from '../or-null.ts';
import type { Tables } from '../projection.ts';
import type { DisclosureState } from '../sharing/table.ts';
import { namingFamily, withMerged } from './lineage.ts';
import { aboutRecords } from './records.ts';
import { together, type Scope } from './scope.ts';
import { tell, type Telling, type ToldEvent } from './told.ts';

/** Who asked, for what. Null: not said, or erased. */
export interface SharingRequest {
  readonly on: OccurredAt;
  /** special */
  readonly purpose: string | null;
  /** third-party */
  readonly requesterName: string | null;
  /** third-party */
  readonly requesterOrganisation: string | null;
  /** general: on which basis they said that they may be told. */
  readonly basis: string | null;
}

/** One decision, by whoever decided first or by a manager. Null: not recorded, or erased. */
export interface SharingDecision {
  readonly decision: string;
  readonly decidedBy: string;
  readonly on: OccurredAt;
  /** It holds only as long as those it is about agree. */
  readonly needsAgreement: boolean;
  /** A manager decided otherwise than the one before. */
  readonly isOverride: boolean;
  /** general */
  readonly basis: string | null;
  /** special */
  readonly reason: string | null;
  /** special */
  readonly detrimentReason: string | null;
}

/** What was shared, and as of which position. Null: there was no document, or erased. */
export interface SharedThen {
  /** The event that says so: what is acknowledged, or was in error. */
  readonly id: string;
  readonly entries: readonly string[];
  readonly position: number;
  readonly how: string;
  /** general */
  readonly documentHash: string | null;
  readonly disclosedBy: string;
  readonly on: OccurredAt;
}

export interface Acknowledgement {
  /** The event by which it was shared. */
  readonly informationDisclosed: string;
  readonly on: OccurredAt;
  /** third-party; null once erased */
  readonly acknowledgerName: string | null;
}

export interface SharingError {
  /** The event by which it was shared. */
  readonly informationDisclosed: string;
  readonly affected: readonly string[];
  /** Who of them was told. */
  readonly affectedTold: readonly string[];
  readonly notified: readonly string[];
  readonly decisionStands: boolean;
  readonly notifiedBy: string;
  readonly on: OccurredAt;
  /** special; null once erased */
  readonly error: string | null;
}

export interface DisclosureAsOf {
  readonly disclosure: string;
  readonly family: string;
  readonly persons: readonly string[];
  readonly recipientAgency: string | null;
  readonly recipientPerson: string | null;
  readonly classes: readonly string[];
  readonly state: DisclosureState;
  /** Null where nobody asked. */
  readonly request: SharingRequest | null;
  /** The first one first; the last one holds. */
  readonly decisions: readonly SharingDecision[];
  readonly shared: readonly SharedThen[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly errors: readonly SharingError[];
}

type Disclosures = Map<string, DisclosureAsOf>;
type Begun = ToldEvent<'DisclosureRequested' | 'DisclosureDecided'>;

const telling: Telling<Disclosures> = {
  DisclosureRequested: (told, event) => {
    const asked = orNull(event.data, 'purpose', 'requesterName', 'requesterOrganisation', 'basis');
    told.set(event.stream, { ...begun(event), request: { on: event.occurredAt, ...asked } });
  },
  DisclosureDecided: (told, event) => {
    const { data, occurredAt: on } = event;
    const { decision, decidedBy, needsAgreement } = data;
    const decided = { decision, decidedBy, needsAgreement, on, isOverride: false, ...whyOf(data) };
    const { request } = told.get(event.stream) ?? { request: null };
    const state = stateAfter(decision);
    told.set(event.stream, { ...begun(event), request, state, decisions: [decided] });
  },
  DisclosureOverridden: (told, { stream, data, occurredAt: on }) => {
    const { decision, manager: decidedBy, needsAgreement } = data;
    const decided = { decision, decidedBy, needsAgreement, on, isOverride: true, ...whyOf(data) };
    change(told, stream, ({ decisions }) => ({
      state: stateAfter(decision),
      decisions: [...decisions, decided],
    }));
  },
  InformationDisclosed: (told, { id, stream, data, occurredAt: on }) => {
    const { entries, position, how, documentHash = null, disclosedBy } = data;
    const then = { id, entries, position, how, documentHash, disclosedBy, on };
    change(told, stream, ({ shared }) => ({ state: 'DISCLOSED', shared: [...shared, then] }));
  },
  RecipientAcknowledged: (told, { stream, data, occurredAt: on }) =>
    change(told, stream, ({ acknowledgements }) => ({
      acknowledgements: [
        ...acknowledgements,
        { informationDisclosed: data.informationDisclosed, on, ...orNull(data, 'acknowledgerName') },
      ],
    })),
  DisclosureErrorNotified: (told, { stream, data, occurredAt: on }) =>
    change(told, stream, ({ errors }) => ({
      errors: [...errors, { ...errorOf(data), on }],
    })),
};

/**
 * What was asked, decided and shared about a family by then, and about those merged into it, as of both axes, in the order
 * in which it began.
 */
export function disclosuresOfFamily(tables: Tables, family: string, at: AsOfPoint): DisclosureAsOf[] {
  const families = withMerged(tables, family, at);
  return disclosuresIn(tables, together(families.map((each) => namingFamily(each, at))), at);
}

/** The same about a person, under whichever of the person's records. */
export function disclosuresAbout(tables: Tables, person: string, at: AsOfPoint): DisclosureAsOf[] {
  return disclosuresIn(tables, aboutRecords(recordsOf(tables, person, at.position), at), at);
}

function disclosuresIn(tables: Tables, scope: Scope, at: AsOfPoint): DisclosureAsOf[] {
  return [...tell(tables, { scope, at, telling }, new Map<string, DisclosureAsOf>()).values()];
}

function begun({ stream, data }: Begun): DisclosureAsOf {
  const { family, persons, classes } = data;
  return {
    ...{
      disclosure: stream,
      family,
      persons,
      classes,
      ...orNull(data, 'recipientAgency', 'recipientPerson'),
    },
    ...{ state: 'REQUESTED', request: null },
    ...{ decisions: [], shared: [], acknowledgements: [], errors: [] },
  };
}

function errorOf(data: ToldEvent<'DisclosureErrorNotified'>['data']) {
  const { informationDisclosed, affected, affectedTold = [], notified, decisionStands, notifiedBy } = data;
  const said = { informationDisclosed, affected, affectedTold, notified, decisionStands, notifiedBy };
  return { ...said, ...orNull(data, 'error') };
}

function whyOf(data: ToldEvent<'DisclosureDecided' | 'DisclosureOverridden'>['data']) {
  return orNull(data, 'basis', 'reason', 'detrimentReason');
}

function stateAfter(decision: string): DisclosureState {
  return decision === 'DISCLOSE' ? 'TO_DISCLOSE' : 'WITHHELD';
}

/** What goes on with one of which the beginning is not told (it occurred later) is not told either. */
function change(
  told: Disclosures,
  disclosure: string,
  changes: (before: DisclosureAsOf) => Partial<DisclosureAsOf>,
): void {
  const before = told.get(disclosure);
  if (before !== undefined) told.set(disclosure, { ...before, ...changes(before) });
}
