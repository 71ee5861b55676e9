import { amendmentsByEntry, streamCategory, type Entry, type StoredEvent } from '#libs/contracts';
import type { RecordedEntry } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import { pastOf } from './folds.ts';
import { eventsOf } from '../streams.ts';

/**
 * Every event of a stream, for a rule about its corrections. The entry that the command names, directly or by one of its
 * amendments, is opened in memory together with all its amendments. Nothing sealed of any other event is opened.
 */
export async function readEntries(
  [stream, named]: readonly [stream: string, named: string],
  { store, vault }: { readonly store: EventStore; readonly vault: Vault },
): Promise<readonly RecordedEntry[]> {
  const events = await eventsOf(stream, store);
  const opened = openedWith(named, events);
  const subjects = events.filter(({ id }) => opened.has(id)).flatMap(({ sealed }) => sealed.map(subjectOf));
  await vault.prepare(subjects);
  return events.map((event) => recorded(event, opened.has(event.id) ? vault : undefined));
}

/** The ids of an entry and all its amendments, found by any one of them. */
function openedWith(named: string, events: readonly Entry[]): ReadonlySet<string> {
  for (const [entry, amendments] of amendmentsByEntry(events)) {
    const all = new Set([entry, ...amendments.map(({ id }) => id)]);
    if (all.has(named)) return all;
  }
  return new Set([named]);
}

/** The workers that an entry and its amendments name, and when the entry was recorded: rules judge them as known then. */
export function actingIn(
  [, named]: readonly [stream: string, named: string],
  entries: readonly RecordedEntry[],
): { readonly workers: readonly string[]; readonly until: string } {
  const opened = openedWith(named, entries);
  const own = entries.filter(({ id }) => opened.has(id));
  const texts = own.flatMap(({ data }) => Object.values(data)).filter((each) => typeof each === 'string');
  return {
    workers: texts.filter((text) => streamCategory(text) === 'worker'),
    until: own[0]?.recordedAt ?? '',
  };
}

function subjectOf({ subject }: { readonly subject: string }): string {
  return subject;
}

function recorded(event: StoredEvent, vault: Vault | undefined): RecordedEntry {
  const { id, type, stream, revision, recordedAt, occurredAt, actor, commandId } = event;
  const { subjects, families, sensitivity, codeSets } = event;
  const { data, erased } = vault?.open(event) ?? { data: pastOf(event).data, erased: [] };
  return {
    ...{
      id,
      type,
      stream,
      revision,
      recordedAt,
      occurredAt,
      actor,
      commandId,
      subjects,
      families,
      sensitivity,
      codeSets,
    },
    data: data as RecordedEntry['data'],
    erased: erased.length > 0,
  };
}
