import { streamCategory, streamSubject } from '#libs/contracts';
import type { FactSources } from './fact-sources.ts';
import { mergedWith } from './merged.ts';
import { eventsOf } from '../streams.ts';

/** The texts of audits: whose keys they stand under, and of whom they tell. */
export interface AuditTexts {
  readonly subjects: readonly string[];
  readonly toldOf: readonly string[];
}

/**
 * The texts of audits of help in a family, or in any that a person belongs or belonged to, while their keys are there. Each
 * tells of all of a family under one key, so it goes with the first of them; and a hold on any other keeps all whose erasure
 * would take it.
 */
export async function auditTextsAround(record: string, sources: FactSources): Promise<AuditTexts> {
  const { readers, store, vault } = sources;
  const subjects: string[] = [];
  const toldOf: string[] = [];
  for (const { audit, episode, heldBy, pinnedFor } of readers.auditsAround(
    await familiesOf(record, sources),
  )) {
    const subject = streamSubject(audit);
    const told = await eventsOf(audit, store);
    if (!told.some(({ sealed }) => sealed.some((part) => part.subject === subject))) continue;
    await vault.prepare([subject]);
    if (!vault.holds(subject)) continue;
    subjects.push(subject);
    const held = [heldBy, pinnedFor, readers.familyOfEpisode(episode)].filter(
      (each) => typeof each === 'string',
    );
    toldOf.push(...held.flatMap((family) => [family, ...readers.belongedTo(family)]));
  }
  return { subjects, toldOf };
}

/** The families that a person belongs or belonged to; a family itself, and those that are one with it. */
async function familiesOf(record: string, { readers, store }: FactSources): Promise<string[]> {
  if (streamCategory(record) === 'family') return mergedWith(record, store);
  if (record.includes('-')) return [];
  const streams = readers.streamsAbout(readers.recordsOf(record));
  const families = streams.filter((stream) => streamCategory(stream) === 'family');
  return [...new Set((await Promise.all(families.map((each) => mergedWith(each, store)))).flat())];
}
