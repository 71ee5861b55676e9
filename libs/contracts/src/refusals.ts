import { askingRefusals } from './asking-refusals.ts';
import { assessmentRefusals } from './assessment-refusals.ts';
import { auditingRefusals } from './auditing-refusals.ts';
import { forgettingRefusals } from './forgetting-refusals.ts';
import { peopleRefusals } from './people-refusals.ts';
import { planRefusals } from './plan-refusals.ts';
import { requestRefusals } from './request-refusals.ts';
import { samplingRefusals } from './sampling-refusals.ts';
import { sharingRefusals } from './sharing-refusals.ts';
import { steppingRefusals } from './stepping-refusals.ts';

/**
 * Every code with which the record says no: one closed list for commands, reads, import and command line. Each has a
 * sentence that names no one and a mend. Codes are for ever; sentences may be bettered.
 */
export const refusals = {
  // Shape of what was sent
  INVALID_INPUT: ['What was sent has not the shape it should have.', 'Compare it with the schema.'],
  REQUIRED: ['A required value is missing.', 'Give the value named.'],
  TOO_LONG: ['A text is longer than the record takes.', 'Shorten it.'],
  CONTROL_CHARACTER: ['A text holds characters that are not text.', 'Remove them and send again.'],
  INVALID_REFERENCE: [
    'That is not a reference of this record.',
    'Check each character; the last one is a check.',
  ],
  INVALID_DATE: [
    'That is not a date, or not one of the calendar.',
    'Write it as 2026-03-10, 2026-03 or 2026.',
  ],
  INVALID_NHS_NUMBER: ['That is not an NHS number.', 'Check its ten digits; the last one is a check.'],
  INVALID_UPN: ['That is not a unique pupil number.', 'Check it; its first letter is a check.'],
  INVALID_UPRN: ['That is not a unique property reference number.', 'It has up to twelve digits.'],
  INVALID_POSTCODE: ['That is not a United Kingdom postcode.', 'Check the postcode.'],
  UNKNOWN_CODE: ['A code is not in its code set.', 'Choose a code of the set.'],
  CODE_NOT_CURRENT: ['A code was not in use on that day.', 'Choose the code that was current then.'],
  OUT_OF_AREA: ['The place is not in this authority.', 'Send the request to the authority of that place.'],
  // People and time
  DATE_IN_FUTURE: ['A date lies in the future.', 'Check the date.'],
  END_BEFORE_START: ['An end lies before its start.', 'Check both dates.'],
  DOB_XOR_EDD: [
    'A child has either a birth date or an expected date, and an unborn child no sex.',
    'Give one of them.',
  ],
  BEFORE_CONCEPTION: [
    'The date is too early, or too far ahead, for this child.',
    'Check the birth or expected date.',
  ],
  BIRTH_TOO_LONG_AGO: ['Nobody lives that long.', 'Check the year of birth.'],
  AFTER_DEATH: ['The person had died by then.', 'Check the person and the date.'],
  DEATH_BEFORE_BIRTH: ['A death cannot come before the birth.', 'Check both dates.'],
  LATE_REASON_REQUIRED: ['This is recorded more than five days late.', 'Say why with lateReason.'],
  // People and families
  AGREED_BY_MISSING: ['An agreement was given, but not by whom.', 'Name who agreed.'],
  NOT_SAME_AS_SELF: [
    'A person cannot be related to, or a duplicate of, themselves.',
    'Check the two people.',
  ],
  OWN_ANCESTOR: [
    'Two people cannot each be the parent of, or responsible for, the other.',
    'Check which of them is the child.',
  ],
  LINKED_ALREADY: ['These records are linked already.', 'See the link in their history.'],
  NUMBERS_CONFLICT: [
    'The records hold different verified NHS numbers.',
    'Withdraw the wrong one, or say that the numbers were reviewed.',
  ],
  DEAD_AND_ALIVE: [
    'One of the records is of someone who died, the other is not.',
    'Record the death, or say that it was reviewed.',
  ],
  NOT_THEIRS: [
    'An event named is not one that can be given to that person.',
    'Check the event and the person.',
  ],
  ALREADY_A_MEMBER: ['The person is a member of this family already.', 'Change the role instead.'],
  NOT_A_MEMBER: ['The person is not a member of this family.', 'Add the person to the family first.'],
  NOT_A_SPLIT: [
    'A family that splits leaves somebody on both sides.',
    'Say who stays; where all of them moved, change where they live.',
  ],
  SAME_FAMILY: ['A family is not merged with itself.', 'Check the two references.'],
  FAMILY_MERGED: ['The family was merged into another.', 'Go on with that family, or reverse the merge.'],
  NOT_MERGED: ['These families are not merged, or not any more.', 'Check the two references.'],
  NOT_A_CHILD: ['Help is opened for children, and this person is an adult.', 'Name the children it is for.'],
  NOT_UNBORN: [
    'This is not the record of a pregnancy that goes on: it ended, led to a birth, or never was one.',
    'Check the person.',
  ],
  UPN_RECORDED: ['The child has a unique pupil number here.', 'Withdraw the number first if it is wrong.'],
  NOT_RECORDED: ['There is nothing recorded that this would end.', 'Check what it should end.'],
  DUPLICATE_VALUE: ['The same value stands twice.', 'Give each once.'],
  ...requestRefusals,
  // Panels
  ALREADY_SCHEDULED: ['A panel of that district and day is there already.', 'Use that panel.'],
  PANEL_CLOSED: ['The panel is closed.', 'Table it at the next panel.'],
  PANEL_EMPTY: ['Nobody is recorded as present.', 'Record who came.'],
  NOT_QUORATE: [
    'Those present, but for who has an interest in the matter, are not enough to decide.',
    'Record who came, and convene the panel; or defer the item.',
  ],
  NOT_PRESENT: ['That member is not recorded as present.', 'Record who came.'],
  ITEM_NOT_TABLED: ['That is not on the agenda of this panel.', 'Table it first.'],
  ITEM_TABLED_ELSEWHERE: ['That is on the agenda of another panel.', 'Use that panel.'],
  ITEM_WITHDRAWN: ['The item was withdrawn.', 'There is nothing to decide.'],
  ITEM_DECIDED: ['The panel has decided on that item.', 'Review the decision, and say why.'],
  ITEM_UNDECIDED: ['The panel has not decided on that item.', 'Decide on it.'],
  NOT_A_DECISION: ['That outcome decides nothing.', 'Choose an outcome, or defer the item.'],
  CONFLICT_OF_INTEREST: ['The member declared a conflict of interest.', 'Let another member decide.'],
  FAMILY_NOT_REGISTERED: [
    'The request is not linked to a family yet.',
    'Register the family, or link the request.',
  ],
  NOT_OFFERED: ['Nothing is offered to that agency.', 'See the panel\u2019s decision.'],
  ALLOCATION_ANSWERED: ['The agency has answered already.', 'See the answer in the panel\u2019s history.'],
  ALLOCATION_NOT_ACCEPTED: [
    'The agency that the panel allocated has not accepted.',
    'Wait for the agency\u2019s answer.',
  ],
  // Help episodes
  ALREADY_OPEN: ['An episode of help, or an assessment, is open already.', 'Speak to its keyworker.'],
  EPISODE_CLOSED: ['The episode is closed.', 'Record late information, or reopen it.'],
  EPISODE_OPEN: ['The episode is open.', 'There is nothing to reopen.'],
  EPISODE_CONTINUED: ['The episode goes on in another family.', 'Go on with it there.'],
  UNKNOWN_EPISODE: ['There is no such episode in this family.', 'Check the episode.'],
  NOT_IN_EPISODE: ['The child is not in this episode.', 'Add the child to the episode first.'],
  NOBODY_HELPED: ['An open episode helps at least one child.', 'Close the episode instead.'],
  NO_OWNER: ['An open episode always has a keyworker and an accountable agency.', 'Name both.'],
  OPEN_WORK: ['There is open work that this would leave behind.', 'Finish or hand over that work first.'],
  NO_DEATH_RECORDED: [
    'No death of a child of this episode is recorded.',
    'Record the death first, or close for another reason.',
  ],
  AGREEMENT_NOT_REVIEWED: [
    'The family has not been asked again before the hand-over or the merge.',
    'Review the agreement first.',
  ],
  WORKER_NOT_ELIGIBLE: [
    'The worker may not take this on: not active, not trained, or of another agency.',
    'Choose another worker.',
  ],
  ORGANISATION_NOT_ACTIVE: ['The organisation is not active.', 'Choose another organisation.'],
  ...sharingRefusals,
  ...peopleRefusals,
  ...forgettingRefusals,
  ...samplingRefusals,
  ...auditingRefusals,
  // Levels and steps
  SAME_LEVEL: ['The child is at that level already.', 'Confirm the level at a review instead.'],
  WRONG_LEVEL: ['The child is not at the level the step starts from.', 'Read the child\u2019s level again.'],
  NOT_A_STEP_UP: ['That is not a higher level.', 'Step down instead.'],
  NOT_A_STEP_DOWN: ['That is not a lower level.', 'Step up instead.'],
  RATIONALE_REQUIRED: ['A decision says why.', 'Write the rationale.'],
  SCHEME_MISMATCH: [
    'An indicator is not of that level in the scheme in use.',
    'Choose indicators of the scheme in use.',
  ],
  ...steppingRefusals,
  ...assessmentRefusals,
  ...planRefusals,
  // Corrections
  UNKNOWN_ENTRY: ['There is no such entry in this record.', 'Check the entry and the record it stands in.'],
  ENTRY_VOIDED: ['The entry was voided.', 'Void the voiding to bring the entry back, then correct it.'],
  ENTRY_STANDS: [
    'An entry of this kind is never corrected or voided.',
    'Reverse it, or record anew what is so.',
  ],
  FIRST_ENTRY: [
    'Everything else in the record rests on its first entry, so it is not voided.',
    'Correct what it says, or end the record.',
  ],
  ENTRY_RELIED_ON: [
    'What came later rests on this entry.',
    'Void what rests on it first, the latest first, or end what it began.',
  ],
  OTHER_RECORD: [
    'Which person, family or episode an entry is about is not corrected.',
    'Void the entry, of a request its first, and record it where it belongs under the same correlation id.',
  ],
  SELF_APPROVAL: ['Nobody approves what they do themselves.', 'Name someone else who approves.'],
  // Code sets
  VERSION_PUBLISHED: [
    'That version was published with other content.',
    'Give the new content a version of its own.',
  ],
  // Writing
  CONFLICT: ['Someone else changed this first.', 'Read it again and decide again.'],
  IDEMPOTENCY_MISMATCH: ['This command id was used for something else.', 'Use a new command id.'],
  OUTCOME_UNKNOWN: ['It is not known whether this was recorded.', 'Send it again with the same command id.'],
  PENDING: ['It is recorded, and not yet readable here.', 'Ask again with the command id.'],
  SUBJECT_ERASED: ['The person\u2019s record was erased.', 'Nothing more can be recorded under it.'],
  UPGRADE_NEEDED: ['The history holds events this version does not know.', 'Upgrade this service.'],
  // Reading
  NOT_FOUND: ['There is nothing you may see under that name.', 'Check the reference.'],
  STALE: ['The answer is not up to date yet.', 'Ask again shortly.'],
  AS_OF_IN_FUTURE: ['That instant has not come yet.', 'Ask as of now or earlier.'],
  AS_OF_AMBIGUOUS: ['Ask by position or by instant, not both.', 'Leave one out.'],
  POSITION_AHEAD: ['The record has not reached that position.', 'Ask as of an earlier position.'],
  FOREIGN_TOKEN: ['That token or cursor is of another log.', 'Use one this record gave.'],
  ...askingRefusals,
  // The service
  AUDIT_UNAVAILABLE: ['The read cannot be recorded, so it is refused.', 'Try again later.'],
  KEY_SERVICE_UNAVAILABLE: ['The keys are out of reach.', 'Try again later.'],
  DECRYPTION_FAILED: [
    'A sealed part does not open as it was sealed.',
    'Tell the operator: the record may be damaged.',
  ],
  STORE_UNAVAILABLE: ['The record takes no writes just now.', 'Try again later.'],
  STORE_LOCKED: ['Another process holds this data folder.', 'Use it, or stop it first.'],
  SETTINGS_REFUSED: ['The service cannot run with these settings.', 'Mend the settings named.'],
  STORE_REFUSED: ['The store may not be opened so.', 'See the sentence beside this code.'],
  INTERNAL: ['Something went wrong.', 'Tell the operator the correlation id.'],
} as const satisfies Readonly<Record<string, readonly [sentence: string, mend: string]>>;

export type RefusalCode = keyof typeof refusals;

/** What may stand beside a refusal: ids, numbers, field names; never a stored value. */
export type RefusalDetails = Readonly<Record<string, string | number>>;

/** A refusal with a code of the closed list. Its message names no one. */
export class Rejected extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(refusals[code][0]);
    this.name = 'Rejected';
    this.code = code;
    this.details = details;
  }

  get mend(): string {
    return refusals[this.code][1];
  }
}
