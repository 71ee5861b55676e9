import { canonical, isList, isObject, Rejected } from '#libs/contracts';
import type { Entry, Json, JsonObject, ReceiveRequest } from '#libs/contracts';
import { checkDistinct } from '../checks.ts';

/** Makes the n-th id of a command. */
type NewId = (n: number) => string;

interface Somebody {
  readonly person?: string;
}

// Which id of the command that recorded a form is whose: changed, an order that is sent again would seal for others.
const REFERRER = 1;
const SIGNATORY = 2;
const PARENT = 3;
const FIRST_CHILD = 4;

/** Who referred and who agreed have no record: each is a subject, to be forgotten alone. */
export function namedOnTheForm(
  { referrerName, agreedBy }: Pick<ReceiveRequest, 'referrerName' | 'agreedBy'>,
  newId: NewId,
): { referrer?: string; signatory?: string } {
  return {
    ...(referrerName !== undefined && { referrer: newId(REFERRER) }),
    ...(agreedBy !== undefined && { signatory: newId(SIGNATORY) }),
  };
}

/** Each child that has no record is a subject, to be forgotten alone. */
export function childrenOnTheForm<C extends Somebody>(
  children: readonly C[],
  newId: NewId,
): (C & { subject?: string })[] {
  return children.map((child, at) => asSubject(child, FIRST_CHILD + at, newId));
}

/** The parent that has no record is a subject, to be forgotten alone. */
export function parentOnTheForm<P extends Somebody>(
  parent: P | undefined,
  newId: NewId,
): { parent?: P & { subject?: string } } {
  return parent === undefined ? {} : { parent: asSubject(parent, PARENT, newId) };
}

/** The child about whom advice is sought. */
export function pupilAsSubject({ person }: Somebody, newId: NewId): { subject?: string } {
  return person === undefined ? { subject: newId(FIRST_CHILD) } : {};
}

/** The subjects of a form that has yet to be received: the same as it will have. */
export function subjectsOnTheForm(form: ReceiveRequest, newId: NewId): string[] {
  const { parent } = parentOnTheForm(form.parent, newId);
  const people = [...childrenOnTheForm(form.children, newId), ...(parent === undefined ? [] : [parent])];
  const subjects = people.flatMap(({ subject }) => subject ?? []);
  return [...Object.values(namedOnTheForm(form, newId)), ...subjects];
}

function asSubject<P extends Somebody>(somebody: P, n: number, newId: NewId): P & { subject?: string } {
  return somebody.person === undefined ? { ...somebody, subject: newId(n) } : somebody;
}

/**
 * A form as it is corrected, in which everybody without a record is the subject that they were: of children whoever their
 * `subject` says, or else who stood at their place. Where fewer stand than before, each must say it (REQUIRED). Whoever
 * comes new is a subject of their own. A parent whom an early form names under no subject stays so.
 */
export function withSubjectsKept({ type, data }: Entry, stood: JsonObject, newId: NewId): JsonObject {
  if (type !== 'RequestReceived' && type !== 'ContactReceived') return data;
  return { ...data, ...keptChildren(data, stood, newId), ...keptParent(data, stood, newId) };
}

function keptChildren(data: JsonObject, stood: JsonObject, newId: NewId): JsonObject {
  const [before, now] = [peopleIn(stood['children']), peopleIn(data['children'])];
  if (canonical(before) === canonical(now)) return {};
  const known = before.filter(isStranger).map(subjectIn);
  const strangers = now.filter(isStranger);
  const named = new Set(strangers.flatMap((each) => subjectIn(each) ?? []));
  const isFewer = strangers.length < known.length && known.some((each) => each !== undefined);
  const children = now.map((child, at): JsonObject => {
    const { subject, ...said } = child;
    if (!isStranger(child)) return said;
    if (subject !== undefined) return child;
    if (isFewer) throw new Rejected('REQUIRED', { field: `children.${at}.subject` });
    const there = known[strangers.indexOf(child)];
    const kept = there === undefined || named.has(there) ? newId(FIRST_CHILD + at) : there;
    return { ...said, subject: kept };
  });
  checkDistinct(
    children.flatMap((child) => subjectIn(child) ?? []),
    'children',
  );
  return { children };
}

function keptParent(data: JsonObject, stood: JsonObject, newId: NewId): JsonObject {
  const [before, now] = [stood['parent'], data['parent']];
  if (!isObject(now) || !isStranger(now)) return {};
  if (!isObject(before)) return { parent: { ...now, subject: newId(PARENT) } };
  const { subject } = before;
  return subject === undefined ? {} : { parent: { ...now, subject } };
}

function peopleIn(people: Json | undefined): JsonObject[] {
  return people !== undefined && isList(people) ? people.filter(isObject) : [];
}

function isStranger({ person }: JsonObject): boolean {
  return person === undefined;
}

function subjectIn({ subject }: JsonObject): string | undefined {
  return typeof subject === 'string' ? subject : undefined;
}
