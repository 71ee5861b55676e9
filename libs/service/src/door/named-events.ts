import { decodeStoredEvent, streamCategory, type StoredEvent } from '#libs/contracts';
import type { EventFact } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';

/** An event that a command names, and of whom and what it tells, by its envelope; undefined where there is none. */
export async function readEvent(id: string, sources: FactSources): Promise<EventFact | undefined> {
  const logged = await sources.store.event(id);
  if (logged === undefined) return undefined;
  const { stream, type, position } = logged;
  const event = decodeStoredEvent(logged.document);
  const persons = await withRecord(event, sources);
  const isOfAll = event.sealed.some(({ subject }) => !persons.includes(subject));
  return {
    ...{ stream, type, position, persons },
    ofAll: persons.length === 0 || isOfAll,
    families: familiesOf(event, sources),
    classes: [...new Set(event.sealed.map((part) => part.class))],
  };
}

/** Whom the event names of those who have a record of their own: not the family, nor a referrer. */
async function withRecord(
  { subjects, sealed }: StoredEvent,
  { store }: Pick<FactSources, 'store'>,
): Promise<string[]> {
  const persons: string[] = [];
  for (const subject of new Set([...subjects, ...sealed.map((part) => part.subject)]))
    if ((await store.revision(`person-${subject}`)) >= 0) persons.push(subject);
  return persons;
}

function familiesOf({ stream, families }: StoredEvent, { readers }: Pick<FactSources, 'readers'>): string[] {
  const own = streamCategory(stream) === 'family' ? [stream] : [];
  const linked = streamCategory(stream) === 'request' ? readers.familiesOfRequest(stream) : [];
  return [...new Set([...own, ...families, ...linked])];
}
