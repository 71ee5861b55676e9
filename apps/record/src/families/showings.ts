import type { Json } from '#libs/contracts';

/** What a field shows, and from which position on. */
export interface Showing {
  readonly value: Json;
  readonly from: number;
}

interface Step {
  readonly position: number;
}

/** What each of the fields shows, one value after the other, beginning with what it shows at the first step. */
export function showings<S extends Step>(
  steps: Iterable<S>,
  paths: readonly string[],
  read: (step: S) => (path: string) => Json,
): ReadonlyMap<string, readonly Showing[]> {
  const shown = new Map<string, Showing[]>(paths.map((path) => [path, []]));
  for (const step of steps) {
    const valueAt = read(step);
    for (const [path, values] of shown) {
      const value = valueAt(path);
      const last = values.at(-1);
      if (last === undefined || !isSame(value, last.value)) values.push({ value, from: step.position });
    }
  }
  return shown;
}

/** What one field shows, from the first step at which it shows something. */
export function showingsOf<S extends Step>(
  path: string,
  steps: Iterable<S>,
  read: (step: S) => (path: string) => Json,
): readonly Showing[] {
  const values = showings(steps, [path], read).get(path) ?? [];
  return values.filter(({ value }, index) => index > 0 || !isNothing(value));
}

/** Nothing is the same as an empty list. */
export function isSame(one: Json, other: Json): boolean {
  return (
    one === other || (isNothing(one) && isNothing(other)) || JSON.stringify(one) === JSON.stringify(other)
  );
}

export function isNothing(value: Json): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
