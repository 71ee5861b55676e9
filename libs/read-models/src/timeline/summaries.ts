import type { MaskedEntry } from './mask.ts';

/** Titles of codes: `Reference` of #libs/reference is one. */
export interface Titles {
  title(set: string, code: string, version?: string): string;
}

/** One line in a practitioner's words of what the event says, from already masked data: "Stepped up from L2 to L3". */
export declare function summaryOf(
  event: Pick<MaskedEntry, 'type' | 'data' | 'codeSets'>,
  titles: Titles,
): string;
