import type { Value } from './projection.ts';

/** Records that are not there for whoever asks: what is sealed, or is not theirs to see in a list. */
export interface Unseen {
  /** Family streams. */
  readonly families: ReadonlySet<string>;
  /** Bare ids, under every record that is theirs. */
  readonly persons: ReadonlySet<string>;
  /** Streams of requests that name any of them. */
  readonly requests: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** For a caller who may see everything. */
export const nothingUnseen: Unseen = { families: NOTHING, persons: NOTHING, requests: NOTHING };

/** What stands in either of the two. */
export function both(one: Unseen, other: Unseen): Unseen {
  if (other === nothingUnseen) return one;
  return {
    families: new Set([...one.families, ...other.families]),
    persons: new Set([...one.persons, ...other.persons]),
    requests: new Set([...one.requests, ...other.requests]),
  };
}

/** False where `name` is one of the unseen families, requests or persons: a stream, or a person's bare id. No name is seen. */
export function isSeen({ families, persons, requests }: Unseen, name: string | null): boolean {
  if (name === null) return true;
  return !families.has(name) && !requests.has(name) && !persons.has(name.replace(/^person-/, ''));
}

const lists = new WeakMap<ReadonlySet<string>, string>();

/** A set of ids as a statement takes it, for `json_each`. */
export function idsIn(ids: ReadonlySet<string>): Value {
  const known = lists.get(ids) ?? JSON.stringify([...ids]);
  lists.set(ids, known);
  return known;
}
