import { expect, it } from '@jest/globals';
import { Position } from './scalars.ts';

it('a position is answered of the empty log, and never taken so', () => {
  expect(Position.serialize(-1)).toBe('-1');
  expect(Position.parseValue('0')).toBe(0);
  expect(() => Position.parseValue('-1')).toThrow('whole number');
  expect(Position.description).toContain('from 0');
});
