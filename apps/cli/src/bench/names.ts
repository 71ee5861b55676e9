const GIVEN =
  'Ada Aisha Alfie Amelia Ava Ben Callum Chloe Daniel Ella Erin Ethan Evie Fatima Finn Freya George Grace Hannah ' +
  'Harry Ibrahim Isla Jack Jacob James Kai Layla Leo Lily Lucas Maja Maryam Mia Noah Nora Oliver Omar Oscar Poppy ' +
  'Priya Reuben Rosa Ruby Sam Sofia Tom Yusuf Zara';
const BEGINNINGS =
  'Ash Black Brad Brook Burn Chad Clay Craw East Green Hard Hart Hol Kings Lang Marsh Mil New North Oak Pem Red ' +
  'Shel South Stan Thorn Wal West White Win';
const ENDINGS = 'bury by combe den field ford ham land ley man ton well wick wood worth';

const given = GIVEN.split(' ');
const surnames = BEGINNINGS.split(' ').flatMap((first) => ENDINGS.split(' ').map((last) => first + last));
const FIRST_BIRTH = Date.UTC(2009, 0, 1);
const DAYS = 5_000;
const DAY_MS = 86_400_000;

/** Names that some people share, as people do. */
export const aGivenName = (): string => anyOf(given);
export const aFamilyName = (): string => anyOf(surnames);

/** The day of birth of somebody who is a child throughout the histories made here. */
export function aBirthDate(): string {
  return new Date(FIRST_BIRTH + Math.floor(Math.random() * DAYS) * DAY_MS).toISOString().slice(0, 10);
}

function anyOf(names: readonly string[]): string {
  return names[Math.floor(Math.random() * names.length)] ?? '';
}
