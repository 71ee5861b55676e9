import { describe, expect, it } from '@jest/globals';
import { Ends } from './ends.ts';

const unasked = (): number => {
  throw new Error('it looked again');
};
const logged = (stream: string, revision: number, position: number) => ({
  ...{ stream, revision, position },
  id: '',
  type: 'Told',
  document: new Uint8Array(),
});

describe('the ends of a log', () => {
  it('are never before an event that was read, though the writer has not answered for it yet', () => {
    const ends = new Ends();
    ends.head(() => 4);
    ends.found('family-1', 2);
    ends.seen({ events: [logged('family-1', 3, 5), logged('family-2', 0, 6)], upTo: 6 });
    expect(ends.head(unasked)).toBe(6);
    expect(ends.revision('family-1', unasked)).toBe(3);
    expect(ends.isBehind('family-1', 3)).toBe(false);
    expect(ends.revision('family-2', () => 0)).toBe(0);
  });

  it('do not go back to what was read long ago', () => {
    const ends = new Ends();
    ends.head(() => 9);
    ends.found('family-1', 7);
    ends.seen({ events: [logged('family-1', 3, 5)], upTo: 5 });
    expect([ends.head(unasked), ends.revision('family-1', unasked)]).toEqual([9, 7]);
  });
});
