import type { Opened } from '#libs/contracts';
import { count, lower, type Say } from './wording.ts';

type DataOf<T extends Opened.SampleEvent['type']> = Extract<Opened.SampleEvent, { type: T }>['data'];

const cases = (number: number): string => count(number, 'case', 'cases');

/** A sentence for each event of a sample. */
export const samplingSummaries: {
  readonly [T in Opened.SampleEvent['type']]: (data: DataOf<T>, say: Say) => string;
} = {
  SampleDesigned: ({ size, method }, say) =>
    `Sample of ${cases(size)} designed: ${lower(say('sample-method', method))}`,
  SeedCommitted: () => 'Seed of a sample committed',
  FrameFrozen: ({ count: all, position, whole }) =>
    `Frame of ${cases(all)} frozen as of position ${position}${whole ? ': all are taken' : ''}`,
  SampleDrawn: ({ selected, reserves = [] }) =>
    `Sample of ${cases(selected.length)} drawn, with ${count(reserves.length, 'reserve', 'reserves')}`,
  CaseReplaced: ({ reason }, say) =>
    `Case replaced by the next reserve: ${lower(say('sample-replacement-reason', reason))}`,
  SampleClosed: () => 'Sample closed',
};
