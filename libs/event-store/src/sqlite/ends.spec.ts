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

const written = (stream: string, types: readonly string[], position: number) => ({
  ...{ stream, revision: 0, position },
  events: types.map((type) => ({ type })),
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

  it('tell how far the log surely holds none of a type', () => {
    const ends = new Ends();
    expect(ends.withoutAny(['Told'], 9)).toBeUndefined();
    ends.appended(written('family-1', ['Told', 'Heard'], 11));
    ends.appended(written('family-2', ['Heard'], 12));
    expect(ends.withoutAny(['Seen'], 8)).toBeUndefined();
    expect(ends.withoutAny(['Seen'], 9)).toBe(12);
    expect(ends.withoutAny(['Seen', 'Told'], 9)).toBeUndefined();
    expect(ends.withoutAny(['Seen', 'Told'], 11)).toBe(12);
    expect(ends.withoutAny(['Heard'], 11)).toBeUndefined();
    expect(ends.withoutAny(['Heard'], 12)).toBe(12);
    expect(ends.withoutAny(['Seen'], 14)).toBe(14);
  });

  it('know nothing of what was appended while nobody told them', () => {
    const ends = new Ends();
    ends.appended(written('family-1', ['Told'], 5));
    ends.appended(written('family-1', ['Told'], 3));
    expect(ends.withoutAny(['Seen'], 4)).toBe(5);
    ends.appended(written('family-1', ['Told'], 8));
    expect(ends.withoutAny(['Seen'], 4)).toBeUndefined();
    expect(ends.withoutAny(['Seen'], 7)).toBe(8);
    ends.forget();
    expect(ends.withoutAny(['Seen'], 8)).toBeUndefined();
  });
});
