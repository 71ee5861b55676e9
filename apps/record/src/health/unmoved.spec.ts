import { describe, expect, it } from '@jest/globals';
import { Unmoved } from './unmoved.ts';

describe('what is behind', () => {
  it('has not moved since it was first seen where it is', () => {
    const unmoved = new Unmoved();
    const seen = [
      [5, 2, 1_000],
      [5, 2, 3_000],
      [5, 9, 8_000],
      [6, 8, 9_000],
      [6, 8, 9_500],
    ].map(([position = 0, lag = 0, now = 0]) => unmoved.since({ position, lag }, now));
    expect(seen).toEqual([0, 2_000, 7_000, 0, 500]);
  });

  it('is not so once it has caught up, though it falls behind again at once', () => {
    const unmoved = new Unmoved();
    const seen = [
      [5, 1, 0],
      [5, 0, 70_000],
      [5, 1, 80_000],
    ].map(([position = 0, lag = 0, now = 0]) => unmoved.since({ position, lag }, now));
    expect(seen).toEqual([0, 0, 0]);
  });
});
