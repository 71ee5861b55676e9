import { isSeen, type Unseen } from '#libs/read-models';

/** On whatever tells of a record that is restricted, in a list: the schema withholds its details (`withhold`). */
const HELD_BACK: unique symbol = Symbol('held back');

/** How a value is about a restricted person: by itself, or as part of a value that is. */
type Held = 'WHOLE' | 'PART';

/** Whether a value of a list is about a restricted record, so that no detail of it is shown. */
export function heldBackOf(value: unknown): Held | undefined {
  return isPlain(value) && HELD_BACK in value ? (value[HELD_BACK] as Held) : undefined;
}

/**
 * The list with every element marked that names a restricted record, in whichever member, and whatever that holds. Each stays,
 * so that nobody is lost from sight; which of its fields tell a detail is for the schema to say.
 */
export function heldBack<V extends object>(value: V, restricted: Unseen): V {
  if (restricted.persons.size === 0) return value;
  return membersOf(value, (member) => within(member, restricted)) as V;
}

function within(value: unknown, restricted: Unseen): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => within(each, restricted));
  if (!isPlain(value)) return value;
  return isAbout(value, restricted)
    ? marked(value, 'WHOLE')
    : membersOf(value, (member) => within(member, restricted));
}

function isAbout(element: object, restricted: Unseen): boolean {
  return Object.values(element)
    .flat()
    .some((member) => typeof member === 'string' && !isSeen(restricted, member));
}

function marked(value: object, held: Held): object {
  return { ...membersOf(value, part), [HELD_BACK]: held };
}

function part(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(part);
  return isPlain(value) ? marked(value, 'PART') : value;
}

function membersOf(value: object, told: (member: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, told(member)]));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
