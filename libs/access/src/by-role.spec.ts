import { describe, expect, it } from '@jest/globals';
import {
  canForbid,
  isToldBeforeGraded,
  isToldWhoAudits,
  judgesCases,
  managesByRole,
  mayKeepSeals,
} from './by-role.ts';
import { roles } from './principal.ts';

const among = (isOne: (by: { role: string }) => boolean) => roles.filter((role) => isOne({ role }));

describe('a role', () => {
  it('alone says whom a conflict of interest, and whom ended agreement, may forbid something', () => {
    expect(among((by) => canForbid('conflicted', by))).toEqual(['PANEL_CHAIR']);
    expect(among((by) => canForbid('agreementEnded', by))).toEqual(['PARTNER']);
  });

  it('alone says who keeps no seal, and who manages the agency they come from', () => {
    expect(among((by) => !mayKeepSeals(by))).toEqual(['PARTNER']);
    expect(among(managesByRole)).toEqual(['MANAGER']);
  });

  it('alone says who judges cases, who hears of an audit before it is graded, and who is told by whom', () => {
    expect(among(judgesCases)).toEqual(['AUDITOR']);
    expect(among(isToldBeforeGraded)).toEqual(roles.filter((role) => BEFORE_GRADED.includes(role)));
    expect(among(isToldWhoAudits)).toEqual(roles.filter((role) => TOLD_WHO.includes(role)));
  });
});

const TOLD_WHO: readonly string[] = ['AUDITOR', 'QUALITY'];
const BEFORE_GRADED: readonly string[] = [...TOLD_WHO, 'PRIVACY_OFFICER'];
