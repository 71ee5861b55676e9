import { expect, it } from '@jest/globals';
import { marginOf, sizeFor } from './size-guide.ts';

it('says how many cases of 3,500 make a margin', () => {
  expect(sizeFor(0.1, 3500)).toBe(94);
  expect(sizeFor(0.05, 3500)).toBe(347);
});

it('says the margin of as many cases', () => {
  expect(marginOf(94, 3500)).toBeCloseTo(0.1, 2);
  expect(marginOf(347, 3500)).toBeCloseTo(0.05, 3);
  expect(marginOf(347, 3500)).toBeLessThanOrEqual(0.05);
  expect(marginOf(346, 3500)).toBeGreaterThan(0.05);
});

it('needs all of a small frame, and all of it has no margin', () => {
  expect(sizeFor(0.05, 10)).toBe(10);
  expect(sizeFor(0.1, 0)).toBe(0);
  expect(marginOf(10, 10)).toBe(0);
  expect(marginOf(0, 10)).toBe(1);
});
