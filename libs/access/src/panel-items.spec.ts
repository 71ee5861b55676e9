import { describe, expect, it } from '@jest/globals';
import { seesItem } from './panel-items.ts';

const chair = { user: 'u-1', role: 'PANEL_CHAIR', agency: 'organisation-1' } as const;

describe('an item of a panel', () => {
  it('is not there for a member who declared a conflict of interest about it', () => {
    const item = { conflicted: ['worker-1'] };
    expect(seesItem({ ...chair, worker: 'worker-1' }, item)).toBe(false);
    expect(seesItem({ ...chair, worker: 'worker-2' }, item)).toBe(true);
    expect(seesItem(chair, item)).toBe(true);
  });
});
