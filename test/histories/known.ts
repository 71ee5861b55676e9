import {
  eventTable,
  occurrencesOf,
  streamCategory,
  streamSubject,
  type EventField,
  type EventType,
  type StoredEvent,
} from '#libs/contracts';
import type { Chance } from './chance.ts';

/** Which kinds of id a command's field of a shape may hold, where they are not of the shape's own name. */
const KINDS: Readonly<Record<string, readonly string[]>> = { item: ['request', 'episode'] };
/** How often an id is taken of what the record at hand mentions, where it mentions any. */
const AT_HAND = 0.9;

export type Records = ReadonlyMap<string, readonly string[]>;

/** What one history's events have named so far: all that its later commands can be about. */
export class Known {
  readonly #ids = new Map<string, Set<string>>();
  readonly #mentioned = new Map<string, Map<string, Set<string>>>();
  readonly #entries = new Map<string, { readonly id: string; readonly type: string }[]>();

  take({ id, stream, type, data }: StoredEvent): void {
    const category = streamCategory(stream);
    this.#add(category, category === 'person' ? streamSubject(stream) : stream, stream);
    this.#entries.set(stream, [...(this.#entries.get(stream) ?? []), { id, type }]);
    for (const field of eventTable[type as EventType].fields) {
      const kind = kindOf(field);
      const values = occurrencesOf(data, field.path).flatMap(({ value }) => value);
      for (const value of values)
        if (kind !== undefined && typeof value === 'string') this.#add(kind, value, stream);
    }
  }

  get streams(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** All that is known just now, by kind; the streams as `stream`. */
  everything(): Records {
    return new Map([
      ...[...this.#ids].map(([kind, ids]) => [kind, [...ids]] as const),
      ['stream', this.streams] as const,
    ]);
  }

  all(shape: string): readonly string[] {
    return (KINDS[shape] ?? [shape]).flatMap((kind) => [...(this.#ids.get(kind) ?? [])]);
  }

  /** An id of the kind, rather one that the stream at hand mentions. */
  oneOf(shape: string, stream: string | undefined, chance: Chance): string | undefined {
    const mentioned = this.#mentioned.get(stream ?? '');
    const near = (KINDS[shape] ?? [shape]).flatMap((kind) => [...(mentioned?.get(kind) ?? [])]);
    return chance.oneOf(near.length > 0 && chance.happens(AT_HAND) ? near : this.all(shape));
  }

  /** The code of the set that the stream said last. */
  lastCode(set: string, stream: string | undefined): string | undefined {
    return [...(this.#mentioned.get(stream ?? '')?.get(codesOf(set)) ?? [])].at(-1);
  }

  entryOf(stream: string | undefined, chance: Chance): { id: string; type: string } | undefined {
    return chance.oneOf(this.#entries.get(stream ?? '') ?? []);
  }

  #add(kind: string, id: string, stream: string): void {
    setOf(kind, this.#ids).add(id);
    const mentioned = this.#mentioned.get(stream) ?? new Map<string, Set<string>>();
    this.#mentioned.set(stream, mentioned);
    const ids = setOf(kind, mentioned);
    ids.delete(id);
    ids.add(id);
  }
}

function kindOf(field: EventField): string | undefined {
  if (field.kind === 'id') return field.of;
  return field.kind === 'code' ? codesOf(field.code) : undefined;
}

function codesOf(set: string): string {
  return `code ${set}`;
}

function setOf(kind: string, sets: Map<string, Set<string>>): Set<string> {
  const found = sets.get(kind) ?? new Set<string>();
  sets.set(kind, found);
  return found;
}
