import { describe, expect, it } from '@jest/globals';
import { sinceMoved } from './since-moved.ts';

describe('an answer of the read models', () => {
  it('is asked for again once they hold more, and not between', () => {
    let position = 7;
    let asked = 0;
    const answer = sinceMoved(
      () => position,
      () => ++asked,
    );
    expect([answer(), answer()]).toEqual([1, 1]);
    position = 8;
    expect([answer(), answer()]).toEqual([2, 2]);
  });

  it('is asked for again after it was refused', () => {
    let isBuilt = false;
    const answer = sinceMoved(
      () => -1,
      () => {
        if (!isBuilt) throw new Error('not built');
        return 'seals';
      },
    );
    expect(answer).toThrow('not built');
    isBuilt = true;
    expect(answer()).toBe('seals');
  });
});
