import { namesAlike, sameNames, similarity, soundAlike, type PersonName } from './names.ts';

/** Why two records may, or may not, be of one person: codes of the set duplicate-reason. */
export type MatchReason =
  | 'SAME_NHS_NUMBER'
  | 'SAME_UPN'
  | 'SAME_BIRTH_DATE'
  | 'OTHER_BIRTH_DATE'
  | 'SAME_NAMES'
  | 'NAMES_ALIKE'
  | 'OTHER_NAMES'
  | 'NO_SHARED_NUMBER';

/** What people are compared by. `upns` holds permanent and temporary numbers. */
export interface KnownPerson {
  readonly person: string;
  readonly names: readonly PersonName[];
  readonly dateOfBirth?: string | undefined;
  readonly nhsNumbers: readonly string[];
  readonly upns: readonly string[];
}

/** A person as a form or a query describes them. */
export interface Described {
  readonly given?: string | undefined;
  readonly family?: string | undefined;
  readonly dateOfBirth?: string | undefined;
  readonly nhsNumber?: string | undefined;
  readonly upn?: string | undefined;
}

/** `score` 0 to 1000: a number in common gives 500, the names up to 250, the birth date 250. */
export interface Comparison {
  /** SAME: recognised without a person. REVIEW: to be put to a person. OTHER: neither. */
  readonly relation: 'SAME' | 'REVIEW' | 'OTHER';
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

/** What a search forgives: names that only sound alike, and what was written in the place of the other. */
export type Forgiven = 'NAMES_SOUND_ALIKE' | 'NAMES_EXCHANGED' | 'BIRTH_DATE_EXCHANGED';

/** A candidate of a search. */
export interface Match {
  readonly person: string;
  readonly relation: Comparison['relation'];
  readonly score: number;
  readonly reasons: readonly (MatchReason | Forgiven)[];
}

interface Points {
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

const NUMBER = 500;
const NAMES = 250;
const BIRTH_DATE = 250;
const FORGIVEN = 125;
const NOTHING: Points = { score: 0, reasons: [] };

/** Whether one NHS number or UPN stands in both. */
export function shareNumber(one: Described, other: KnownPerson): boolean {
  return numbersIn(one, other).length > 0;
}

/**
 * Compares a described person with a known one by the rule of the request files. SAME: a number in common, the same
 * birth date and the same names. REVIEW: a number in common without one of the other two; or names alike and the same
 * birth date without a number in common.
 */
export function compare(described: Described, known: KnownPerson): Comparison {
  const shared = numbersIn(described, known);
  const names = pointsForNames(described, known);
  const birth = pointsForBirth(described, known);
  const numbers: Points =
    shared.length > 0 ? { score: NUMBER, reasons: shared } : { score: 0, reasons: ['NO_SHARED_NUMBER'] };
  const parts = [numbers, names, birth];
  return {
    relation: relationOf(shared.length > 0, names.reasons[0], birth.score > 0),
    score: parts.reduce((sum, { score }) => sum + score, 0),
    reasons: parts.flatMap(({ reasons }) => reasons),
  };
}

/**
 * The comparison as a search shows it: names that only sound alike count too, and given and family name, or day and month,
 * that were exchanged. Who may be the same but for what was exchanged is to be put to a person, never recognised.
 */
export function matchOf(described: Described, known: KnownPerson): Match {
  const { relation, score, reasons } = compare(described, known);
  const shown = reasons.map((reason) => forgiven(reason, described, known) ?? reason);
  const points = FORGIVEN * shown.filter((reason, at) => reason !== reasons[at]).length;
  return {
    person: known.person,
    relation: relation === 'OTHER' && mayBeExchanged(shown) ? 'REVIEW' : relation,
    score: score + points,
    reasons: shown,
  };
}

function mayBeExchanged(shown: Match['reasons']): boolean {
  const has = (...reasons: Match['reasons']): boolean => reasons.some((reason) => shown.includes(reason));
  const names = has('SAME_NAMES', 'NAMES_ALIKE', 'NAMES_EXCHANGED');
  return names && has('SAME_BIRTH_DATE', 'BIRTH_DATE_EXCHANGED');
}

function forgiven(reason: MatchReason, described: Described, known: KnownPerson): Forgiven | undefined {
  if (reason === 'OTHER_BIRTH_DATE')
    return exchangedDate(described.dateOfBirth) === known.dateOfBirth ? 'BIRTH_DATE_EXCHANGED' : undefined;
  const { given, family } = described;
  if (reason !== 'OTHER_NAMES' || family === undefined) return undefined;
  const exchanged = exchangedName({ given, family });
  if (exchanged && known.names.some((name) => namesAlike(exchanged, name))) return 'NAMES_EXCHANGED';
  return known.names.some((name) => soundAlike({ given, family }, name)) ? 'NAMES_SOUND_ALIKE' : undefined;
}

/** The given name in the place of the family name; undefined where there is one name. */
export function exchangedName({ given, family }: PersonName): PersonName | undefined {
  return given === undefined ? undefined : { given: family, family: given };
}

/** A whole date with its month in the place of the day. */
function exchangedDate(date = ''): string | undefined {
  const [year, month, day, ...rest] = date.split('-');
  return day === undefined || rest.length > 0 ? undefined : `${year}-${day}-${month}`;
}

function relationOf(
  number: boolean,
  names: MatchReason | undefined,
  sameBirth: boolean,
): Comparison['relation'] {
  if (number) return sameBirth && names === 'SAME_NAMES' ? 'SAME' : 'REVIEW';
  return sameBirth && (names === 'SAME_NAMES' || names === 'NAMES_ALIKE') ? 'REVIEW' : 'OTHER';
}

function numbersIn({ nhsNumber, upn }: Described, known: KnownPerson): MatchReason[] {
  const reasons: MatchReason[] = [];
  if (nhsNumber !== undefined && known.nhsNumbers.includes(nhsNumber)) reasons.push('SAME_NHS_NUMBER');
  if (upn !== undefined && known.upns.includes(upn)) reasons.push('SAME_UPN');
  return reasons;
}

/** By the name of the person that is most like; none where no name is given. */
function pointsForNames({ given, family }: Described, { names }: KnownPerson): Points {
  if (family === undefined || names.length === 0) return NOTHING;
  const name = { given, family };
  if (names.some((each) => sameNames(name, each))) return { score: NAMES, reasons: ['SAME_NAMES'] };
  const like = names.filter((each) => namesAlike(name, each)).map((each) => similarity(name, each));
  if (like.length === 0) return { score: 0, reasons: ['OTHER_NAMES'] };
  return { score: Math.round(NAMES * Math.max(...like)), reasons: ['NAMES_ALIKE'] };
}

function pointsForBirth({ dateOfBirth: one }: Described, { dateOfBirth: other }: KnownPerson): Points {
  if (one === undefined || other === undefined) return NOTHING;
  return one === other
    ? { score: BIRTH_DATE, reasons: ['SAME_BIRTH_DATE'] }
    : { score: 0, reasons: ['OTHER_BIRTH_DATE'] };
}
