import type { TimelineEntry } from './table.ts';

/** How an agency answers what it was asked about a request: that there will be nothing to tell is an answer. */
const ANSWERS: readonly string[] = ['AgencyInformationReceived', 'AgencyInformationNotProvided'];

/** What an agency was asked, and what it told or would not. */
export const ABOUT_QUESTIONS: readonly string[] = ['AgencyInformationRequested', ...ANSWERS];

type Entry = Pick<TimelineEntry, 'type' | 'data'>;

/** Whether the event says what the agency itself was asked or told. */
export function isToldBy(agency: string, { type, data }: Entry): boolean {
  return ABOUT_QUESTIONS.includes(type) && data['agency'] === agency;
}

/** Whether an agency has answered what it was asked at a position: each answer is to all that was asked before it. */
export function hasAnswered(
  agency: string,
  asked: number,
  entries: readonly (Entry & Pick<TimelineEntry, 'position'>)[],
): boolean {
  return entries.some(
    (entry) => ANSWERS.includes(entry.type) && isToldBy(agency, entry) && asked < entry.position,
  );
}
