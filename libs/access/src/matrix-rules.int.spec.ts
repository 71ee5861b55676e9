import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import { strangers, type ResourceKind } from './resource.ts';
import { lettersOf, matrix, questionOf, type Cell } from './testing/matrix.ts';

// What the access model of domain.md and safeguards.md 3.2 say of a record, by hand: role, purpose, how the reader stands
// to it, of which kind of record, and the classes. Whoever opens anybody's record stands as `anyone`.
const RULES = `
  KEYWORKER       FAMILY_HELP    keyworker family,person,request GAHTS
  KEYWORKER       SAFEGUARDING   keyworker family,person,request GAHPTS
  KEYWORKER       SAFEGUARDING   then      family,person,request GAHTS
  KEYWORKER       SAFEGUARDING   glass     family,person,request GAHPTS
  SOCIAL_WORKER   FAMILY_HELP    keyworker family,person,request GAHTS
  SOCIAL_WORKER   SAFEGUARDING   anyone    family,person,request GAHPTS
  COORDINATOR     FAMILY_HELP    anyone    family,person,request GAHTS
  COORDINATOR     SAFEGUARDING   anyone    family,person,request GAHPTS
  MANAGER         FAMILY_HELP    anyone    family,person,request GAHTS
  MANAGER         SAFEGUARDING   anyone    family,person,request GAHPTS
  PANEL_CHAIR     FAMILY_HELP    anyone    family,person,request GAHTS
  PANEL_CHAIR     SAFEGUARDING   anyone    family,person,request GAHTS
  PARTNER         FAMILY_HELP    keyworker family,person         GS
  PARTNER         SAFEGUARDING   keyworker family,person         GS
  PARTNER         FAMILY_HELP    ownPart   person                GAHPTS
  PARTNER         SAFEGUARDING   ownPart   person                GAHPTS
  PARTNER         FAMILY_HELP    agency    request               GT
  PARTNER         SAFEGUARDING   agency    request               GT
  AUDITOR         AUDIT          anyone    family,person,request GAHPTS
  QUALITY         QUALITY        anyone    family,person,request GHS
  PRIVACY_OFFICER SUBJECT_ACCESS anyone    family,person,request GAHPTS
`;
const rules = RULES.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));

/** To these nobody is let in, whatever else they are. */
const SHUT = ['sealed', 'own', 'family', 'suspended', 'elsewhere'];
/** In these the reader is keyworker, and of the agency, and asks for the own part. */
const EVERY_WAY = ['ended', 'restricted'];
/** For these a record is read while its processing is restricted (UK GDPR, Article 18(2)). */
const LEFT = ['SAFEGUARDING', 'AUDIT', 'SUBJECT_ACCESS'];

function isShut({ role, purpose, standing }: Omit<Cell, 'expected'>): boolean {
  if (SHUT.includes(standing)) return true;
  // Where agreement has ended a keyworker of the agency reads as before, and a partner nothing.
  if (standing === 'ended') return role === 'PARTNER';
  // What is restricted is not used for the work, a partner's own part neither.
  return standing === 'restricted' && !LEFT.includes(purpose);
}

function byHand(cell: Omit<Cell, 'expected'>): string {
  if (isShut(cell)) return '-';
  const { role, purpose, kind, standing } = cell;
  const stands = EVERY_WAY.includes(standing)
    ? ['keyworker', 'agency', 'ownPart', 'anyone']
    : [standing, 'anyone'];
  const letters = rules.flatMap(([who, what, how = '', kinds = '', classes = '']) =>
    who === role && what === purpose && stands.includes(how) && kinds.split(',').includes(kind)
      ? [...classes]
      : [],
  );
  return letters.length === 0 ? '-' : [...'GAHPTS'].filter((letter) => letters.includes(letter)).join('');
}

const { cells } = matrix();

describe('the rules of who may read a record, written by hand', () => {
  it.each([...new Set(cells.map(({ standing }) => standing))])(
    'give every cell of the matrix for %s',
    (standing) => {
      const asked = cells.filter((cell) => cell.standing === standing);
      expect(asked.map((cell) => ({ ...cell, expected: byHand(cell) }))).toEqual(asked);
    },
  );

  it('let a custodian read what they keep, for the work, and no partner', () => {
    const kept = { ...strangers, custodian: true };
    for (const cell of cells.filter(({ standing }) => standing === 'stranger')) {
      const question = questionOf(cell);
      const kind: ResourceKind = cell.kind;
      const decision = decide({ ...question, resource: { ...kept, kind } });
      const keeps = ['KEYWORKER', 'COORDINATOR', 'SOCIAL_WORKER', 'MANAGER'].includes(cell.role);
      const isWork = ['FAMILY_HELP', 'SAFEGUARDING'].includes(cell.purpose);
      const answer = decision.effect === 'PERMIT' ? lettersOf(decision.classes) : '-';
      expect([cell.role, cell.purpose, answer]).toEqual([
        cell.role,
        cell.purpose,
        keeps && isWork ? 'GAHPTS' : byHand(cell),
      ]);
    }
  });
});
