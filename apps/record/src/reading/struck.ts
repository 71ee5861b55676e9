import { streamSubject } from '#libs/contracts';
import { isSeen, type EntryPlace, type Unseen } from '#libs/read-models';

/** The families and persons (by bare id) that an answer tells of: the access record names them. */
export interface Named {
  readonly families?: readonly string[] | undefined;
  readonly persons?: readonly string[] | undefined;
}

/** The same without those that the caller may not see: the answer tells of them no more once `struck` has been over it. */
export function namedIn({ families, persons }: Named, unseen: Unseen): Named {
  const seen = (names: readonly string[] | undefined) => names?.filter((name) => isSeen(unseen, name));
  return { families: seen(families), persons: seen(persons) };
}

/** The records named by an entry that the caller may not see; not in whose stream it stands, where it was given to another. */
export function unseenIn(
  { stream, families, subjects, givenTo }: Pick<EntryPlace, 'stream' | 'families' | 'subjects' | 'givenTo'>,
  unseen: Unseen,
): string[] {
  const own = streamSubject(stream);
  const named =
    givenTo === undefined
      ? [stream, ...families, ...subjects]
      : [...families, ...subjects.filter((subject) => subject !== own), givenTo];
  return [...new Set(named)].filter((name) => !isSeen(unseen, name));
}

/**
 * The answer without anything that names a record the caller may not see. A list loses each element that is such a name or is
 * about one; elsewhere the name becomes null. The readers leave such records out before this; here goes what other records
 * say of them.
 */
export function struck<V extends object>(value: V, unseen: Unseen): V {
  if (unseen.families.size === 0 && unseen.persons.size === 0) return value;
  return membersOf(value, unseen) as V;
}

function within(value: unknown, unseen: Unseen): unknown {
  if (typeof value === 'string') return isSeen(unseen, value) ? value : null;
  if (Array.isArray(value))
    return value.flatMap((each: unknown) => (isAbout(each, unseen) ? [] : [within(each, unseen)]));
  return isPlain(value) ? membersOf(value, unseen) : value;
}

function membersOf(value: object, unseen: Unseen): object {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => isSeen(unseen, name))
      .map(([name, member]) => [name, within(member, unseen)]),
  );
}

/** Whether an element of a list names, by itself or in a member of its own, a record that the caller may not see. */
function isAbout(element: unknown, unseen: Unseen): boolean {
  if (typeof element === 'string') return !isSeen(unseen, element);
  if (!isPlain(element)) return false;
  if ('node' in element) return isAbout(element.node, unseen);
  return Object.values(element).some((member) => typeof member === 'string' && !isSeen(unseen, member));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
