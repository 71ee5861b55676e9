/** Codes with which the record refuses what is said of a request: part of `refusals`. */
export const requestRefusals = {
  REQUEST_DECIDED: ['The request is decided already.', 'See the decision in its history.'],
  REQUEST_WITHDRAWN: ['The request was withdrawn.', 'Reopen it and say why, or receive a new one.'],
  REQUEST_OPEN: ['The request is open.', 'There is nothing to reopen.'],
  CONTACT_ONLY: ['This is a contact, not a request for support.', 'Receive the request for support first.'],
  ALREADY_A_REQUEST: ['The contact became a request already.', 'Go on with the request.'],
  REQUEST_AT_PANEL: ['The request is with a panel.', 'Wait for the panel, or withdraw the request.'],
  REQUEST_BEFORE_PANEL: [
    'A panel has this request before it, or has decided on it.',
    'Void a decision that was wrong, and withdraw the request as made in error; then void it.',
  ],
  REQUEST_LED_TO_HELP: [
    'Help was opened from this request, so it is not voided.',
    'Correct what it says, and close help that was opened in error as such.',
  ],
  REQUEST_NOT_AT_PANEL: ['The request was not sent to a panel.', 'Triage sends it to the panel.'],
  REQUEST_UNDECIDED: ['Nothing has been decided yet.', 'Tell of the outcome once there is one.'],
  CONCERN_NOT_PASSED: [
    'A safeguarding concern about this request has not been passed to children’s services.',
    'Pass it on first, and record that; void it if it was recorded of the wrong child.',
  ],
  NOT_ON_FORM: [
    'Nobody without a record stands on a form of this request under that id.',
    'Give the `subject` that the form shows beside a child or a parent.',
  ],
  ALREADY_IDENTIFIED: [
    'It is on record already whose record that one on the form has.',
    'Void that entry where it is wrong, and say it anew.',
  ],
  NO_FEEDBACK_POSSIBLE: [
    'Whoever asked is anonymous or the child, and cannot be told.',
    'Leave the outcome in the record.',
  ],
  NOT_ASKED: ['That agency has not been asked.', 'Ask it, or record what it told as information.'],
  REFERENCE_REUSED: [
    'The same reference came before with other content.',
    'Give the request a reference of its own.',
  ],
  DUPLICATE_ROW: ['These rows stand in the file twice.', 'Remove the second ones.'],
} as const;
