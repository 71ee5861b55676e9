import type { Weighted } from '../chance.ts';
import type { Sex } from './names.ts';

/** An adult of a family's shape; codes as `Adult` has them. */
export interface AdultKind {
  readonly role: string;
  readonly livesHere: string;
  readonly relationship: string;
  readonly called: string;
  readonly sex: Sex;
  readonly responsibility?: string;
  /** Years older than the eldest child. */
  readonly older: readonly [least: number, most: number];
}

const parent = { livesHere: 'FULL', older: [18, 38] } as const;
const mother: AdultKind = {
  ...parent,
  role: 'MOTHER',
  relationship: 'MOTHER',
  called: 'Mum',
  sex: 'F',
  responsibility: 'BIRTH_MOTHER',
};
const father: AdultKind = {
  ...parent,
  role: 'FATHER',
  relationship: 'FATHER',
  called: 'Dad',
  sex: 'M',
  responsibility: 'BIRTH_REGISTRATION',
};
const grandparent = { role: 'GRANDPARENT', relationship: 'GRANDPARENT', older: [42, 60] } as const;
const grandmother: AdultKind = { ...grandparent, livesHere: 'FULL', called: 'Nan', sex: 'F' };
const stepfather: AdultKind = {
  ...parent,
  role: 'STEP',
  relationship: 'STEP_PARENT',
  called: 'Stepdad',
  sex: 'M',
};
const aunt: AdultKind = {
  ...parent,
  role: 'KINSHIP',
  relationship: 'AUNT_UNCLE',
  called: 'Auntie',
  sex: 'F',
  responsibility: 'CHILD_ARRANGEMENTS_ORDER',
};
const guardian: AdultKind = { ...grandmother, role: 'KINSHIP', responsibility: 'SPECIAL_GUARDIANSHIP' };
const elsewhere = (adult: AdultKind): AdultKind => ({ ...adult, livesHere: 'NO' });
const sometimes = (adult: AdultKind): AdultKind => ({ ...adult, livesHere: 'PART' });

/** Who lives with the children. The first is the one that the services speak with. */
export const shapes: readonly [
  Weighted<readonly [AdultKind, ...AdultKind[]]>,
  ...Weighted<readonly [AdultKind, ...AdultKind[]]>[],
] = [
  [30, [mother, father]],
  [24, [mother]],
  [12, [mother, elsewhere(father)]],
  [7, [mother, stepfather]],
  [5, [mother, stepfather, elsewhere(father)]],
  [6, [mother, grandmother]],
  [5, [father]],
  [3, [mother, sometimes(father), { ...grandmother, livesHere: 'PART' }]],
  [4, [guardian, sometimes(mother)]],
  [2, [guardian]],
  [2, [aunt, elsewhere(mother)]],
];
