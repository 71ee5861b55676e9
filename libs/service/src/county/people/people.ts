import { addDays } from '#libs/reference';
import type { Chance, Weighted } from '../chance.ts';
import type { InventedNames, Sex } from './names.ts';
import type { Numbers } from './numbers.ts';
import { shapes, type AdultKind } from './shapes.ts';

/** Someone who does not exist, before the record knows them. */
export interface Person {
  /** The bare subject id, once the county has named the person. */
  readonly id: string;
  readonly given?: string;
  readonly family: string;
  readonly knownAs?: string;
  readonly sex: Sex | 'U';
  readonly dateOfBirth?: string;
  readonly expectedDeliveryDate?: string;
  /** Code of `family-role`. */
  readonly role: string;
  /** Code of `lives-here`. */
  readonly livesHere: string;
}

export interface Child extends Person {
  readonly nhsNumber?: string;
  readonly upn?: string;
  readonly ethnicity: string;
  readonly ethnicitySelfDefined: boolean;
  readonly sendStatus?: string | undefined;
}

export interface Adult extends Person {
  /** What the adult is to the children: a code of `relationship`. */
  readonly relationship: string;
  /** What the children call this adult. */
  readonly called: string;
  /** Basis of parental responsibility for every child, where there is one. */
  readonly responsibility?: string;
}

/** A family as it is when it first asks for help. */
export interface Household {
  readonly adults: readonly [Adult, ...Adult[]];
  /** The first is the one whom the request is mostly about. */
  readonly children: readonly [Child, ...Child[]];
}

type Years = readonly [from: number, to: number];

const SIZES = [
  [44, 1],
  [37, 2],
  [13, 3],
  [4, 4],
  [2, 5],
] as const;
const YOUNGEST: readonly [Weighted<Years>, ...Weighted<Years>[]] = [
  [26, [0, 3]],
  [24, [3, 6]],
  [34, [6, 12]],
  [16, [12, 16]],
];

const ETHNICITIES = [
  [70, 'WBRI'],
  [7, 'WOTH'],
  [1, 'WIRI'],
  [0.3, 'WROM'],
  [0.2, 'WIRT'],
  [4, 'AIND'],
  [2, 'APKN'],
  [1, 'ABAN'],
  [2, 'AOTH'],
  [2, 'BAFR'],
  [1, 'BCRB'],
  [0.5, 'BOTH'],
  [1, 'CHNE'],
  [2, 'MWAS'],
  [2, 'MWBC'],
  [1, 'MWBA'],
  [1, 'MOTH'],
  [1, 'OOTH'],
  [2, 'NOBT'],
  [1, 'REFU'],
] as const;

/** From the fifth birthday on. */
const PUPIL_DAYS = 1826;

export interface Peopling {
  readonly chance: Chance;
  readonly names: InventedNames;
  readonly numbers: Numbers;
  /** A new person's id. */
  name(): string;
  /** Whether this child of school age has a plan, or support, or neither. */
  sendStatus(): string | undefined;
  /** When a child is expected in this family, which asks for help on the day; mostly none is. */
  expecting(day: string): string | undefined;
}

/** A family that asks for help on a day. */
export function household(day: string, by: Peopling): Household {
  const { chance, names } = by;
  const surname = names.family();
  const children = childrenOf(day, surname, by);
  const eldest = children.map(({ dateOfBirth = day }) => dateOfBirth).sort()[0] ?? day;
  const [first, ...others] = chance.weighted(shapes);
  const adult = (kind: AdultKind): Adult => adultOf(kind, { eldest, surname, by });
  return { adults: [adult(first), ...others.map(adult)], children };
}

function childrenOf(day: string, surname: string, by: Peopling): [Child, ...Child[]] {
  const { chance } = by;
  const ethnicity = chance.weighted(ETHNICITIES);
  const expected = by.expecting(day);
  const unborn = expected === undefined ? [] : [unbornChild(expected, { surname, ethnicity, by })];
  const size = Math.max(1 - unborn.length, chance.weighted(SIZES) - unborn.length);
  const dates = birthDates(day, size, chance);
  const children = [...dates.map((born) => bornChild(born, day, { surname, ethnicity, by })), ...unborn];
  const [first, ...others] = children.splice(chance.whole(0, children.length - 1)).concat(children);
  if (first === undefined) throw new RangeError('a family has a child');
  return [first, ...others];
}

/** Oldest last; twins now and then. */
function birthDates(day: string, size: number, chance: Chance): string[] {
  const [from, to] = chance.weighted(YOUNGEST);
  let born = addDays(day, -chance.whole(365 * from + 30, 365 * to + 30));
  const dates: string[] = [];
  while (dates.length < size) {
    dates.push(born);
    if (!chance.happens(0.02)) born = addDays(born, -chance.whole(400, 1400));
    if (born < addDays(day, -6390)) break;
  }
  return dates;
}

interface Siblings {
  readonly surname: string;
  readonly ethnicity: string;
  readonly by: Peopling;
}

function bornChild(born: string, day: string, { surname, ethnicity, by }: Siblings): Child {
  const { chance, names } = by;
  const sex = chance.pick<Sex>(['F', 'M']);
  const given = names.given(sex);
  const isPupil = born < addDays(day, -PUPIL_DAYS);
  return {
    id: by.name(),
    given,
    family: chance.happens(0.1) ? names.family() : surname,
    ...(given.length > 6 && chance.happens(0.2) && { knownAs: given.slice(0, 3) }),
    sex,
    dateOfBirth: born,
    role: 'CHILD',
    livesHere: chance.happens(0.93) ? 'FULL' : 'PART',
    ...numbered(isPupil, by),
    ethnicity,
    ethnicitySelfDefined: !isPupil || chance.happens(0.4),
    ...(isPupil && { sendStatus: by.sendStatus() }),
  };
}

function numbered(isPupil: boolean, { chance, numbers }: Peopling): Pick<Child, 'nhsNumber' | 'upn'> {
  return {
    ...(chance.happens(0.92) && { nhsNumber: numbers.nhsNumber() }),
    ...(isPupil && chance.happens(0.95) && { upn: numbers.upn() }),
  };
}

function unbornChild(expected: string, { surname, ethnicity, by }: Siblings): Child {
  return {
    id: by.name(),
    family: surname,
    sex: 'U',
    expectedDeliveryDate: expected,
    role: 'UNBORN',
    livesHere: 'FULL',
    ethnicity,
    ethnicitySelfDefined: false,
  };
}

interface Elders {
  readonly eldest: string;
  readonly surname: string;
  readonly by: Peopling;
}

function adultOf({ sex, older, ...kind }: AdultKind, { eldest, surname, by }: Elders): Adult {
  const { chance, names } = by;
  const [least, most] = older;
  const born = addDays(eldest, -chance.whole(Math.round(365.25 * least), Math.round(365.25 * most)));
  const known = chance.weighted([
    [62, born],
    [16, born.slice(0, 4)],
    [22, undefined],
  ]);
  const sharesName = kind.role !== 'STEP' && chance.happens(0.7);
  return {
    ...kind,
    id: by.name(),
    given: names.given(sex),
    family: sharesName ? surname : names.family(),
    sex,
    ...(known !== undefined && { dateOfBirth: known }),
  };
}
