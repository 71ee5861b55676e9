import { eventTable, partOf, type JsonObject } from '#libs/contracts';
import { KEYWORKERS, type Step } from './happening.ts';
import type { Story, TestEvent } from './story.ts';

/** Fields that a correction may replace, by the type of the entry. */
const corrections: Readonly<Record<string, (step: Step) => JsonObject>> = {
  MemberJoined: () => ({ role: 'MOTHER' }),
  MemberRoleChanged: () => ({ livesHere: 'PART' }),
  LevelOfNeedDecided: ({ level }) => ({ level }),
  SteppedUp: ({ level }) => ({ to: level, rationale: 'Otherwise' }),
  KeyworkerAssigned: ({ daysAgo }) => ({ worker: KEYWORKERS[daysAgo % 2] ?? '' }),
  EpisodeOpened: () => ({ district: 'd-4' }),
  StatutoryStatusNoted: () => ({ status: 'CP_PLAN' }),
  DeathRecorded: () => ({ dateOfDeath: '2026-02-28' }),
  AddressRecorded: () => ({ line: '2 New Road' }),
  RequestTriaged: () => ({ outcome: 'IFST' }),
};

/** With these a stream begins, in a sound log: they are never voided. */
const BEGINNINGS = ['FamilyRegistered', 'PersonRegistered', 'RequestReceived', 'PanelScheduled'];

/** What is never corrected, and what is not known. */
function stands(type: string): boolean {
  const known: ReadonlyMap<string, { stands?: boolean }> = new Map(Object.entries(eventTable));
  return known.get(type)?.stands ?? !known.has(type);
}

/** A correction or a voiding of any event but those that begin a stream; every third empties a field or moves it in time. */
export function amending(
  step: Step,
  { events }: Story,
): readonly [stream: string, ...events: TestEvent[]] | undefined {
  const entries = events.filter(
    ({ revision, type }) => revision > 0 && !BEGINNINGS.includes(type) && !stands(type),
  );
  const entry = entries[(step.daysAgo * 7 + step.daysOn + 3) % Math.max(entries.length, 1)];
  if (entry === undefined) return undefined;
  const named = { entry: entry.id, entryType: entry.type, reason: 'TYPO' };
  const replaced = corrections[entry.type]?.(step);
  if (replaced === undefined || step.daysAgo % 4 === 0)
    return [entry.stream, { type: 'EntryVoided', data: named }];
  const occurred = { precision: 'DATE', value: `2026-02-${10 + (step.daysAgo % 18)}` };
  const cleared = ['/livesHere', '/rationale'];
  const data = {
    ...{ ...named, entryVersion: 1, replaced: { [partOf(entry.type)]: replaced } },
    ...(step.daysAgo % 3 === 1 && { occurred }),
    ...(step.daysAgo % 3 === 2 && { cleared }),
  };
  return [entry.stream, { type: 'EntryCorrected', data }];
}
