import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import { purposes, roles, type Principal, type Purpose } from './principal.ts';
import { resourceKinds, strangers, type Relations, type ResourceKind } from './resource.ts';

// The whole matrix. `-` the role never reads such a thing; `?` not for that purpose; `*` whoever she is, `a` keyworker
// of it, `o` of the agency it belongs to, `q` of one it was asked of, `s` of one that sent it, `t` of a panel that it is
// before, `m` managing whoever helps; then the classes she reads: General Address Health Police Third-party Special, or 0 for none.
const matrix = `
  KEYWORKER       FAMILY_HELP    aGAHTS  aGAHTS  aGAHTS  aGAHTS  -       aG      -       *G      -       c0      aGAHTS  -       -       -       -       -       cGAHPTS -       -       *G      *G  aGAHTS aS  -   -   -
  KEYWORKER       SAFEGUARDING   aGAHPTS aGAHPTS aGAHPTS aGAHPTS -       aG      -       *G      -       c0      aGAHTS  -       -       -       -       -       cGAHPTS -       -       *G      *G  aGAHPTS ?   -   -   -
  KEYWORKER       AUDIT          ?       ?       ?       ?       -       ?       -       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? ?   -   -   -
  KEYWORKER       QUALITY        ?       ?       ?       ?       -       ?       -       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? ?   -   -   -
  KEYWORKER       SUBJECT_ACCESS ?       ?       ?       ?       -       ?       -       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? ?   -   -   -
  KEYWORKER       COMMISSIONING  ?       ?       ?       ?       -       ?       -       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? ?   -   -   -
  KEYWORKER       OPERATIONS     ?       ?       ?       ?       -       ?       -       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? ?   -   -   -
  COORDINATOR     FAMILY_HELP    *GAHTS  *GAHTS  *GAHTS  *GAHTS  *GAHTS  *GAHTS  *GAHTS  *GAHTS  -       c0      *GAHTS  -       -       -       -       -       cGAHPTS -       -       *G      *G  *GAHTS -   -   -   -
  COORDINATOR     SAFEGUARDING   *GAHPTS *GAHPTS *GAHPTS *GAHPTS *GAHPTS *GAHPTS *GAHPTS *GAHPTS -       c0      *GAHPTS -       -       -       -       -       cGAHPTS -       -       *G      *G  *GAHPTS -   -   -   -
  COORDINATOR     AUDIT          ?       ?       ?       ?       ?       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? -   -   -   -
  COORDINATOR     QUALITY        ?       ?       ?       ?       ?       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? -   -   -   -
  COORDINATOR     SUBJECT_ACCESS ?       ?       ?       ?       ?       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? -   -   -   -
  COORDINATOR     COMMISSIONING  ?       ?       ?       ?       ?       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? -   -   -   -
  COORDINATOR     OPERATIONS     ?       ?       ?       ?       ?       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       -       ?       ?   ? -   -   -   -
  PANEL_CHAIR     FAMILY_HELP    *GAHTS  *GAHTS  *GAHTS  *GAHTS  *G      -       -       *GAHTS  -       -       *GAHTS  -       -       -       -       -       -       -       -       *G      *G  *GAHTS -   -   -   -
  PANEL_CHAIR     SAFEGUARDING   *GAHTS  *GAHTS  *GAHTS  *GAHTS  *G      -       -       *GAHTS  -       -       *GAHTS  -       -       -       -       -       -       -       -       *G      *G  *GAHTS -   -   -   -
  PANEL_CHAIR     AUDIT          ?       ?       ?       ?       ?       -       -       ?       -       -       ?       -       -       -       -       -       -       -       -       ?       ?   ? -   -   -   -
  PANEL_CHAIR     QUALITY        ?       ?       ?       ?       ?       -       -       ?       -       -       ?       -       -       -       -       -       -       -       -       ?       ?   ? -   -   -   -
  PANEL_CHAIR     SUBJECT_ACCESS ?       ?       ?       ?       ?       -       -       ?       -       -       ?       -       -       -       -       -       -       -       -       ?       ?   ? -   -   -   -
  PANEL_CHAIR     COMMISSIONING  ?       ?       ?       ?       ?       -       -       ?       -       -       ?       -       -       -       -       -       -       -       -       ?       ?   ? -   -   -   -
  PANEL_CHAIR     OPERATIONS     ?       ?       ?       ?       ?       -       -       ?       -       -       ?       -       -       -       -       -       -       -       -       ?       ?   ? -   -   -   -
  PARTNER         FAMILY_HELP    aGS     aGS     tGS     aGS     -       aG      -       *G      -       -       oGS     -       -       -       qGS     -       -       -       s0      *G      oG  aGS -   -   -   -
  PARTNER         SAFEGUARDING   aGS     aGS     tGS     aGS     -       aG      -       *G      -       -       oGS     -       -       -       qGS     -       -       -       s0      *G      oG  aGS -   -   -   -
  PARTNER         AUDIT          ?       ?       ?       ?       -       ?       -       ?       -       -       ?       -       -       -       ?       -       -       -       ?       ?       ?   ? -   -   -   -
  PARTNER         QUALITY        ?       ?       ?       ?       -       ?       -       ?       -       -       ?       -       -       -       ?       -       -       -       ?       ?       ?   ? -   -   -   -
  PARTNER         SUBJECT_ACCESS ?       ?       ?       ?       -       ?       -       ?       -       -       ?       -       -       -       ?       -       -       -       ?       ?       ?   ? -   -   -   -
  PARTNER         COMMISSIONING  ?       ?       ?       ?       -       ?       -       ?       -       -       ?       -       -       -       ?       -       -       -       ?       ?       ?   ? -   -   -   -
  PARTNER         OPERATIONS     ?       ?       ?       ?       -       ?       -       ?       -       -       ?       -       -       -       ?       -       -       -       ?       ?       ?   ? -   -   -   -
  SOCIAL_WORKER   FAMILY_HELP    aGAHTS  aGAHTS  aGAHTS  aGAHTS  -       aG      *G      *G      -       c0      aGAHTS  -       -       -       -       -       cGAHPTS -       s0      *G      *G  aGAHTS -   -   -   -
  SOCIAL_WORKER   SAFEGUARDING   *GAHPTS *GAHPTS *GAHPTS *GAHPTS -       aG      *G      *G      -       c0      aGAHTS  -       -       -       -       -       cGAHPTS -       s0      *G      *G  *GAHPTS -   -   -   -
  SOCIAL_WORKER   AUDIT          ?       ?       ?       ?       -       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       ?       ?       ?   ? -   -   -   -
  SOCIAL_WORKER   QUALITY        ?       ?       ?       ?       -       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       ?       ?       ?   ? -   -   -   -
  SOCIAL_WORKER   SUBJECT_ACCESS ?       ?       ?       ?       -       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       ?       ?       ?   ? -   -   -   -
  SOCIAL_WORKER   COMMISSIONING  ?       ?       ?       ?       -       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       ?       ?       ?   ? -   -   -   -
  SOCIAL_WORKER   OPERATIONS     ?       ?       ?       ?       -       ?       ?       ?       -       ?       ?       -       -       -       -       -       ?       -       ?       ?       ?   ? -   -   -   -
  MANAGER         FAMILY_HELP    *GAHTS  *GAHTS  *GAHTS  *GAHTS  *GAHTS  *GAHTS  *GAHTS  *GAHTS  -       c0      *GAHTS  ?       ?       ?       -       ?       cGAHPTS -       -       *G      *G  *GAHTS mS  -   -   ?
  MANAGER         SAFEGUARDING   *GAHPTS *GAHPTS *GAHPTS *GAHPTS *GAHPTS *GAHPTS *GAHPTS *GAHPTS -       c0      *GAHPTS ?       ?       ?       -       ?       cGAHPTS -       -       *G      *G  *GAHPTS ?   -   -   *S
  MANAGER         AUDIT          ?       ?       ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       ?       -       ?       ?       -       -       ?       ?   ? ?   -   -   ?
  MANAGER         QUALITY        ?       ?       ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       ?       -       ?       ?       -       -       ?       ?   ? ?   -   -   ?
  MANAGER         SUBJECT_ACCESS ?       ?       ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       ?       -       ?       ?       -       -       ?       ?   ? ?   -   -   ?
  MANAGER         COMMISSIONING  ?       ?       ?       ?       *0      *0      ?       ?       -       ?       ?       ?       *0      *0      -       ?       ?       -       -       ?       ?   ? ?   -   -   ?
  MANAGER         OPERATIONS     ?       ?       ?       ?       *0      *0      ?       ?       -       ?       ?       *0      *0      *0      -       *GS     ?       -       -       *G      *G  ? ?   -   -   ?
  AUDITOR         FAMILY_HELP    ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       -       ?       ?       -       ?       -       ?       -       ?       ?   ? ?   ?   -   -
  AUDITOR         SAFEGUARDING   ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       -       ?       ?       -       ?       -       ?       -       ?       ?   ? ?   ?   -   -
  AUDITOR         AUDIT          *GAHPTS *GAHPTS *GAHPTS *GAHPTS *0      *0      -       *0      *0      *0      *GAHPTS -       *0      *0      -       *0      -       *0      -       *0      *0  *GAHPTS aS  *0  -   -
  AUDITOR         QUALITY        ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       -       ?       ?       -       ?       -       ?       -       ?       ?   ? ?   ?   -   -
  AUDITOR         SUBJECT_ACCESS ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       -       ?       ?       -       ?       -       ?       -       ?       ?   ? ?   ?   -   -
  AUDITOR         COMMISSIONING  ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       -       ?       ?       -       ?       -       ?       -       ?       ?   ? ?   ?   -   -
  AUDITOR         OPERATIONS     ?       ?       ?       ?       ?       ?       -       ?       ?       ?       ?       -       ?       ?       -       ?       -       ?       -       ?       ?   ? ?   ?   -   -
  QUALITY         FAMILY_HELP    ?       ?       ?       ?       ?       ?       -       -       -       -       ?       -       -       -       -       -       -       ?       -       ?       ?   ? ?   ?   ?   ?
  QUALITY         SAFEGUARDING   ?       ?       ?       ?       ?       ?       -       -       -       -       ?       -       -       -       -       -       -       ?       -       ?       ?   ? ?   ?   ?   ?
  QUALITY         AUDIT          ?       ?       ?       ?       ?       ?       -       -       -       -       ?       -       -       -       -       -       -       ?       -       ?       ?   ? ?   ?   ?   ?
  QUALITY         QUALITY        *GHS    *GHS    *GHS    *GHS    *0      *0      -       -       -       -       *GHS    -       -       -       -       -       -       *0      -       *0      *0  *GHS *S  *0  *0  *S
  QUALITY         SUBJECT_ACCESS ?       ?       ?       ?       ?       ?       -       -       -       -       ?       -       -       -       -       -       -       ?       -       ?       ?   ? ?   ?   ?   ?
  QUALITY         COMMISSIONING  ?       ?       ?       ?       ?       ?       -       -       -       -       ?       -       -       -       -       -       -       ?       -       ?       ?   ? ?   ?   ?   ?
  QUALITY         OPERATIONS     ?       ?       ?       ?       ?       ?       -       -       -       -       ?       -       -       -       -       -       -       ?       -       ?       ?   ? ?   ?   ?   ?
  PRIVACY_OFFICER FAMILY_HELP    ?       ?       ?       ?       -       -       ?       -       ?       ?       -       -       -       ?       -       ?       ?       -       -       ?       ?   ? ?   -   -   -
  PRIVACY_OFFICER SAFEGUARDING   ?       ?       ?       ?       -       -       ?       -       ?       ?       -       -       -       ?       -       ?       ?       -       -       ?       ?   ? ?   -   -   -
  PRIVACY_OFFICER AUDIT          ?       ?       ?       ?       -       -       ?       -       *0      *0      -       -       -       *0      -       ?       *S      -       -       *G      *G  ? ?   -   -   -
  PRIVACY_OFFICER QUALITY        ?       ?       ?       ?       -       -       ?       -       ?       ?       -       -       -       ?       -       ?       ?       -       -       ?       ?   ? ?   -   -   -
  PRIVACY_OFFICER SUBJECT_ACCESS *GAHPTS *GAHPTS *GAHPTS *GAHPTS -       -       *GAHPTS -       *0      *0      -       -       -       *0      -       *GS     *S      -       -       *G      *G  *GAHPTS *S  -   -   -
  PRIVACY_OFFICER COMMISSIONING  ?       ?       ?       ?       -       -       ?       -       ?       ?       -       -       -       ?       -       ?       ?       -       -       ?       ?   ? ?   -   -   -
  PRIVACY_OFFICER OPERATIONS     ?       ?       ?       ?       -       -       ?       -       ?       ?       -       -       -       ?       -       *GS     ?       -       -       *G      *G  ? ?   -   -   -
  ADMINISTRATOR   FAMILY_HELP    -       -       -       -       -       -       -       -       -       -       -       ?       -       -       -       -       -       -       -       ?       ?   - -   -   -   -
  ADMINISTRATOR   SAFEGUARDING   -       -       -       -       -       -       -       -       -       -       -       ?       -       -       -       -       -       -       -       ?       ?   - -   -   -   -
  ADMINISTRATOR   AUDIT          -       -       -       -       -       -       -       -       -       -       -       ?       -       -       -       -       -       -       -       ?       ?   - -   -   -   -
  ADMINISTRATOR   QUALITY        -       -       -       -       -       -       -       -       -       -       -       ?       -       -       -       -       -       -       -       ?       ?   - -   -   -   -
  ADMINISTRATOR   SUBJECT_ACCESS -       -       -       -       -       -       -       -       -       -       -       ?       -       -       -       -       -       -       -       ?       ?   - -   -   -   -
  ADMINISTRATOR   COMMISSIONING  -       -       -       -       -       -       -       -       -       -       -       ?       -       -       -       -       -       -       -       ?       ?   - -   -   -   -
  ADMINISTRATOR   OPERATIONS     -       -       -       -       -       -       -       -       -       -       -       *0      -       -       -       -       -       -       -       *G      *G  - -   -   -   -
  SYSTEM          FAMILY_HELP    -       -       -       -       -       -       -       -       -       -       -       ?       ?       -       -       -       -       -       -       ?       ?   - -   -   -   -
  SYSTEM          SAFEGUARDING   -       -       -       -       -       -       -       -       -       -       -       ?       ?       -       -       -       -       -       -       ?       ?   - -   -   -   -
  SYSTEM          AUDIT          -       -       -       -       -       -       -       -       -       -       -       ?       ?       -       -       -       -       -       -       ?       ?   - -   -   -   -
  SYSTEM          QUALITY        -       -       -       -       -       -       -       -       -       -       -       ?       ?       -       -       -       -       -       -       ?       ?   - -   -   -   -
  SYSTEM          SUBJECT_ACCESS -       -       -       -       -       -       -       -       -       -       -       ?       ?       -       -       -       -       -       -       ?       ?   - -   -   -   -
  SYSTEM          COMMISSIONING  -       -       -       -       -       -       -       -       -       -       -       ?       ?       -       -       -       -       -       -       ?       ?   - -   -   -   -
  SYSTEM          OPERATIONS     -       -       -       -       -       -       -       -       -       -       -       *0      *0      -       -       -       -       -       -       *0      *0  - -   -   -   -
`;
const letters = {
  general: 'G',
  address: 'A',
  health: 'H',
  police: 'P',
  'third-party': 'T',
  special: 'S',
} as const;
const relationOf: Readonly<Record<string, keyof typeof standings>> = {
  '*': 'stranger',
  a: 'keyworker',
  o: 'agency',
  q: 'asked',
  s: 'sender',
  t: 'member',
  c: 'custodian',
  m: 'manager',
};
const standings = {
  stranger: strangers,
  keyworker: { ...strangers, assigned: true },
  agency: { ...strangers, ownAgency: true },
  asked: { ...strangers, asked: true },
  sender: { ...strangers, sent: true },
  member: { ...strangers, tabled: true },
  custodian: { ...strangers, custodian: true },
  manager: { ...strangers, manages: true },
} satisfies Record<string, Relations>;

