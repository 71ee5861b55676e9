import { StoreError } from '../errors.ts';
import type { Appended, EventStore, LoggedEvent, NewEvent } from '../port.ts';
import { eventsOf, someEvents } from './events.ts';

const STREAMS = 400;
const CLIENTS_OF_A_NODE = 32;
const MOST_EVENTS = 3;

/** An append as a client asked for it, and what it was told; `after` is the last position that anyone had been told by then. */
export interface Asked {
  readonly stream: string;
  readonly before: number;
  readonly events: readonly NewEvent[];
  readonly after: number;
  told?: Appended | 'refused' | 'unknown';
}

/** What many clients of several nodes do at once, and all that they were told. */
export class History {
  readonly asked: Asked[] = [];
  /** What was told, or read, that cannot be so. */
  readonly wrong: string[] = [];
  readonly #nodes: readonly EventStore[];
  readonly #known = new Map<string, number>();
  readonly #chance: () => number;
  #told = -1;
  #left = 0;

  constructor(nodes: readonly EventStore[], seed = 20260101) {
    this.#nodes = nodes;
    this.#chance = chance(seed);
  }

  /** Resolves when so many operations are done. */
  async live(operations: number): Promise<void> {
    this.#left = operations;
    const clients = this.#nodes.flatMap((node) =>
      Array.from({ length: CLIENTS_OF_A_NODE }, () => this.#client(node)),
    );
    await Promise.all(clients);
  }

  /** All that the node holds, once it holds what anyone was told. */
  async wholeLogOf(node: EventStore): Promise<LoggedEvent[]> {
    for (const stream of this.#known.keys())
      while ((await node.revision(stream).catch(passing)) === undefined);
    return eventsOf(node.readAll());
  }

  async #client(node: EventStore): Promise<void> {
    while (this.#left-- > 0) {
      const share = this.#chance();
      const stream = `family-${Math.floor(this.#chance() * STREAMS)}`;
      if (share < 0.75) await this.#append(node, stream);
      else if (share < 0.85) await this.#appendAgain(node);
      else if (share < 0.95) await this.#revision(node, stream);
      else await this.#read(node, stream);
    }
  }

  async #append(node: EventStore, stream: string): Promise<void> {
    const before = this.#known.get(stream) ?? -1;
    const count = 1 + Math.floor(this.#chance() * MOST_EVENTS);
    const asked: Asked = { stream, before, events: someEvents(stream, before + 1, count), after: this.#told };
    this.asked.push(asked);
    asked.told = await this.#send(node, asked);
    if (typeof asked.told === 'string') return;
    this.#know(stream, asked.told.revision);
    this.#told = Math.max(this.#told, asked.told.position);
  }

  async #appendAgain(node: EventStore): Promise<void> {
    const asked = this.asked[Math.floor(this.#chance() * this.asked.length)];
    if (asked === undefined || typeof asked.told !== 'object') return;
    const again = await this.#send(node, asked);
    if (again !== 'unknown' && !alike(again, asked.told))
      this.wrong.push(
        `${named(asked)}: told ${JSON.stringify(asked.told)}, and again ${JSON.stringify(again)}`,
      );
  }

  async #revision(node: EventStore, stream: string): Promise<void> {
    const known = this.#known.get(stream) ?? -1;
    const revision = await node.revision(stream).catch(passing);
    if (revision === undefined) return;
    if (revision < known) this.wrong.push(`${stream}: at ${revision}, and ${known} was told before`);
    this.#know(stream, revision);
  }

  async #read(node: EventStore, stream: string): Promise<void> {
    const { events, revision } = await node.readStream(stream);
    const isWhole =
      events.every((event, index) => event.revision === index) && events.length === revision + 1;
    if (!isWhole) this.wrong.push(`${stream}: read with a gap`);
  }

  async #send(
    node: EventStore,
    { stream, before, events }: Asked,
  ): Promise<Appended | 'refused' | 'unknown'> {
    try {
      return await node.append(stream, events, { expected: before === -1 ? 'no-stream' : before });
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'CONFLICT') return passing(error) ?? 'unknown';
      this.#know(stream, error.actual ?? -1);
      return 'refused';
    }
  }

  #know(stream: string, revision: number): void {
    this.#known.set(stream, Math.max(this.#known.get(stream) ?? -1, revision));
  }
}

/** What in a log is not as those who wrote it were told; nothing of a sound one. */
export function differencesIn({ asked, wrong }: History, log: readonly LoggedEvent[]): string[] {
  const stands = new Map(log.map((event) => [event.id, event]));
  const twice = log.length - stands.size;
  const mayStand = new Set(
    asked.flatMap(({ told, events }) => (told === 'refused' ? [] : events.map(({ id }) => id))),
  );
  return [
    ...wrong,
    ...disorderIn(log),
    ...(twice > 0 ? [`${twice} events stand twice`] : []),
    ...asked.flatMap((each) => differenceIn(each, stands) ?? []),
    ...log.filter(({ id }) => !mayStand.has(id)).map(({ id }) => `${id} was taken from nobody`),
  ];
}

function differenceIn(asked: Asked, stands: ReadonlyMap<string, LoggedEvent>): string | undefined {
  const { told, events } = asked;
  const there = events.flatMap(({ id }) => stands.get(id) ?? []);
  if (typeof told === 'object')
    return standsAsTold(asked, told, there) ? undefined : `${named(asked)}: does not stand as it was told`;
  const isWhole = there.length === 0 || (told === 'unknown' && there.length === events.length);
  return isWhole ? undefined : `${named(asked)}: ${told}, and ${there.length} of it stand`;
}

/** At its place, as it was asked for, and after whatever anyone had been told before. */
function standsAsTold(
  { stream, events, after }: Asked,
  told: Appended,
  there: readonly LoggedEvent[],
): boolean {
  const first = { position: told.position - events.length + 1, revision: told.revision - events.length + 1 };
  return (
    there.length === events.length &&
    first.position > after &&
    there.every(
      (event, index) =>
        event.stream === stream &&
        event.position === first.position + index &&
        event.revision === first.revision + index &&
        Buffer.compare(event.document, events[index]?.document ?? new Uint8Array()) === 0,
    )
  );
}

function disorderIn(log: readonly LoggedEvent[]): string[] {
  const next = new Map<string, number>();
  return log.flatMap(({ position, stream, revision }, index) => {
    const due = next.get(stream) ?? 0;
    next.set(stream, revision + 1);
    return position === index && revision === due
      ? []
      : [`position ${position}: revision ${revision} of ${stream} where ${due} is due, at ${index}`];
  });
}

/** What may be asked again is no difference; anything else is thrown on. */
function passing(error: unknown): undefined {
  const kinds = ['PENDING', 'UNAVAILABLE', 'UNKNOWN_OUTCOME'];
  if (!(error instanceof StoreError) || !kinds.includes(error.kind)) throw error;
}

function alike(one: Appended | 'refused', other: Appended): boolean {
  return typeof one === 'object' && one.revision === other.revision && one.position === other.position;
}

function named({ stream, before }: Asked): string {
  return `${stream} after ${before}`;
}

/** Mulberry32: the same numbers for the same seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
