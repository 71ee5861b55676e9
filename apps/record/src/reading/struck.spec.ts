import { describe, expect, it } from '@jest/globals';
import type { Unseen } from '#libs/read-models';
import { namedIn, struck } from './struck.ts';

const FAMILY = `family-${'1'.repeat(26)}`;
const [SEALED, SEEN] = ['2'.repeat(26), '3'.repeat(26)];
const unseen: Unseen = { families: new Set([FAMILY]), persons: new Set([SEALED]), requests: new Set() };

describe('an answer that tells of somebody who is sealed', () => {
  it('holds nothing of them, and the record of the read does not name them', () => {
    const members = [{ person: SEALED }, { person: SEEN }];
    expect(struck({ family: FAMILY, members }, unseen)).toEqual({
      family: null,
      members: [{ person: SEEN }],
    });
    expect(namedIn({ families: [FAMILY], persons: [SEALED, SEEN] }, unseen)).toEqual({
      families: [],
      persons: [SEEN],
    });
  });

  it('says that it names nobody only where it is of nobody', () => {
    expect(namedIn({}, unseen)).toEqual({ families: undefined, persons: undefined });
  });
});