const lines = matrix
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))
  .map(([role = '', purpose, ...cells]) => ({ role, purpose: purpose as Purpose, cells }));

const someone = (role: string): Principal => ({ user: 'u-1', role, agency: 'organisation-1' });

function cell(role: string, purpose: Purpose, kind: ResourceKind, relations: Relations): string {
  const answer = decide({
    principal: someone(role),
    action: 'read',
    resource: { kind, ...relations },
    purpose,
  });
  if (answer.effect === 'FORBID') return answer.code;
  return Object.entries(letters)
    .filter(([name]) => answer.classes.some((each) => each === name))
    .map(([, letter]) => letter)
    .sort()
    .join('');
}

function expected(code: string, standing: keyof typeof standings): string {
  if (code === '-') return 'NOT_PERMITTED';
  if (code === '?') return 'PURPOSE_NOT_PERMITTED';
  const wanted = relationOf[code.slice(0, 1)];
  if (wanted !== 'stranger' && wanted !== standing) return 'NOT_FOUND';
  return [...code.slice(1).replace('0', '')].sort().join('');
}

describe('who may read what', () => {
  it('has an expected answer for every role, purpose and kind of record', () => {
    expect(lines.map(({ role, purpose }) => `${role} ${purpose}`)).toEqual(
      roles.flatMap((role) => purposes.map((purpose) => `${role} ${purpose}`)),
    );
    expect(new Set(lines.map(({ cells }) => cells.length))).toEqual(new Set([resourceKinds.length]));
  });

  it.each(lines)('answers as the matrix says for $role reading for $purpose', ({ role, purpose, cells }) => {
    const answers = (standing: keyof typeof standings) =>
      resourceKinds.map((kind) => cell(role, purpose, kind, standings[standing]));
    for (const standing of ['stranger', 'keyworker', 'agency', 'asked', 'sender'] as const) {
      expect(answers(standing)).toEqual(cells.map((code) => expected(code, standing)));
    }
  });

  it('refuses at least three cells in five', () => {
    const all = lines.flatMap(({ cells }) => cells);
    expect(all.filter((code) => code === '-' || code === '?').length / all.length).toBeGreaterThanOrEqual(
      0.6,
    );
  });

  it('answers a sealed record like one the caller has nothing to do with, but to the officer who looked', () => {
    const sealed = { sealed: true, assigned: true, ownAgency: true };
    for (const { role, purpose, cells } of lines) {
      for (const [index, kind] of resourceKinds.entries()) {
        const code = cells[index] ?? '';
        const never = code === '-' || code === '?';
        const isAccountedFor = role === 'PRIVACY_OFFICER' && kind === 'looked';
        const shut = never || isAccountedFor ? expected(code, 'stranger') : 'NOT_FOUND';
        expect(cell(role, purpose, kind, sealed)).toBe(shut);
      }
    }
  });

  it('permits nothing to a role that is not of the code set', () => {
    for (const role of ['', 'keyworker', 'constructor', '__proto__']) {
      expect(cell(role, 'FAMILY_HELP', 'family', standings.keyworker)).toBe('NOT_PERMITTED');
    }
  });

  it('says why', () => {
    expect(
      decide({
        principal: someone('KEYWORKER'),
        action: 'read',
        resource: { kind: 'family', ...standings.keyworker },
        purpose: 'FAMILY_HELP',
      }),
    ).toEqual({
      effect: 'PERMIT',
      policyIds: ['keyworker-own-families'],
      classes: ['general', 'address', 'health', 'third-party', 'special'],
      relationships: ['assigned'],
    });
  });
});
