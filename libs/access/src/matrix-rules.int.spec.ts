import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import { strangers, type ResourceKind } from './resource.ts';
import { lettersOf, matrix, questionOf, type Cell } from './testing/matrix.ts';

// What the access model of domain.md and safeguards.md 3.2 say of a record, by hand: role, purpose, how the reader stands
// to it, of which kind of record, and the classes. Whoever opens anybody's record stands as `anyone`.
const RULES = `
  KEYWORKER       FAMILY_HELP    keyworker family,person,request,event,plan GAHTS
  KEYWORKER       FAMILY_HELP    tabled    family,request,event             GAHTS
  KEYWORKER       SAFEGUARDING   keyworker family,person,request,event,plan GAHPTS
  KEYWORKER       SAFEGUARDING   tabled    family,request,event             GAHTS
  KEYWORKER       SAFEGUARDING   then      family,person,request,event,plan GAHTS
  KEYWORKER       SAFEGUARDING   glass     family,person,request,event,plan GAHPTS
  SOCIAL_WORKER   FAMILY_HELP    keyworker family,person,request,event,plan GAHTS
  SOCIAL_WORKER   FAMILY_HELP    tabled    family,request,event             GAHTS
  SOCIAL_WORKER   FAMILY_HELP    sent      progress                         0
  SOCIAL_WORKER   SAFEGUARDING   anyone    family,person,request,event,plan GAHPTS
  SOCIAL_WORKER   SAFEGUARDING   sent      progress                         0
  COORDINATOR     FAMILY_HELP    anyone    family,person,request,event,plan GAHTS
  COORDINATOR     SAFEGUARDING   anyone    family,person,request,event,plan GAHPTS
  MANAGER         FAMILY_HELP    anyone    family,person,request,event,plan GAHTS
  MANAGER         SAFEGUARDING   anyone    family,person,request,event,plan GAHPTS
  PANEL_CHAIR     FAMILY_HELP    anyone    family,person,request,event,plan GAHTS
  PANEL_CHAIR     SAFEGUARDING   anyone    family,person,request,event,plan GAHTS
  PARTNER         FAMILY_HELP    keyworker family,person,event,plan         GS
  PARTNER         SAFEGUARDING   keyworker family,person,event,plan         GS
  PARTNER         FAMILY_HELP    manages   family,person,event,plan         GS
  PARTNER         SAFEGUARDING   manages   family,person,event,plan         GS
  PARTNER         FAMILY_HELP    tabled    family,request,event             GS
  PARTNER         SAFEGUARDING   tabled    family,request,event             GS
  PARTNER         FAMILY_HELP    ownPart   person                           GAHPTS
  PARTNER         SAFEGUARDING   ownPart   person                           GAHPTS
  PARTNER         FAMILY_HELP    team      plan                             GS
  PARTNER         SAFEGUARDING   team      plan                             GS
  PARTNER         FAMILY_HELP    asked     question                         GS
  PARTNER         SAFEGUARDING   asked     question                         GS
  PARTNER         FAMILY_HELP    sent      progress                         0
  PARTNER         SAFEGUARDING   sent      progress                         0
  AUDITOR         AUDIT          anyone    family,person,request,event,plan GAHPTS
  AUDITOR         AUDIT          anyone    looked                           0
  QUALITY         QUALITY        anyone    family,person,request,event,plan GHS
  PRIVACY_OFFICER SUBJECT_ACCESS anyone    family,person,request,event,plan GAHPTS
  PRIVACY_OFFICER SUBJECT_ACCESS anyone    looked                           0
  PRIVACY_OFFICER AUDIT          anyone    looked                           0
  KEYWORKER       FAMILY_HELP    keyworker audit                            S
  MANAGER         FAMILY_HELP    manages   audit                            S
  AUDITOR         AUDIT          keyworker audit                            S
  QUALITY         QUALITY        anyone    audit                            S
  PRIVACY_OFFICER SUBJECT_ACCESS anyone    audit                            S
`;
const rules = RULES.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));

/** To these nobody is let in, whatever else they are. */
const SHUT = ['sealed', 'own', 'family', 'suspended', 'elsewhere'];
/** In these the reader stands to the record in every way in which anybody can. */
const EVERY_WAY = ['conflicted', 'ended', 'restricted'];
/** For these a record is read while its processing is restricted (UK GDPR, Article 18(2)). */
const LEFT = ['SAFEGUARDING', 'AUDIT', 'SUBJECT_ACCESS'];

/** What rests on no agreement: what an agency was asked, and how far what it sent has come. */
const NOT_BY_AGREEMENT = ['question', 'progress'];

function isShut({ role, purpose, kind, standing }: Omit<Cell, 'expected'>): boolean {
  // Who looked at a sealed record is accounted for.
  if (standing === 'sealed' && kind === 'looked') return role !== 'PRIVACY_OFFICER';
  if (SHUT.includes(standing)) return true;
  // Where agreement has ended a keyworker of the agency reads as before, and a partner nothing that rested on it.
  if (standing === 'ended') return role === 'PARTNER' && !NOT_BY_AGREEMENT.includes(kind);
  // Who may not decide about it does not chair it.
  if (standing === 'conflicted') return role === 'PANEL_CHAIR';
  // What is restricted is not used for the work, a partner's own part neither.
  return standing === 'restricted' && !LEFT.includes(purpose);
}

function byHand(cell: Omit<Cell, 'expected'>): string {
  if (isShut(cell)) return '-';
  const { role, purpose, kind, standing } = cell;
  const stands = (how: string): boolean =>
    EVERY_WAY.includes(standing) || how === standing || how === 'anyone';
  const letters = rules
    .filter(([who, what, how = '', kinds = '']) => {
      return who === role && what === purpose && stands(how) && kinds.split(',').includes(kind);
    })
    .map(([, , , , classes = '']) => classes);
  if (letters.length === 0) return '-';
  return [...'GAHPTS'].filter((letter) => letters.join('').includes(letter)).join('') || '0';
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
      const keeps =
        ['KEYWORKER', 'COORDINATOR', 'SOCIAL_WORKER', 'MANAGER'].includes(cell.role) &&
        ['family', 'person', 'request', 'event', 'looked', 'plan'].includes(kind);
      const isWork = ['FAMILY_HELP', 'SAFEGUARDING'].includes(cell.purpose);
      const answer = decision.effect === 'PERMIT' ? lettersOf(decision.classes) : '-';
      expect([cell.role, cell.purpose, answer]).toEqual([
        cell.role,
        cell.purpose,
        keeps && isWork ? (kind === 'looked' ? '0' : 'GAHPTS') : byHand(cell),
      ]);
    }
  });
});
