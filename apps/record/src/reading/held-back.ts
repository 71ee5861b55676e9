import { isSeen, type Unseen } from '#libs/read-models';

/** Fields by which a list says more of somebody than that they are there, and who helps. */
const DETAILS = ['name', 'dateOfBirth', 'reasons', 'level', 'urgency', 'outcome', 'concern', 'event'];

/** Whether a list is filtered by one of these: then it finds nobody who is restricted, for finding them would tell it. */
export function isByDetails(asked: object): boolean {
  return Object.entries(asked).some(
    ([name, wanted]) => DETAILS.includes(name) && wanted !== undefined && wanted !== null,
  );
}

/**
 * The list without the details of restricted records. Each element about one stays, so that nobody is lost from sight, and
 * says so: its `redactions` name the whole of it (an empty pointer) and each detail that is not shown, as RESTRICTED.
 */
export function heldBack<V extends object>(value: V, restricted: Unseen): V {
  if (restricted.persons.size === 0) return value;
  return membersOf(value, restricted) as V;
}

function within(value: unknown, restricted: Unseen): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => within(each, restricted));
  if (!isPlain(value)) return value;
  return isAbout(value, restricted) ? withoutDetails(value) : membersOf(value, restricted);
}

function membersOf(value: object, restricted: Unseen): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, within(member, restricted)]),
  );
}

function isAbout(element: object, restricted: Unseen): boolean {
  return Object.values(element)
    .flat()
    .some((member) => typeof member === 'string' && !isSeen(restricted, member));
}

function withoutDetails(element: object): object {
  const held = Object.entries(element).filter(([name, said]) => DETAILS.includes(name) && said !== null);
  return {
    ...(stripped(element) as object),
    redactions: ['', ...held.map(([name]) => `/${name}`)].map((pointer) => ({
      pointer,
      reason: 'RESTRICTED',
    })),
  };
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, DETAILS.includes(name) ? null : stripped(member)]),
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
