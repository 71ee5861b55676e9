/** Codes with which the record refuses to forget, or to hold: part of `refusals`. */
export const forgettingRefusals = {
  PROCESSING_RESTRICTED: [
    'What is held of somebody in it is kept and not used: its processing is restricted.',
    'Read it to protect somebody, or ask the privacy officer.',
  ],
  LEGAL_HOLD: ['A legal hold stands.', 'Nothing is erased until two people have let it go.'],
  RETENTION_NOT_ENDED: ['It must be kept longer.', 'See which rule ends last.'],
  LINKED_RECORDS: [
    'Another record is one with this one: the same person’s, or that of a family merged with it.',
    'Name it too, or reverse the link or the merge.',
  ],
  MIXED_RECORDS: [
    'Entries that are one person’s stand in the record of another since it was split, under one key: they go together, or stay.',
    'Name the other person too.',
  ],
  SHARED_TEXT_NOT_REVIEWED: [
    'Free text is shared with other people, and nobody has found that the erasure may go on.',
    'Read it, and record what you found.',
  ],
  FORM_NOT_IDENTIFIED: [
    'Somebody on the form may be whom is erased: nobody has said whose record is theirs.',
    'Say it with identifyOnRequest, or that there is none; of an early form name the others whom it tells of.',
  ],
  NOT_SHARED_TEXT: ['That text is not one the erasure shares with others.', 'Check whose text it is.'],
  TEXT_STAYS: [
    'That is found of text that goes, and this one stays: it is not of the erasure.',
    'Say what holds of text that stays, or name its record in the erasure too.',
  ],
  TEXT_GOES: [
    'That is found of text that stays, and this one goes with the erasure.',
    'Say what holds of text that goes, or leave its record out of the erasure.',
  ],
  HOLD_RELEASED: ['The hold was let go of.', 'Place a new one.'],
  RELEASE_NOT_PROPOSED: ['Nobody has proposed to let the hold go.', 'Propose it, and let another decide.'],
  ERASURE_NOT_PROPOSED: ['The erasure is not proposed yet.', 'Propose it, or refuse what was asked for.'],
  ERASURE_PROPOSED: ['The erasure is proposed already.', 'Let another person decide.'],
  ERASURE_NOT_DECIDED: ['The erasure is not decided on yet.', 'Let another person decide.'],
  ERASURE_DECIDED: ['The erasure is decided on already.', 'Withdraw it, where it is not to be.'],
  ERASURE_NOT_DUE: ['The days of reflection are not over.', 'Wait for the day that the decision names.'],
  ERASURE_BEGUN: ['The erasure has begun.', 'What is destroyed does not come back.'],
  ERASURE_OVER: ['The erasure was refused, withdrawn or halted.', 'Propose it anew.'],
  KEYS_NOT_DESTROYED: ['Its keys are not all destroyed.', 'The service goes on with it by itself.'],
  MODELS_NOT_PURGED: [
    'No node\u2019s read models are purged of it.',
    'The service goes on with it by itself.',
  ],
  UNKNOWN_COPY: ['No copy is known by that entry.', 'Check the certificate.'],
} as const;
