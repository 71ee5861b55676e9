import { readFileSync } from 'node:fs';
import type { DataClass } from '#libs/contracts';
import type { Question } from '../decide.ts';
import type { Purpose, Role } from '../principal.ts';
import { strangers, type Relations, type ResourceKind } from '../resource.ts';

type Standing = Partial<Relations> & { readonly suspended?: true; readonly elsewhere?: true };

/** Whatever lets anybody in. */
const EVERY_WAY: Standing = {
  ...{ assigned: true, assignedThen: true, ownAgency: true, asked: true, ownPart: true },
  ...{ tabled: true, sent: true, manages: true, glassBroken: true, inTeam: true },
};

/** How a caller may stand to a record, and, though they stand in every way, what may be so of it: a column each. */
export const standings: Readonly<Record<string, Standing>> = {
  stranger: {},
  agency: { ownAgency: true },
  keyworker: { assigned: true },
  then: { assignedThen: true },
  asked: { asked: true },
  ownPart: { ownPart: true },
  tabled: { tabled: true },
  sent: { sent: true },
  manages: { manages: true },
  glass: { glassBroken: true },
  sealed: { ...EVERY_WAY, sealed: true },
  own: { ...EVERY_WAY, own: true },
  family: { ...EVERY_WAY, ownFamily: true },
  conflicted: { ...EVERY_WAY, conflicted: true },
  ended: { ...EVERY_WAY, agreementEnded: true },
  restricted: { ...EVERY_WAY, restricted: true },
  suspended: { ...EVERY_WAY, suspended: true },
  elsewhere: { ...EVERY_WAY, elsewhere: true },
  team: { inTeam: true },
};

const LETTERS: Readonly<Record<DataClass, string>> = {
  general: 'G',
  address: 'A',
  health: 'H',
  police: 'P',
  'third-party': 'T',
  special: 'S',
};

export interface Cell {
  readonly role: Role;
  readonly purpose: Purpose;
  readonly kind: ResourceKind;
  readonly standing: string;
  /** Letters of the classes that may be read, 0 for none of them; `-` where nothing may. */
  readonly expected: string;
}

/** The matrix as it is written down: its header, and every cell. */
export function matrix(): { header: readonly string[]; cells: readonly Cell[] } {
  const text = readFileSync(new URL('../../policy/matrix.txt', import.meta.url), 'utf8');
  const [first = '', ...lines] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [, , , ...header] = first.trim().split(/ +/);
  const cells = lines.flatMap((line) => {
    const [kind, role, purpose, ...codes] = line.trim().split(/ +/);
    return codes.map((expected, at) => ({
      kind: kind as ResourceKind,
      role: role as Role,
      purpose: purpose as Purpose,
      standing: header[at] ?? '',
      expected,
    }));
  });
  return { header, cells };
}

export function questionOf({ role, purpose, kind, standing }: Omit<Cell, 'expected'>): Question {
  const { suspended, elsewhere, ...relations } = standings[standing] ?? {};
  return {
    principal: {
      user: 'u-1',
      role,
      agency: 'organisation-1',
      authority: elsewhere === true ? '881' : '919',
      ...(suspended && { suspended }),
    },
    action: 'read',
    resource: { ...strangers, ...relations, kind },
    purpose,
    context: { authority: '919' },
  };
}

export function lettersOf(classes: readonly DataClass[]): string {
  return (
    Object.entries(LETTERS)
      .filter(([name]) => classes.some((each) => each === name))
      .map(([, letter]) => letter)
      .join('') || '0'
  );
}
