import { describe, expect, it } from '@jest/globals';
import { positionOf, tokenOf } from './tokens.ts';

const OURS = 'example.org/family-help';

describe('a token', () => {
  it.each([-1, 0, 41, 10 ** 14, Number.MAX_SAFE_INTEGER])('gives back the position %d', (position) => {
    expect(positionOf(OURS, tokenOf(OURS, position))).toBe(position);
  });

  it.each([
    ['of another log', tokenOf('example.org/other', 3)],
    ['of a log whose name only begins alike', tokenOf(`${OURS}:2`, 3)],
    ['with something behind it', `${tokenOf(OURS, 3)}AA`],
    ['of no number', Buffer.from(`${OURS}:three`).toString('base64url')],
    ['of a number written another way', Buffer.from(`${OURS}:03`).toString('base64url')],
    ['of a number beyond all that are told apart', tokenOf(OURS, 2 ** 53)],
    ['that is empty', ''],
  ])('%s is refused', (_, token) => {
    expect(() => positionOf(OURS, token)).toThrow(expect.objectContaining({ code: 'FOREIGN_TOKEN' }));
  });
});
