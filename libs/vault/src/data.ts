import { isList, isObject, type Json, type JsonObject } from '#libs/contracts';

type Members = Record<string, Json | undefined>;

/**
 * The data without what stands at the pointers. An object left with nothing is dropped; a list is dropped once all its
 * elements are, and until then keeps an empty object in the place of each.
 */
export function without(data: JsonObject, pointers: ReadonlySet<string>): JsonObject {
  const rest = remaining(data, '', pointers);
  return isObject(rest) ? rest : {};
}

/** The data with a value put at each pointer, itself left as it was; what is missing on the way is made. */
export function merged(
  data: JsonObject,
  values: Iterable<readonly [pointer: string, value: Json]>,
): JsonObject {
  const whole: Members = { ...data };
  const own = new Set<string>();
  for (const [pointer, value] of values) {
    const steps = stepsOf(pointer);
    const [first = ''] = steps;
    if (steps.length > 1 && !own.has(first)) {
      own.add(first);
      const inner = within(whole, first);
      if (inner !== undefined) whole[first] = copied(inner);
    }
    put(whole, steps, value);
  }
  return whole;
}

/** Pointers as steps: few, and the same ones again and again. */
const known = new Map<string, readonly string[]>();
const KNOWN = 2_000;

function stepsOf(pointer: string): readonly string[] {
  const steps = known.get(pointer);
  if (steps !== undefined) return steps;
  const made = pointer.slice(1).split('/');
  if (known.size < KNOWN) known.set(pointer, made);
  return made;
}

function remaining(value: Json | undefined, pointer: string, sealed: ReadonlySet<string>): Json | undefined {
  if (value === undefined || sealed.has(pointer)) return undefined;
  if (isList(value)) {
    const rest = value.map((each, index) => remaining(each, `${pointer}/${index}`, sealed));
    const emptied = rest.length > 0 && rest.every((each) => each === undefined);
    return emptied ? undefined : rest.map((each) => each ?? {});
  }
  return isObject(value) ? remainingMembers(value, pointer, sealed) : value;
}

function remainingMembers(
  value: JsonObject,
  pointer: string,
  sealed: ReadonlySet<string>,
): JsonObject | undefined {
  const rest: Members = {};
  let had = 0;
  let left = 0;
  for (const name of Object.keys(value)) {
    if (value[name] === undefined) continue;
    const member = remaining(value[name], `${pointer}/${name}`, sealed);
    had++;
    if (member === undefined) continue;
    left++;
    rest[name] = member;
  }
  return had > 0 && left === 0 ? undefined : rest;
}

function put(whole: Members, steps: readonly string[], value: Json): void {
  let at: Members | Json[] = whole;
  let step = steps[0] ?? '';
  for (let next = 1; next < steps.length; next++) {
    const inward = steps[next] ?? '';
    const inner: Json = within(at, step) ?? (isIndex(inward) ? [] : {});
    set(at, step, inner);
    at = inner as Members | Json[];
    step = inward;
  }
  set(at, step, value);
}

function within(at: Members | Json[], step: string): Json | undefined {
  if (Array.isArray(at)) return at[Number(step)];
  return Object.hasOwn(at, step) ? at[step] : undefined;
}

function set(at: Members | Json[], step: string, value: Json): void {
  if (!Array.isArray(at)) {
    at[step] = value;
    return;
  }
  while (at.length < Number(step)) at.push({});
  at[Number(step)] = value;
}

function copied(value: Json): Json {
  if (isList(value)) return value.map(copied);
  if (!isObject(value)) return value;
  const copy: Members = {};
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member !== undefined) copy[name] = copied(member);
  }
  return copy;
}

function isIndex(step: string): boolean {
  return /^(0|[1-9]\d*)$/.test(step);
}
