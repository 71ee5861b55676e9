/** Codes with which the record refuses what cannot be so of somebody: part of `refusals`. */
export const peopleRefusals = {
  NOT_UNDER_18: [
    'A young carer is under eighteen at the time, and this person is not.',
    'Check who cares for whom, and since when.',
  ],
  CARES_FOR_EACH_OTHER: [
    'The other is registered as the carer of this person.',
    'Check who cares for whom; end that registration first where it is over.',
  ],
} as const;
