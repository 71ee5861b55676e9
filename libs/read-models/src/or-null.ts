type OrNull<T, K extends keyof T> = { [Name in K]-?: Exclude<T[Name], undefined> | null };

/** The named members of an object, null where they are not there: not recorded, or erased. */
export function orNull<T extends object, K extends keyof T>(from: T, ...names: readonly K[]): OrNull<T, K> {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? null])) as OrNull<T, K>;
}
