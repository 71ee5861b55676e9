import {
  amendmentsByEntry,
  asCorrected,
  eventTable,
  isRequestForm,
  standingOf,
  type Clear,
  type Entry,
  type JsonObject,
  type Opened,
} from '#libs/contracts';
import {
  competenceFact,
  endedAsLinked,
  familyFact,
  personFact,
  type Past,
  type PersonFact,
} from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { FactReaders, FactSources } from './fact-sources.ts';
import { checkKnown, pastAsCorrected } from './folds.ts';
import { eventsOf } from '../streams.ts';

export type Sources = Pick<FactSources, 'store' | 'vault'>;

/** What stands of a person, opened in memory; undefined where there is no such person. */
export async function readPerson(stream: string, sources: Sources): Promise<PersonFact | undefined> {
  const told = await opened(stream, sources);
  return personFact(asCorrected(told).filter(isOfPerson), everSaidIn(told).filter(isOfPerson));
}

/** The same, with the end of a life as any record tells of it that is linked with this one. */
export async function readPersonAsLinked(
  person: string,
  recordsOf: FactReaders['recordsOf'],
  read: (person: string) => Promise<PersonFact | undefined>,
): Promise<PersonFact | undefined> {
  const own = await read(person);
  if (own === undefined) return undefined;
  const linked: PersonFact[] = [];
  for (const record of recordsOf(person)) {
    const fact = record === person ? undefined : await read(record);
    if (fact !== undefined) linked.push(fact);
  }
  return endedAsLinked(own, linked);
}

/** Matters for which a child was last found competent, opened in memory. */
export async function readCompetence(
  person: string | undefined,
  sources: Sources,
): Promise<ReadonlySet<string>> {
  if (person === undefined) return new Set();
  const told = await opened(`agreement-${person}`, sources);
  return competenceFact(
    asCorrected(told)
      .filter(isAssessment)
      .map(({ data }) => data),
  );
}

/** Every entry as it was recorded, and as each of its amendments left it. */
function everSaidIn(told: readonly Entry[]): Entry[] {
  const amendments = amendmentsByEntry(told);
  return told.flatMap((entry) => {
    const own = amendments.get(entry.id) ?? [];
    return [entry, ...own.flatMap((_, last) => standingOf(entry, own.slice(0, last + 1)) ?? [])];
  });
}

/** Who sent a request, as corrected, opened in memory. If a contact became a request, the form for support says it. */
export async function readSource(stream: string, sources: Sources): Promise<{ source?: string }> {
  const told = asCorrected(await opened(stream, sources)).filter(({ type }) => isRequestForm(type));
  const source = told.map(({ data }) => data['source']).findLast(isText);
  return source === undefined ? {} : { source };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A stream's events, opened in memory. UPGRADE_NEEDED if this version does not know one of them. */
export async function opened(stream: string, { store, vault }: Sources): Promise<Entry[]> {
  const events = await eventsOf(stream, store);
  events.forEach(checkKnown);
  await vault.prepare(events.flatMap(({ sealed }) => sealed.map(({ subject }) => subject)));
  return events.map((event) => ({
    ...{ id: event.id, type: event.type, occurredAt: event.occurredAt },
    data: vault.open(event).data,
  }));
}

export async function readFamily(stream: string, store: EventStore) {
  const events = await eventsOf(stream, store);
  return familyFact(pastAsCorrected(events).filter(isOfFamily), events.at(-1)?.revision ?? -1);
}

const isOfFamily = (event: Past<Clear.Event>): event is Past<Clear.FamilyEvent> => isOf('family', event);
const isOfPerson = (event: Entry): event is OpenedOfPerson => isOf('person', event);
export const isOfRequest = (event: Past<Clear.Event>): event is Past<Clear.RequestEvent> =>
  isOf('request', event);
const isAssessment = (event: Entry): event is OpenedAssessment => event.type === 'CompetenceAssessed';

type OpenedOfPerson = Entry & Opened.PersonEvent;
type OpenedAssessment = Entry & { data: JsonObject & Opened.CompetenceAssessed };

const kinds = new Map<string, string>(
  Object.entries(eventTable).map(([type, { aggregate }]) => [type, aggregate]),
);

/** Whether an event is of an aggregate's streams. */
export function isOf(aggregate: string, { type }: { type: string }): boolean {
  return kinds.get(type) === aggregate;
}
