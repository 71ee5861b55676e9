/** Codes with which the record refuses what is agreed, shared and withheld: part of `refusals`. */
export const sharingRefusals = {
  NO_AGREEMENT: [
    'No agreement that covers this stands.',
    'Ask whoever may agree, or put it to a manager with the basis to go on without.',
  ],
  NO_CAPACITY: [
    'The record does not show that they may agree or refuse in that capacity.',
    'Check who agreed, and record parental responsibility, the birth date or competence first.',
  ],
  WIDENS_AGREEMENT: [
    'A correction lets no agency be told whom they did not name before.',
    'Record the change of scope, or agreement anew, as they gave it.',
  ],
  NOT_AGREED: [
    'They have not agreed, or agree no longer: there is nothing to change or to take back.',
    'Record that they agree, or that they refuse.',
  ],
  AGREED_ALREADY: ['They agreed before.', 'Record that they withdraw their agreement.'],
  CONTACT_BAR: [
    'This may not be told to whom it is meant for: a bar or a confidential address stands.',
    'Leave it out, or ask whoever keeps the bar.',
  ],
  CONFIDENTIAL_FROM_UNSAID: [
    'It is not said from whom this address is to be kept.',
    'Name them in confidentialFrom, or leave that list empty where anybody may learn it.',
  ],
  ENTRY_NOT_DECIDED: [
    'An entry stands in no record that the decision is about.',
    'Leave the entry out, or decide about whose record it is.',
  ],
  PERSON_NOT_DECIDED: [
    'An entry names somebody of whom it was not decided to tell.',
    'Leave the entry out, or decide about everybody whom it names.',
  ],
  CLASS_NOT_DECIDED: [
    'An entry holds something of a class that was not decided to be told.',
    'Leave the entry out, or decide about the class that it holds.',
  ],
  DISCLOSURE_DECIDED: ['It is decided already whether to share.', 'A manager may override the decision.'],
  DISCLOSURE_UNDECIDED: ['It is not decided yet whether to share.', 'Decide it first.'],
  DISCLOSURE_WITHHELD: ['It was decided not to share.', 'A manager may override the decision.'],
  DISCLOSED_ALREADY: ['It was shared already.', 'Notify the error, if it was one.'],
  NOT_DISCLOSED: [
    'That was not shared under this decision.',
    'Name the event by which it was shared, or share it first.',
  ],
  NOT_AFFECTED: [
    'Somebody was told of the error whom it does not affect.',
    'Name them among those whom it affects.',
  ],
  OTHER_RECIPIENT: [
    'The decision names another recipient than the request.',
    'Decide it as a disclosure of its own.',
  ],
  NOT_ASKED_ABOUT: ['The request did not ask about that person.', 'Decide it as a disclosure of its own.'],
  REASON_REQUIRED: ['The glass is broken with a reason.', 'Say why in at least twenty characters.'],
  REVIEWED_OTHERWISE: [
    'An earlier review of this use found otherwise.',
    'Say in the note, in at least twenty characters, why: both reviews stand.',
  ],
  REAUTHENTICATION_REQUIRED: [
    'The glass is broken by someone who has just signed in.',
    'Sign in again, and send it within five minutes.',
  ],
  BREAK_GLASS_LAPSED: [
    'An earlier use was not reviewed within two working days.',
    'Ask the privacy officer to review it.',
  ],
  DAY_NOT_OVER: ['That day is not over yet.', 'Give a day before today.'],
  EXEMPTIONS_UNDECIDED: [
    'It is not decided yet what the family is not told of these days.',
    'Decide the exemptions up to that day first.',
  ],
  SEALED_ALREADY: ['The record is sealed already.', 'Review the seal, or appoint a custodian.'],
  NOT_OF_THE_TWO: [
    'Whoever sent it is neither of the two who ask for it and approve it.',
    'Let one of the two send it, signed in with their own account.',
  ],
  NO_CUSTODIAN: ['A sealed record always has a custodian.', 'Appoint another custodian first.'],
  OWNER_NOT_CUSTODIAN: [
    'Whoever holds the open help would not see the sealed record.',
    'Make them a custodian first, or let a custodian hold the help.',
  ],
  ACROSS_A_SEAL: ['A seal lies between the two records.', 'Leave them apart, or unseal the record first.'],
  REVIEW_TOO_LATE: ['What keeps somebody out is reviewed within ninety days.', 'Name an earlier day.'],
} as const;
