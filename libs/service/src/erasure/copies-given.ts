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
 * What was given of those erased, and to whom: which disclosures, plans and assessments tell of them the read models say, what was
 * shared the log.
 */
export async function copiesGiven(
  { subjects, families }: Erased,
  { store, readers }: { readonly store: EventStore; readonly readers: Pick<Readers, 'timeline'> },
): Promise<Copy[]> {
  const { timeline } = readers;
  const streams = [
    ...timeline.streamsAbout(subjects),
    ...families.flatMap((family) => timeline.streamsOfFamily(family)),
  ].filter((stream) => GIVING.has(streamCategory(stream)));
  const told: StoredEvent[] = [];
  for (const stream of new Set(streams)) told.push(...(await eventsOf(stream, store)));
  const whom = new Set([...subjects, ...families.map(streamSubject)]);
  return told.flatMap((event) => {
    if (event.type === 'PlanCopyShared') return [familyCopy(event, 'PLAN')];
    if (event.type === 'AssessmentCopyGiven') return [familyCopy(event, 'ASSESSMENT')];
    return event.type === 'InformationDisclosed' && isAbout(event, whom) ? [disclosed(event)] : [];
  });
}

const GIVING: ReadonlySet<string> = new Set(['disclosure', 'plan', 'assessment']);

function isAbout({ subjects, families }: StoredEvent, whom: ReadonlySet<string>): boolean {
  return [...subjects, ...families.map(streamSubject)].some((each) => whom.has(each));
}

function disclosed(event: StoredEvent): Copy {
  const { recipientAgency, recipientPerson } = event.data;
  return copyOf(event, 'DISCLOSURE', { agency: recipientAgency, person: recipientPerson });
}

/** Whoever is named anywhere in a plan or an assessment may be in each copy of it. */
function familyCopy(event: StoredEvent, kind: 'PLAN' | 'ASSESSMENT'): Copy {
  return copyOf(event, kind, { person: event.data['to'] });
}

interface Holder {
  readonly agency?: unknown;
  readonly person?: unknown;
}

function copyOf({ id, occurredAt, actor }: StoredEvent, kind: string, { agency, person }: Holder): Copy {
  return {
    kind,
    entry: id,
    precision: occurredAt.precision,
    ...(occurredAt.value !== undefined && { at: occurredAt.value }),
    user: actor.user,
    ...(typeof agency === 'string' && { agency }),
    ...(typeof person === 'string' && { person }),
  };
}
