import { describe, expect, it } from '@jest/globals';
import { Rejected } from '#libs/contracts';
import { readCodeSets, referenceOf } from '#libs/reference';
import { checkCodes } from './codes.ts';

const reference = referenceOf(readCodeSets());

function refusalOf(
  type: 'ChangeDistrict' | 'CloseEpisode',
  data: Record<string, string>,
): string | undefined {
  try {
    checkCodes({ type, data: { family: 'family-1', ...data }, on: '2026-06-16' }, reference);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof Rejected) return refusal.code;
    throw refusal;
  }
}

describe('a family that moves to Wales, to Scotland or abroad', () => {
  it('moves to no district of this authority', () => {
    for (const to of ['W06000015', 'S12000036', 'FR', 'Cardiff'])
      expect(refusalOf('ChangeDistrict', { to })).toBe('UNKNOWN_CODE');
    expect(refusalOf('ChangeDistrict', { to: 'herts.ff.stevenage' })).toBeUndefined();
  });
  it('leaves its help with what became of it: taken on there, or not', () => {
    for (const reason of ['MOVED_OUT_TRANSFERRED', 'MOVED_OUT_NO_TRANSFER'])
      expect(refusalOf('CloseEpisode', { reason })).toBeUndefined();
    expect(refusalOf('CloseEpisode', { reason: 'MOVED_TO_WALES' })).toBe('UNKNOWN_CODE');
  });
});
