/** The 97.5th percentile of the normal distribution: 95% lie between its negative and itself. */
const Z = 1.959964;

/**
 * By how much the share found in a simple random sample may miss that of the frame, 95 times in 100, where it is a half (the
 * worst case): 0 to 1. With the correction for a finite frame: of all of it the margin is 0.
 */
export function marginOf(size: number, frame: number): number {
  if (size >= frame) return 0;
  if (size < 1) return 1;
  return Math.min(1, Z * Math.sqrt((0.25 / size) * ((frame - size) / (frame - 1))));
}

/** The fewest cases whose margin is no wider: of a frame of 3,500 there are 94 for 0.1, and 347 for 0.05. */
export function sizeFor(margin: number, frame: number): number {
  const ofAny = (Z * Z * 0.25) / (margin * margin);
  return Math.min(frame, Math.ceil(ofAny / (1 + (ofAny - 1) / Math.max(1, frame))));
}
