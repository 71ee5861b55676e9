import { isSeen, type EntryPlace, type Unseen } from '#libs/read-models';

/** Families, and persons by the bare id, that an answer tells of. */
export interface Named {
  readonly families?: readonly string[] | undefined;
  readonly persons?: readonly string[] | undefined;
}

/** Whom an answer tells of still once nobody is in it who is not there for whoever asks. */
export function namedIn({ families, persons }: Named, unseen: Unseen): Named {
  const seen = (names: readonly string[] | undefined) => names?.filter((name) => isSeen(unseen, name));
  return { families: seen(families), persons: seen(persons) };
}

/** Whom an entry names who is not there for whoever asks. */
export function unseenIn(
  { stream, families, subjects }: Pick<EntryPlace, 'stream' | 'families' | 'subjects'>,
  unseen: Unseen,
): string[] {
  return [...new Set([stream, ...families, ...subjects])].filter((name) => !isSeen(unseen, name));
}

/**
 * An answer without what names somebody who is not there for whoever asks: of a list the element, of an object the member,
 * and whatever of a list is about them. The last of the ways in which they are left out, for what others' records say.
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

/** Whether an element of a list is, or is about, somebody who is not there. */
function isAbout(element: unknown, unseen: Unseen): boolean {
  if (typeof element === 'string') return !isSeen(unseen, element);
  if (!isPlain(element)) return false;
  if ('node' in element) return isAbout(element.node, unseen);
  return Object.values(element).some((member) => typeof member === 'string' && !isSeen(unseen, member));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
