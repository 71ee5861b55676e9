import { amendmentsByEntry, decodeStoredEvent, streamCategory, type StoredEvent } from '#libs/contracts';
import type { EventFact } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { eventsOf } from '../streams.ts';

/**
 * An event that a command names, with the persons, families and classes of data that it and its corrections are about, as
 * their envelopes say; undefined where there is no such event.
 */
export async function readEvent(id: string, sources: FactSources): Promise<EventFact | undefined> {
  const logged = await sources.store.event(id);
  if (logged === undefined) return undefined;
  const { stream, type, position } = logged;
  const event = decodeStoredEvent(logged.document);
  const corrections = amendmentsByEntry(await eventsOf(stream, sources.store)).get(id) ?? [];
  const told = [event, ...corrections];
  const sealed = told.flatMap((each) => each.sealed);
  const persons = await withRecord(told, sources);
  const isOfAll = sealed.some(({ subject }) => !persons.includes(subject));
  return {
    ...{ stream, type, position, persons },
    ofAll: persons.length === 0 || isOfAll,
    families: familiesOf(event, sources),
    classes: [...new Set(sealed.map((part) => part.class))],
  };
}

/** The persons among the subjects of events: those with a record of their own, so no family and no referrer. */
async function withRecord(
  told: readonly StoredEvent[],
  { store }: Pick<FactSources, 'store'>,
): Promise<string[]> {
  const persons: string[] = [];
  const named = told.flatMap(({ subjects, sealed }) => [...subjects, ...sealed.map((part) => part.subject)]);
  for (const subject of new Set(named))
    if ((await store.revision(`person-${subject}`)) >= 0) persons.push(subject);
  return persons;
}

function familiesOf({ stream, families }: StoredEvent, { readers }: Pick<FactSources, 'readers'>): string[] {
  const own = streamCategory(stream) === 'family' ? [stream] : [];
  const linked = streamCategory(stream) === 'request' ? readers.familiesOfRequest(stream) : [];
  return [...new Set([...own, ...families, ...linked])];
}
