/** Codes with which the record refuses what does not fit an assessment: part of `refusals`. */
export const assessmentRefusals = {
  UNKNOWN_ASSESSMENT: ['This help has no such assessment.', 'Check the assessment.'],
  ASSESSMENT_OVER: [
    'The assessment is complete, or was given up.',
    'Start another, or void the entry that is wrong.',
  ],
  ASSESSMENT_NOT_FINAL: ['The assessment is not complete.', 'Finalise it first.'],
  ASSESSMENT_INCOMPLETE: [
    'A complete assessment has a need, a strength, an analysis, and of each child what they say or why they were not heard.',
    'Record what is missing.',
  ],
  NOT_ASSESSED: ['The child is none of those whom it assesses.', 'Check the child, or start another.'],
  NOT_OF_THE_TYPE: ['The form is one of another kind of assessment.', 'Choose a form of its kind.'],
} as const;
