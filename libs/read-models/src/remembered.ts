import type { Tables } from './projection.ts';

/** What is remembered of one kind; emptied with all else that is whenever anything is undone. */
export function rememberedIn<Key, Known>({ memory }: Pick<Tables, 'memory'>, kind: string): Map<Key, Known> {
  const known = memory.get(kind) as Map<Key, Known> | undefined;
  if (known !== undefined) return known;
  const none = new Map<Key, Known>();
  memory.set(kind, none);
  return none;
}

/** Remembers one more, at most so many of its kind: where there are more all of them are forgotten. */
export function remember<Key, Known>(
  remembered: Map<Key, Known>,
  [key, known]: readonly [Key, Known],
  most: number,
): void {
  if (remembered.size >= most) remembered.clear();
  remembered.set(key, known);
}
