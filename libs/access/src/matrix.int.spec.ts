import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import { purposes, roles } from './principal.ts';
import { lettersOf, matrix, questionOf, standings, type Cell } from './testing/matrix.ts';

const KINDS = [
  'family',
  'person',
  'request',
  'event',
  'question',
  'progress',
  'looked',
  'plan',
  'audit',
] as const;
const CLASSES = 6;
const { header, cells } = matrix();

function answer(cell: Cell): string {
  const decision = decide(questionOf(cell));
  return decision.effect === 'PERMIT' ? lettersOf(decision.classes) : '-';
}

describe('the matrix of who may read what of a record', () => {
  it('has a column for every way of standing to one', () => {
    expect(header).toEqual(Object.keys(standings));
  });

  it('has an expected answer in every cell', () => {
    const wanted = KINDS.flatMap((kind) =>
      roles.flatMap((role) =>
        purposes.flatMap((purpose) => header.map((standing) => [kind, role, purpose, standing].join(' '))),
      ),
    );
    expect(
      cells.map(({ kind, role, purpose, standing }) => [kind, role, purpose, standing].join(' ')),
    ).toEqual(wanted);
    expect(cells.length * CLASSES).toBeGreaterThan(20_000);
  });

  it.each(roles)('is what is decided for %s', (role) => {
    const own = cells.filter((cell) => cell.role === role);
    expect(own.map((cell) => ({ ...cell, expected: answer(cell) }))).toEqual(own);
  });

  it('refuses at least three cells in five', () => {
    const refused = cells.filter(({ expected }) => expected === '-');
    expect(refused.length / cells.length).toBeGreaterThanOrEqual(0.6);
  });

  it('lets nobody in who is suspended, elsewhere, or reads of themselves or their family', () => {
    const letIn = cells.filter(({ expected }) => expected !== '-');
    for (const standing of ['own', 'family', 'suspended', 'elsewhere'])
      expect(letIn.filter((cell) => cell.standing === standing)).toEqual([]);
    // Who looked at what is sealed.
    const sealed = letIn.filter(({ standing }) => standing === 'sealed');
    expect(new Set(sealed.map(({ role, kind }) => `${role} ${kind}`))).toEqual(
      new Set(['PRIVACY_OFFICER looked']),
    );
  });
});
