import { jaroWinkler } from '@skyra/jaro-winkler';
import { doubleMetaphone } from 'double-metaphone';

export interface PersonName {
  readonly given?: string | undefined;
  readonly family: string;
}

/** How like two names must be, each of given and family name, to be put to a person. */
const ALIKE = 0.9;

/** Letters whose mark Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
};
const MARKED = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
const BEYOND_ASCII = /[^\p{ASCII}]/u;

/** Names without case, accents and spacing; what "the same name" compares. */
export function foldedName(text: string): string {
  return folded(text).replaceAll(' ', '');
}

/** The same names, case, accents and spacing aside. */
export function sameNames(one: PersonName, other: PersonName): boolean {
  return (
    foldedName(one.family) === foldedName(other.family) &&
    foldedName(one.given ?? '') === foldedName(other.given ?? '')
  );
}

/** Given and family name, accents and case folded, each of Jaro-Winkler similarity 0.90 or more. */
export function namesAlike(one: PersonName, other: PersonName): boolean {
  return similarity(one, other) >= ALIKE;
}

/** The lesser Jaro-Winkler similarity of the given and of the family names, 0 to 1. */
export function similarity(one: PersonName, other: PersonName): number {
  return Math.min(likeness(one.family, other.family), likeness(one.given ?? '', other.given ?? ''));
}

/** Whether given and family name each share a sound (double metaphone). */
export function soundAlike(one: PersonName, other: PersonName): boolean {
  const share = (a: string, b: string): boolean => soundsOf(a).some((sound) => soundsOf(b).includes(sound));
  return share(one.family, other.family) && share(one.given ?? '', other.given ?? '');
}

/** Under which keys a person of this name may be looked for, with the birth date where it is known. */
export function keysOf({ given = '', family }: PersonName, dateOfBirth: string | undefined): string[] {
  const families = soundsOf(family);
  const firsts = soundsOf(given);
  const names = families.flatMap((sound) => firsts.map((first) => `name ${sound} ${first}`));
  if (dateOfBirth === undefined) return names;
  const year = dateOfBirth.slice(0, 4);
  return [...names, ...families.map((sound) => `year ${sound} ${year}`), `born ${dateOfBirth}`];
}

function likeness(one: string, other: string): number {
  const [a, b] = [folded(one), folded(other)];
  return a === b ? 1 : jaroWinkler(a, b);
}

/** A name in letters that have no sound here stands for itself. */
function soundsOf(name: string): string[] {
  const plain = foldedName(name);
  const sounds = [...new Set(doubleMetaphone(plain))].filter((sound) => sound !== '');
  return sounds.length > 0 ? sounds : [plain];
}

/** Lower case, without accents, one space between words. */
function folded(text: string): string {
  const lower = text.trim().replace(/\s+/gu, ' ').toLowerCase();
  if (!BEYOND_ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(MARKED, (letter) => LETTERS[letter] ?? letter);
}
