import { streamCategory, type Clear } from '#libs/contracts';
import { isRestrictedBy, type Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { Readers } from '#libs/read-models';
import { concernedBy } from './concerned.ts';
import { pastAsCorrected } from '../door/facts/folds.ts';
import { eventsOf } from '../door/streams.ts';

/**
 * Whether what is held of somebody whom a record is about is kept and not used, under any record of that person: folded
 * from the streams of restrictions as they are now, whatever position is asked about. `record`: a stream, a person by the
 * bare id.
 */
export async function isRestricted(
  record: string,
  { readers, store }: { readonly readers: Readers; readonly store: EventStore },
): Promise<boolean> {
  const told = streamCategory(record) === 'request' ? await eventsOf(record, store) : [];
  const named = readers.people.recordsOfAll([
    ...concernedBy(record, readers).persons,
    ...told.flatMap(({ subjects }) => subjects),
  ]);
  const persons = new Set([...named.values()].flat());
  const standing = await Promise.all([...persons].map((person) => stands(person, store)));
  return standing.includes(true);
}

async function stands(person: string, store: EventStore): Promise<boolean> {
  const past = pastAsCorrected(await eventsOf(`restriction-${person}`, store));
  return isRestrictedBy(past.filter(isOfRestriction));
}

function isOfRestriction(event: Past<Clear.Event>): event is Past<Clear.RestrictionEvent> {
  return event.type === 'ProcessingRestricted' || event.type === 'ProcessingRestrictionLifted';
}
