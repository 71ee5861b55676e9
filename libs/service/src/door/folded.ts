import { asCorrected, eventTable, type Clear, type JsonObject, type Opened } from '#libs/contracts';
import { familyFact, personFact, type Past, type PersonFact } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { FactSources } from './fact-sources.ts';
import { pastAsCorrected } from './folds.ts';
import { eventsOf } from './streams.ts';

/** What stands of a person, opened in memory; undefined where there is no such person. */
export async function readPerson(
  stream: string,
  { store, vault }: Pick<FactSources, 'store' | 'vault'>,
): Promise<PersonFact | undefined> {
  const events = await eventsOf(stream, store);
  await vault.prepare(events.flatMap(({ sealed }) => sealed.map(({ subject }) => subject)));
  const opened = events.map(({ id, type, occurredAt, ...event }) => ({
    ...{ id, type, occurredAt },
    data: vault.open({ ...event, id, type, occurredAt }).data,
  }));
  const standing = asCorrected(opened).map(({ type, data }) => ({ type, data }));
  return personFact(standing.filter(isOfPerson));
}

export async function readFamily(stream: string, store: EventStore) {
  return familyFact(pastAsCorrected(await eventsOf(stream, store)).filter(isOfFamily));
}

const isOfFamily = (event: Past<Clear.Event>): event is Past<Clear.FamilyEvent> => isOf('family', event);
const isOfPerson = (event: { type: string; data: JsonObject }): event is OpenedOfPerson =>
  isOf('person', event);

type OpenedOfPerson = { type: string; data: JsonObject } & Opened.PersonEvent;

const kinds = new Map<string, string>(
  Object.entries(eventTable).map(([type, { aggregate }]) => [type, aggregate]),
);

/** Whether an event is of an aggregate's streams. */
export function isOf(aggregate: string, { type }: { type: string }): boolean {
  return kinds.get(type) === aggregate;
}
