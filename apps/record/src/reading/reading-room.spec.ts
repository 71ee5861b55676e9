import { describe, expect, it } from '@jest/globals';
import { tokenOf } from '#libs/service';
import type { ServedRecord } from '../served-record.ts';
import type { Names } from './names.ts';
import { ReadingRoom } from './reading-room.ts';

const origin = 'test.example/record';
const room = new ReadingRoom({ origin } as ServedRecord, {} as Names);
const shown = (nodes: number[], end?: number) => {
  const edges = nodes.map((node) => ({ cursor: node, node }));
  const page = { edges, hasNextPage: true, hasPreviousPage: false, end };
  return room.connection(page, (node) => node).pageInfo;
};

describe('the cursor of a page’s end', () => {
  it('is its last edge’s', () => {
    expect(shown([3, 7])).toMatchObject({ startCursor: tokenOf(origin, 3), endCursor: tokenOf(origin, 7) });
    expect(shown([])).toMatchObject({ startCursor: null, endCursor: null });
  });
  it('is where the page looked to, where it says that: the next one begins there though this one is empty', () => {
    const { endCursor } = shown([], 12);
    expect(room.page({ purpose: 'OPERATIONS', after: endCursor }).after).toBe(12);
    expect(shown([3], 12).endCursor).toBe(endCursor);
  });
});
