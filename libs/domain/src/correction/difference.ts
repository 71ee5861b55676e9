import { canonical, eventTable, isObject, subjectNames } from '#libs/contracts';
import type { EventType, Json, JsonObject } from '#libs/contracts';

/** What changed between two states of one event's data. */
export interface Difference {
  /** Lists whole; beside what changed stand the ids that say whose it is. Absent where nothing was replaced. */
  readonly replaced?: JsonObject;
  /** JSON Pointers of what is gone. */
  readonly cleared: readonly string[];
}

/** What makes one state of an event's data of another. */
export function differenceOf(type: EventType, before: JsonObject, after: JsonObject): Difference {
  const cleared: string[] = [];
  const changed = changedIn(before, after, '', cleared);
  if (Object.keys(changed).length === 0) return { cleared };
  return { replaced: withSubjects(type, before, changed), cleared };
}

function changedIn(before: JsonObject, after: JsonObject, at: string, cleared: string[]): JsonObject {
  const gone = Object.keys(before).filter((name) => before[name] !== undefined && after[name] === undefined);
  cleared.push(...gone.map((name) => `${at}/${name}`));
  const changed: Record<string, Json> = {};
  for (const [name, value] of Object.entries(after)) {
    const next = changedMember(before[name], value, `${at}/${name}`, cleared);
    if (next !== undefined) changed[name] = next;
  }
  return changed;
}

function changedMember(
  was: Json | undefined,
  value: Json | undefined,
  at: string,
  cleared: string[],
): Json | undefined {
  if (value === undefined || (was !== undefined && canonical(was) === canonical(value))) return undefined;
  if (!isObject(was) || !isObject(value)) return value;
  const inner = changedIn(was, value, at, cleared);
  return Object.keys(inner).length === 0 ? undefined : inner;
}

/** The changed fields with the ids beside them, or around them, that say whose a sealed one is. */
function withSubjects(type: EventType, whole: JsonObject, changed: JsonObject): JsonObject {
  const part = copied(changed);
  for (const field of eventTable[type].fields) {
    if (field.kind !== 'personal' || field.path.includes('*')) continue;
    const around = objectsAround(field.path, whole, part);
    if (around !== undefined) for (const name of subjectNames(field)) copyNearest(around, name);
  }
  return part;
}

type Members = Record<string, Json | undefined>;

interface Around {
  readonly whole: JsonObject;
  readonly part: Members;
}

function copied(changed: JsonObject): Members {
  return Object.fromEntries(
    Object.entries(changed).map(([name, value]) => [name, isObject(value) ? copied(value) : value]),
  );
}

/** The objects around a field, innermost first; undefined where it did not change. */
function objectsAround(
  [name = '', ...inward]: readonly string[],
  whole: JsonObject,
  part: Members,
): Around[] | undefined {
  const value = part[name];
  if (value === undefined) return undefined;
  if (inward.length === 0) return [{ whole, part }];
  const within = whole[name];
  const inner = isObject(value) ? objectsAround(inward, isObject(within) ? within : {}, value) : undefined;
  return inner && [...inner, { whole, part }];
}

function copyNearest(around: readonly Around[], name: string): void {
  const nearest = around.find(({ whole: { [name]: value } }) => value !== undefined && !isObject(value));
  if (nearest !== undefined) nearest.part[name] ??= nearest.whole[name];
}
