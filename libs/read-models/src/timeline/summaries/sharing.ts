import type { Opened } from '#libs/contracts';
import { after, count, lower, type Say } from './wording.ts';

type DataOf<T extends Opened.Event['type']> = Extract<Opened.Event, { type: T }>['data'];
type OfSharing =
  | 'AgreementGiven'
  | 'AgreementRefused'
  | 'AgreementScopeChanged'
  | 'AgreementReviewed'
  | 'AgreementWithdrawn'
  | 'CompetenceAssessed'
  | 'DisclosureRequested'
  | 'DisclosureDecided'
  | 'DisclosureOverridden'
  | 'InformationDisclosed'
  | 'RecipientAcknowledged'
  | 'DisclosureErrorNotified'
  | 'BreakGlassUsed'
  | 'BreakGlassReviewed'
  | 'ViewingExemptionsDecided'
  | 'PersonalConnectionDeclared'
  | 'PersonalConnectionEnded'
  | 'WorkerSuspended'
  | 'WorkerReinstated'
  | 'RecordSealed'
  | 'SealReviewed'
  | 'CustodianAppointed'
  | 'CustodianRelieved'
  | 'RecordUnsealed'
  | 'SealedRecordMatched'
  | 'SealedMatchSettled';

function found(competent: boolean | undefined): string {
  if (competent === undefined) return '';
  return competent ? ' (competent)' : ' (not competent)';
}

/** A sentence for each event of what is agreed, shared, known outside work, opened, kept from a worker, and sealed. */
export const sharingSummaries: { readonly [T in OfSharing]: (data: DataOf<T>, say: Say) => string } = {
  AgreementGiven: ({ capacity, method }, say) =>
    `Agreement given${after(': ', lower(say('agreement-capacity', capacity)))}${after(', ', lower(say('agreement-method', method)))}`,
  AgreementRefused: ({ reason }) => `Agreement refused${after(': ', reason)}`,
  AgreementScopeChanged: ({ agencies = [] }) =>
    `Agreement changed: ${count(agencies.length, 'agency', 'agencies')} may be told`,
  AgreementReviewed: ({ occasion }, say) =>
    `Agreement reviewed: ${say('agreement-review-occasion', occasion)}`,
  AgreementWithdrawn: ({ reason }) => `Agreement withdrawn${after(': ', reason)}`,
  CompetenceAssessed: ({ matter, competent }, say) =>
    `Competence assessed${after(': ', lower(say('competence-matter', matter)))}${found(competent)}`,

  DisclosureRequested: ({ classes }) =>
    `Disclosure asked for: ${count(classes.length, 'class', 'classes')} of information`,
  DisclosureDecided: ({ decision, basis }, say) =>
    `Decided: ${say('disclosure-decision', decision)}${after(' on the basis of ', say('sharing-basis', basis))}`,
  DisclosureOverridden: ({ decision, basis }, say) =>
    `Decided otherwise by a manager: ${say('disclosure-decision', decision)}${after(' on the basis of ', say('sharing-basis', basis))}`,
  InformationDisclosed: ({ entries, how }, say) =>
    `Shared ${count(entries.length, 'entry', 'entries')} (${say('contact-method', how)})`,
  RecipientAcknowledged: () => 'Received by whom it was shared with',
  DisclosureErrorNotified: ({ error }) => `An error in sharing notified${after(': ', error)}`,

  BreakGlassUsed: ({ category }, say) =>
    `The glass was broken${after(': ', say('break-glass-category', category))}`,
  BreakGlassReviewed: ({ outcome }, say) =>
    `Breaking the glass reviewed: ${say('break-glass-outcome', outcome)}`,

  ViewingExemptionsDecided: ({ until }) => `Decided what the family is not told of who looked until ${until}`,

  PersonalConnectionDeclared: () => 'Personal connection declared',
  PersonalConnectionEnded: () => 'Personal connection ended',

  WorkerSuspended: ({ reason, reviewBy }, say) =>
    `Worker suspended${after(': ', lower(say('worker-suspension-reason', reason)))}, to be reviewed by ${reviewBy}`,
  WorkerReinstated: ({ reason }) => `Worker reinstated${after(': ', reason)}`,

  RecordSealed: ({ ground }, say) => `Record sealed${after(': ', say('seal-ground', ground))}`,
  SealReviewed: ({ reviewBy }) => `Seal reviewed: it stays, and is reviewed again by ${reviewBy}`,
  CustodianAppointed: ({ reason }) => `Custodian appointed${after(': ', reason)}`,
  CustodianRelieved: ({ reason }) => `Custodian relieved${after(': ', reason)}`,
  RecordUnsealed: ({ reason }) => `Record unsealed${after(': ', reason)}`,
  SealedRecordMatched: ({ foundIn }, say) => `Matched while sealed: ${say('match-source', foundIn)}`,
  SealedMatchSettled: ({ outcome }, say) =>
    `Match while sealed settled${after(': ', say('sealed-match-outcome', outcome))}`,
};
