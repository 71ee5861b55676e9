/** Codes with which the record refuses what does not fit an audit of a case: part of `refusals`. */
export const auditingRefusals = {
  AUDIT_BASIS: [
    'An audit is of a case of a sample, for a reason, or the second of a case: exactly one of these.',
    'Give the sample, the reason, or the audit beside which it is made.',
  ],
  CASE_NOT_DRAWN: [
    'That episode is none of the sample’s cases, or no more.',
    'Choose a case that was selected, or came in the place of one.',
  ],
  CASE_ASSIGNED: ['That case of the sample is assigned already.', 'See the worklist of audits.'],
  OTHER_CASE: ['The audits are not of the same episode.', 'Check both audits.'],
  NOT_INDEPENDENT: [
    'Whoever is to judge has, or had, a part in the case.',
    'Let somebody else do it: of another team, without a part in the case or a connection to the family.',
  ],
  OWN_AUDIT: [
    'Nobody gives an audit to themselves, nor judges, disputes or repeats what they judged.',
    'Let somebody else do it.',
  ],
  VIEW_NOT_PINNED: ['It is not settled as of when the case is looked at.', 'Pin the view of the case first.'],
  GRADE_NOT_TAKEN: ['A question that does not apply has no grade.', 'Leave the grade out.'],
  EVIDENCE_REQUIRED: [
    'That grade is not given without an entry that shows it.',
    'Name the entries of the case that show it.',
  ],
  EVIDENCE_AFTER_VIEW: [
    'An entry was recorded after the position at which the case is looked at.',
    'Name entries that stood in the record by then.',
  ],
  QUESTION_UNANSWERED: [
    'A question of the audit is not answered.',
    'Answer it, or say that it does not apply.',
  ],
  AUDIT_GRADED: ['The audit is graded: its answers stand.', 'Have it moderated, or assign another audit.'],
  AUDIT_NOT_GRADED: ['The audit is not graded yet.', 'Grade it first.'],
  AUDIT_MODERATED: ['The audit was moderated already.', 'Dispute the grade, or assign a second audit.'],
  AUDIT_WITHDRAWN: ['The audit was given up.', 'Assign another one.'],
  GRADE_DISPUTED: ['The grade was disputed before.', 'See how that was settled, or assign a second audit.'],
  NOT_DISPUTED: ['Nobody disputes the grade, or that is settled.', 'See the audit.'],
  NOT_OF_THE_CASE: [
    'Whoever is named had no part in the case, or is not whoever says it.',
    'Name a worker who helped, for yourself; or somebody of the family.',
  ],
  UNKNOWN_AUDIT_ACTION: ['The audit set no such action.', 'Check the action.'],
  ACTION_NOT_DONE: ['The action is not done yet.', 'Record that it was done first.'],
  NOT_A_LATER_CASE: [
    'That audit is not of a later case, assigned after the action was done.',
    'Name the audit of a case that came after.',
  ],
} as const;
