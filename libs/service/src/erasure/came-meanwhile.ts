import { streamCategory, streamSubject } from '#libs/contracts';
import type { Records } from '#libs/domain';
import type { EventStore, LoggedEvent } from '#libs/event-store';
import { gatherErasing } from '../door/facts/erasing.ts';
import type { FactSources } from '../door/facts/fact-sources.ts';

/** Kinds of stream that bear on every erasure: what holds, takes or links records, and how long they are kept. */
const ON_ALL: ReadonlySet<string> = new Set(['hold', 'erasure', 'identity', 'codeset']);
/** Kinds of stream whose id says in other streams, too, whom they tell of. */
const OF_RECORDS: ReadonlySet<string> = new Set(['person', 'family', 'request']);

/**
 * Whether anything that came into the log after a position may change how an erasure of these records is judged: it bears on
 * every erasure, stands in a stream that judging reads, or names a person, family or request whose stream it reads.
 */
export async function bearsOnErasing(
  records: Records,
  after: number,
  sources: FactSources,
): Promise<boolean> {
  const { store } = sources;
  if ((await store.head()) === after) return false;
  const read = await readToJudge(records, sources);
  const ids = [...read].filter((stream) => OF_RECORDS.has(streamCategory(stream))).map(streamSubject);
  for await (const { events } of store.readAll({ after }))
    if (events.some((event) => isAmong(event, read) || names(event, ids))) return true;
  return false;
}

function isAmong({ stream }: LoggedEvent, read: ReadonlySet<string>): boolean {
  return ON_ALL.has(streamCategory(stream)) || read.has(stream);
}

/** Ids are random and stand in the clear, so one is looked for in all that the event says. */
function names({ document }: LoggedEvent, ids: readonly string[]): boolean {
  const said = Buffer.from(document.buffer, document.byteOffset, document.byteLength);
  return ids.some((id) => said.includes(id));
}

async function readToJudge(records: Records, sources: FactSources): Promise<ReadonlySet<string>> {
  const read = new Set<string>();
  await gatherErasing(records, { ...sources, store: noting(sources.store, read) });
  return read;
}

/** The same store, noting what its answers were asked of: a stream, where it is one's. */
function noting(store: EventStore, asked: Set<string>): EventStore {
  return new Proxy(store, {
    get: (of, name) => {
      const member: unknown = Reflect.get(of, name, of);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        if (typeof given[0] === 'string') asked.add(given[0]);
        return Reflect.apply(member, of, given);
      };
    },
  });
}
