import { eventTable, isAmendment } from '#libs/contracts';
import type { FamilyRecord } from '#libs/service';

/** An episode that one event left to nobody, or to two families. */
export interface Misheld {
  readonly position: number;
  readonly type: string;
  readonly episode: string;
  readonly holders: readonly string[];
}

/**
 * Looks at every position of the log: an open episode is held by one family, and goes on being held by one until an event
 * closes it, or an amendment says that it was never opened, or closed otherwise. Looked at are the positions that the read
 * models have come to: what still follows by itself is told to one of them after the other.
 */
export async function misheldIn(
  { store, readers, projector }: Pick<FamilyRecord, 'store' | 'readers' | 'projector'>,
  families: readonly string[],
): Promise<Misheld[]> {
  const head = await store.head();
  await projector.reached(head, HOUR_MS);
  const found: Misheld[] = [];
  let before: ReadonlyMap<string, readonly string[]> = new Map();
  for (const { position, type } of await typesIn(store, head)) {
    const held = heldAt(readers, families, position);
    const lost = MAY_END.has(type) ? [] : [...before.keys()].filter((episode) => !held.has(episode));
    const all = [...held, ...lost.map((episode) => [episode, []] as const)];
    found.push(
      ...all.flatMap(([episode, holders]) =>
        holders.length === 1 ? [] : { position, type, episode, holders },
      ),
    );
    before = held;
  }
  return found;
}

const HOUR_MS = 3_600_000;

const MAY_END: ReadonlySet<string> = new Set([
  'EpisodeClosed',
  ...Object.keys(eventTable).filter(isAmendment),
]);

async function typesIn(
  store: FamilyRecord['store'],
  head: number,
): Promise<{ position: number; type: string }[]> {
  const types: { position: number; type: string }[] = [];
  for await (const { events } of store.readAll()) types.push(...events);
  return types.filter(({ position }) => position <= head);
}

function heldAt(
  { families }: FamilyRecord['readers'],
  all: readonly string[],
  position: number,
): ReadonlyMap<string, readonly string[]> {
  const held = all.map((family) => ({ family, episode: families.family(family, position)?.episode ?? null }));
  const open = Map.groupBy(
    held.filter(({ episode }) => episode !== null),
    ({ episode }) => String(episode),
  );
  return new Map([...open].map(([episode, by]) => [episode, by.map(({ family }) => family)]));
}
