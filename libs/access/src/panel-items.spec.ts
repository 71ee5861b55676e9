import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import { seesItem } from './panel-items.ts';
import { strangers } from './resource.ts';

const chair = { user: 'u-1', role: 'PANEL_CHAIR', agency: 'organisation-1' } as const;

describe('an item of a panel', () => {
  it('is not there for a member who declared a conflict of interest about it', () => {
    const item = { conflicted: ['worker-1'] };
    expect(seesItem({ ...chair, worker: 'worker-1' }, item)).toBe(false);
    expect(seesItem({ ...chair, worker: 'worker-2' }, item)).toBe(true);
    expect(seesItem(chair, item)).toBe(true);
  });
});

describe('a family about which somebody declared a conflict of interest', () => {
  const reading = (role: string, conflicted: boolean) =>
    decide({
      principal: { user: 'u-1', role, agency: 'organisation-1' },
      action: 'read',
      resource: { ...strangers, kind: 'family', assigned: true, conflicted },
      purpose: 'FAMILY_HELP',
    }).effect;

  it('is not there for the chair, who would read it because the panel decides about it', () => {
    expect([reading('PANEL_CHAIR', false), reading('PANEL_CHAIR', true)]).toEqual(['PERMIT', 'FORBID']);
  });
  it('stays there for whoever helps it', () => {
    expect(reading('KEYWORKER', true)).toBe('PERMIT');
  });
});
