const answers = new WeakMap<object, Map<string, unknown>>();

/**
 * What is asked for in one answer, under a name of its own: found once, however many of its rows show it. An answer is known by
 * the very point that it is as of, which is made for it alone and goes with it, and with it what was found.
 */
export function once<T>(answer: object, what: string, find: () => T): T {
  const found = answers.get(answer) ?? new Map<string, unknown>();
  answers.set(answer, found);
  if (!found.has(what)) found.set(what, find());
  return found.get(what) as T;
}
