/** One case of a frame: its id, and the key of the stratum it is in (`stratumKey`). */
export interface FrameCase {
  readonly id: string;
  readonly stratum: string;
}

/** The one stratum of a frame that has none. */
export const ALL = 'all';

/**
 * The key of a stratum: each axis as `axis=value`, in the order of the design, joined by `/`; `NONE` where a case has no
 * value; `all` where there are no axes. Axes are lower case; values are codes or ids, which hold none of `=`, `/` and space.
 */
export function stratumKey(axes: readonly (readonly [axis: string, value: string | null])[]): string {
  return axes.map(([axis, value]) => `${axis.toLowerCase()}=${value ?? 'NONE'}`).join('/') || ALL;
}

/** A frame in canonical order: by the bytes of the cases' ids. Each id stands once. */
export function inOrder<C extends FrameCase>(frame: readonly C[]): C[] {
  return frame.toSorted((one, other) => compared(one.id, other.id));
}

/**
 * The lines of a frame in canonical order: the case's id, a space, and its stratum. The RFC 6962 tree head over the lines'
 * UTF-8 bytes, without line ends, is the frame's root, which may be published without any of them.
 */
export function frameLines(frame: readonly FrameCase[]): string[] {
  return inOrder(frame).map(({ id, stratum }) => `${id} ${stratum}`);
}

/** How many cases each stratum has, in order of the bytes of its key. */
export function countsOf(frame: readonly FrameCase[]): StratumCount[] {
  const strata = Map.groupBy(frame, ({ stratum }) => stratum);
  return [...strata]
    .map(([stratum, cases]) => ({ stratum, count: cases.length }))
    .toSorted((one, other) => compared(one.stratum, other.stratum));
}

export interface StratumCount {
  readonly stratum: string;
  readonly count: number;
}

/** Ids and keys are ASCII: the order of their characters is that of their bytes. */
function compared(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
