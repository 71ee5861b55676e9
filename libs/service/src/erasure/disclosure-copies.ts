import { streamCategory, streamSubject, type CommandOf, type StoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { Readers } from '#libs/read-models';
import { eventsOf } from '../door/streams.ts';

/** What left the record before, as a certificate names it. */
export type Copy = NonNullable<CommandOf<'CertifyErasure'>['data']['copies']>[number];

interface Erased {
  /** By bare ids. */
  readonly subjects: readonly string[];
  /** By their streams. */
  readonly families: readonly string[];
}

/**
 * What was shared about those erased, and with whom: which disclosures tell of them the read models say, what was shared
 * the log.
 */
export async function disclosureCopies(
  { subjects, families }: Erased,
  { store, readers }: { readonly store: EventStore; readonly readers: Pick<Readers, 'timeline'> },
): Promise<Copy[]> {
  const { timeline } = readers;
  const streams = [
    ...timeline.streamsAbout(subjects),
    ...families.flatMap((family) => timeline.streamsOfFamily(family)),
  ].filter((stream) => streamCategory(stream) === 'disclosure');
  const told: StoredEvent[] = [];
  for (const stream of new Set(streams)) told.push(...(await eventsOf(stream, store)));
  const whom = new Set([...subjects, ...families.map(streamSubject)]);
  return told.filter((event) => event.type === 'InformationDisclosed' && isAbout(event, whom)).map(copyOf);
}

function isAbout({ subjects, families }: StoredEvent, whom: ReadonlySet<string>): boolean {
  return [...subjects, ...families.map(streamSubject)].some((each) => whom.has(each));
}

function copyOf({ id, occurredAt, actor, data }: StoredEvent): Copy {
  const { recipientAgency: agency, recipientPerson: person } = data;
  return {
    kind: 'DISCLOSURE',
    entry: id,
    precision: occurredAt.precision,
    ...(occurredAt.value !== undefined && { at: occurredAt.value }),
    user: actor.user,
    ...(typeof agency === 'string' && { agency }),
    ...(typeof person === 'string' && { person }),
  };
}
