import type { DataClass } from '#libs/contracts';
import type { Asking } from './asking.ts';

/** Of the classes that were granted those that an answer holds: what was asked for, and what its masked fields hold. */
export function returned(
  asking: Asking,
  granted: ReadonlySet<DataClass>,
  masked: Iterable<DataClass> = [],
): DataClass[] {
  const asked = asking.classes();
  return [...new Set([...asked.personal, ...(asked.masked ? masked : [])])].filter((each) =>
    granted.has(each),
  );
}
