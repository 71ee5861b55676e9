/** Codes with which the record refuses to sample: part of `refusals`. */
export const samplingRefusals = {
  SAMPLE_SIZE: [
    'A sample has 1 to 1,000 cases, and up to 100 reserves of each stratum.',
    'Ask for as many as that.',
  ],
  SAMPLE_TOO_LARGE: [
    'With the reserves of all its strata the sample has more than 2,000 cases.',
    'Ask for fewer reserves, or for fewer strata.',
  ],
  STRATA_NOT_TAKEN: [
    'That is of a sample with strata, and this method has none, or spreads them otherwise.',
    'Leave it out, or choose another method.',
  ],
  SEED_NOT_COMMITTED: ['Nobody has committed a seed.', 'Commit the SHA-256 of the seed first.'],
  SEED_COMMITTED: ['Another seed is committed already.', 'Draw with that one, or design a new sample.'],
  SEED_USED: ['That seed was committed for another sample first.', 'Choose a new seed.'],
  SEED_MISMATCH: ['That is not the seed that was committed.', 'Send the very text, without a line end.'],
  FRAME_NOT_FROZEN: ['The frame is not frozen.', 'Freeze it first.'],
  FRAME_EMPTY: ['There is no case to draw from.', 'Close the sample, and design one with a wider filter.'],
  STRATUM_EMPTY: [
    'There is no case of one that the filter names and the strata are made by.',
    'Close the sample, and design one that does not name it.',
  ],
  TOO_FEW_FOR_STRATA: [
    'Fewer cases are wanted than the strata need.',
    'Close the sample, and design one with more cases or fewer strata.',
  ],
  FRAME_CHANGED: [
    'The frame that was frozen cannot be made again from the record.',
    'Tell the operator: verify the log and its read models.',
  ],
  SAMPLE_DRAWN: ['The sample is drawn already.', 'Replace single cases, or design a new sample.'],
  SAMPLE_NOT_DRAWN: ['The sample is not drawn yet.', 'Draw it first.'],
  CASE_NOT_SELECTED: ['That episode is none of the selected cases, or no more.', 'See the sample.'],
  NO_RESERVE_LEFT: ['No reserve of its stratum is left.', 'Go on without it, and say so.'],
  SAMPLE_CLOSED: ['The sample is closed.', 'Design a new one.'],
} as const;
