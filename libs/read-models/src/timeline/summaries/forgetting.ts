import type { Opened } from '#libs/contracts';
import { after, count, lower, type Say } from './wording.ts';

type DataOf<T extends Opened.Event['type']> = Extract<Opened.Event, { type: T }>['data'];
type OfForgetting = (Opened.HoldEvent | Opened.ErasureEvent | Opened.RestrictionEvent)['type'];

/** A sentence for each event of what is held, erased and restricted. */
export const forgettingSummaries: {
  readonly [T in OfForgetting]: (data: DataOf<T>, say: Say) => string;
} = {
  LegalHoldPlaced: ({ reason, everything }, say) =>
    `${everything ? 'Legal hold placed on every record' : 'Legal hold placed'}${after(': ', lower(say('hold-reason', reason)))}`,
  LegalHoldReviewed: ({ note }) => `Legal hold reviewed${after(': ', note)}`,
  LegalHoldReleaseProposed: ({ reason }) => `Release of a legal hold proposed${after(': ', reason)}`,
  LegalHoldReleased: ({ rationale }) => `Legal hold released${after(': ', rationale)}`,
  LegalHoldReleaseDeclined: ({ reason }) => `Release of a legal hold declined${after(': ', reason)}`,

  ErasureRequested: ({ askedBy }, say) =>
    `Erasure asked for${after(': ', lower(say('erasure-asker', askedBy)))}`,
  ErasureProposed: ({ ground }, say) => `Erasure proposed: ${lower(say('erasure-ground', ground))}`,
  SharedTextReviewed: ({ outcome }, say) =>
    `Text shared with others read for an erasure: ${lower(say('shared-text-outcome', outcome))}`,
  ErasureDecided: ({ ground, notBefore }, say) =>
    `Erasure decided, not before ${notBefore}: ${lower(say('erasure-ground', ground))}`,
  ErasureRefused: ({ reason }, say) => `Erasure refused${after(': ', lower(say('erasure-refusal', reason)))}`,
  ErasureWithdrawn: ({ reason }) => `Erasure withdrawn${after(': ', reason)}`,
  ErasureBegun: ({ subjects }) =>
    `Erasure begun: the keys of ${count(subjects.length, 'subject', 'subjects')}`,
  ErasureHalted: ({ reason }, say) => `Erasure halted: ${lower(say('erasure-halt', reason))}`,
  SubjectKeyDestroyed: () => 'Key destroyed: what was sealed under it is erased',
  ReadModelsPurged: ({ node }) => `Read models of ${node} purged of what was erased`,
  ErasureCertified: ({ copies = [] }) =>
    `Erasure certified${copies.length === 0 ? '' : `: ${count(copies.length, 'copy', 'copies')} had left the record`}`,
  CopyHolderNotified: ({ how }, say) =>
    `Holder of a copy told of the erasure (${say('contact-method', how)})`,

  ProcessingRestricted: ({ ground }, say) =>
    `Processing restricted${after(': ', lower(say('restriction-ground', ground)))}`,
  ProcessingRestrictionLifted: ({ reason }) => `Restriction of processing lifted${after(': ', reason)}`,
};
