import type { Clear } from '#libs/contracts';
import type { PersonFact } from '../aggregate.ts';
import type { Life } from './retention.ts';

/** An entry about somebody, as corrected, without what is sealed in it. */
export interface Mention {
  readonly type: Clear.Event['type'];
  readonly data: Clear.Event['data'];
  /** The last day on which it may have happened. */
  readonly day: string;
  /** Whom it is about, by bare ids. */
  readonly persons: readonly string[];
}

type Known = Pick<PersonFact, 'adult' | 'dateOfBirth' | 'expectedDeliveryDate' | 'dateOfDeath'>;

/**
 * What decides how long a person's record is kept, of all entries about the person under any of the person's records:
 * contact is what is said of the person, the family and its help, and not what is done about the record itself.
 */
export function lifeOf(records: readonly string[], known: Known, mentions: readonly Mention[]): Life {
  const own = mentions.filter(({ persons }) => persons.some((person) => records.includes(person)));
  const { dateOfBirth, expectedDeliveryDate, dateOfDeath } = known;
  return {
    ...(dateOfBirth !== undefined && { born: dateOfBirth }),
    ...(expectedDeliveryDate !== undefined && { expected: expectedDeliveryDate }),
    ...(dateOfDeath !== undefined && { died: dateOfDeath }),
    adult: known.adult === true,
    ...daysOf(own),
    marks: new Set(['KNOWN', ...own.flatMap((mention) => marksOf(mention, records))]),
  };
}

/** The same of the text of a family or a request, which nobody was born with. */
export function lifeOfText(mentions: readonly Mention[]): Life {
  return { adult: true, ...daysOf(mentions), marks: new Set(['KNOWN']) };
}

function daysOf(mentions: readonly Mention[]): Pick<Life, 'firstKnown' | 'lastContact'> {
  const days = mentions.map(({ day }) => day).sort();
  return { firstKnown: days.at(0) ?? NEVER, lastContact: days.at(-1) ?? NEVER };
}

/** Of whom nothing is said: nothing is due by it. */
const NEVER = '9999-01-01';

/** What marks each child that an entry names. */
const marking: { readonly [T in Clear.Event['type']]?: (data: DataOf<T>) => readonly Marked[] } = {
  EpisodeOpened: ({ children }) => children.map((child) => ({ child, marks: ['HELPED'] })),
  ChildAddedToEpisode: ({ child }) => [{ child, marks: ['HELPED'] }],
  StatutoryStatusNoted: ({ child, status }) => [{ child, marks: [status] }],
  EpisodeContinued: ({ children }) =>
    children.map(({ child, statutoryStatus }) => ({ child, marks: ['HELPED', statutoryStatus ?? 'HELPED'] })),
};

type DataOf<T extends Clear.Event['type']> = Extract<Clear.Event, { type: T }>['data'];
interface Marked {
  readonly child: string;
  readonly marks: readonly string[];
}

function marksOf({ type, data }: Mention, records: readonly string[]): string[] {
  const marked = marking[type]?.(data as never) ?? [];
  return marked.flatMap(({ child, marks }) => (records.includes(child) ? marks : []));
}
