/** Codes with which the record refuses steps to and from other services: part of `refusals`. */
export const steppingRefusals = {
  STEP_NOT_ACCEPTED: [
    'The step has not been accepted by the service that would take over.',
    'Wait for the answer, or escalate.',
  ],
  STEP_OPEN: ['A step is waiting for an answer.', 'Answer it, or propose a more urgent or a higher step up.'],
  UNKNOWN_STEP: ['There is no such step in this episode.', 'Check the step.'],
  STEP_ANSWERED: ['The step is answered already.', 'See the answer in the history.'],
  STEP_SUPERSEDED: ['Another step up took the place of this one.', 'Answer that one.'],
  NOT_STATUTORY: [
    'Only children\u2019s social care, or another authority, takes a child on as a statutory service.',
    'Name the social care team that takes over, and its worker.',
  ],
  STATUTORY_STANDS: [
    'A child is in need, under enquiry, on a protection plan or looked after: help is not over for that reason.',
    'Close for the reason that says who goes on, or note the status as it stands now.',
  ],
  ALREADY_STATUTORY: [
    'A child is under that service already, or under one that does more.',
    'Speak to the child\u2019s social worker.',
  ],
  STATUTORY_ENDS_ELSEWHERE: [
    'A child is in need, under enquiry, on a protection plan or looked after until children\u2019s services end that.',
    'Ask the child\u2019s social worker, or a manager, to note it; void your own entry where it was made in error.',
  ],
  STEP_THROUGH_CIN: [
    'A child on a protection plan steps down through child in need.',
    'Note the section 17 step first.',
  ],
} as const;
