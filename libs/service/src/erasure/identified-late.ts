import { streamCategory } from '#libs/contracts';
import type { FactSources } from '../door/facts/fact-sources.ts';
import { subjectsOnForms } from '../door/facts/on-forms.ts';
import type { Erasure } from './standing.ts';

/**
 * Subjects on forms that are said to be persons of an erasure, and are not of those whose keys went: each was identified at
 * the same moment, when it was judged already, or through another node.
 */
export async function identifiedLate(
  { records, subjects }: Pick<Erasure, 'records' | 'subjects'>,
  sources: FactSources,
): Promise<string[]> {
  const { readers, store } = sources;
  await sources.reached(await store.head());
  const found: string[] = [];
  for (const person of records.persons) {
    const requests = readers.streamsAbout([person]).filter((each) => streamCategory(each) === 'request');
    found.push(...(await subjectsOnForms(person, requests, sources)));
  }
  return found.filter((subject) => !subjects.includes(subject));
}
