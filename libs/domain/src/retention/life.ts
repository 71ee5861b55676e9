import type { Reference } from '#libs/reference';
import type { PersonFact } from '../aggregate.ts';
import { marksIn, marksInText } from './marks.ts';
import type { Mention } from './mention.ts';
import type { Life } from './retention.ts';

type Known = Pick<PersonFact, 'adult' | 'dateOfBirth' | 'expectedDeliveryDate' | 'dateOfDeath'>;

/**
 * What decides how long a person's record is kept, of all entries about the person under any of the person's records:
 * contact is what is said of the person, the family and its help, and not what is done about the record itself. What a
 * request of the person or the family tells without naming anybody is no contact, and may mark the person all the same.
 */
export function lifeOf(
  records: readonly string[],
  known: Known,
  mentions: readonly Mention[],
  reference: Reference,
): Life {
  const own = mentions.filter(({ persons }) => persons.some((person) => records.includes(person)));
  const whom = { records, adult: known.adult === true };
  const { dateOfBirth, expectedDeliveryDate, dateOfDeath } = known;
  return {
    ...(dateOfBirth !== undefined && { born: dateOfBirth }),
    ...(expectedDeliveryDate !== undefined && { expected: expectedDeliveryDate }),
    ...(dateOfDeath !== undefined && { died: dateOfDeath }),
    adult: whom.adult,
    ...daysOf(own),
    marks: new Set(['KNOWN', ...marksIn(mentions, whom, reference)]),
  };
}

/** The same of the text of a family or a request, which nobody was born with. */
export function lifeOfText(mentions: readonly Mention[], reference: Reference): Life {
  return { adult: true, ...daysOf(mentions), marks: new Set(['KNOWN', ...marksInText(mentions, reference)]) };
}

function daysOf(mentions: readonly Mention[]): Pick<Life, 'firstKnown' | 'lastContact'> {
  const days = mentions
    .filter(({ type }) => type !== OF_THE_RECORD)
    .map(({ day }) => day)
    .sort();
  return { firstKnown: days.at(0) ?? NEVER, lastContact: days.at(-1) ?? NEVER };
}

/** What is done about the record of somebody, in the stream of a request. */
const OF_THE_RECORD = 'IdentifiedOnRequest';

/** Of whom nothing is said: nothing is due by it. */
const NEVER = '9999-01-01';
