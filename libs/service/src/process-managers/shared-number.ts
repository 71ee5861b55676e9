import { streamCategory, streamSubject, type StoredEvent } from '#libs/contracts';
import { numbersOfLiving, verifiedNumber, type PersonFact } from '#libs/domain';
import { isSeen, type PeopleReader } from '#libs/read-models';
import type { Sight } from '../sight/sight.ts';
import type { ProcessManager, Step } from './manager.ts';

export interface SharedNumberParts {
  readonly people: PeopleReader;
  readonly sight: Sight;
  /** Resolves once the read models hold everything now in the log. */
  caughtUp(): Promise<void>;
  /** What stands of a person, opened; a death under any of their records. */
  person(person: string): Promise<PersonFact | undefined>;
  /** The event's data with its sealed fields, as far as they open. */
  opened(event: StoredEvent): Promise<Readonly<Record<string, unknown>>>;
  /** The stream in which two records are compared. */
  streamOfPair(first: string, second: string): string;
}

/**
 * I15: a verified NHS number that stands on two living people puts the pair to a person, whether it was recorded, came to
 * be by a correction, or the one of them was not dead after all.
 */
export function sharedNumber(parts: SharedNumberParts): ProcessManager {
  return {
    name: 'shared-number',
    causes: ['IdentifierRecorded', 'DeathRecordRetracted', 'EntryCorrected', 'EntryVoided'],
    async steps(cause) {
      const numbers = await numbersToCompare(cause, parts);
      const steps: Step[] = [];
      for (const number of numbers)
        steps.push(...(await pairsUnder(number, streamSubject(cause.stream), parts)));
      return steps;
    },
  };
}

/** Of a number that was just recorded that one; else all that stand on a living person. */
async function numbersToCompare(cause: StoredEvent, parts: SharedNumberParts): Promise<string[]> {
  if (streamCategory(cause.stream) !== 'person') return [];
  const recorded =
    cause.type === 'IdentifierRecorded' ? verifiedNumber(await parts.opened(cause)) : undefined;
  if (cause.type === 'IdentifierRecorded' && recorded === undefined) return [];
  await parts.caughtUp();
  const standing = numbersOfLiving(await parts.person(streamSubject(cause.stream)));
  return standing.filter((number) => recorded === undefined || number === recorded);
}

async function pairsUnder(number: string, person: string, parts: SharedNumberParts): Promise<Step[]> {
  const steps: Step[] = [];
  const own = parts.people.recordsOf(person);
  const sealed = parts.sight.sealed();
  // A pair one of which is sealed is its custodian's (sealed-match).
  if (!isSeen(sealed, person)) return [];
  for (const other of parts.people.byIdentifier('NHS', number))
    if (!own.includes(other) && isSeen(sealed, other) && (await stands(number, other, parts)))
      steps.push(stepFor(person, other, number, parts));
  return steps;
}

/** Whether the number stands on any record of somebody who lives. */
async function stands(number: string, person: string, parts: SharedNumberParts): Promise<boolean> {
  for (const record of parts.people.recordsOf(person))
    if (numbersOfLiving(await parts.person(record)).includes(number)) return true;
  return false;
}

function stepFor(first: string, second: string, nhsNumber: string, parts: SharedNumberParts): Step {
  const { people } = parts;
  const { given, family, dateOfBirth } = people.person(first) ?? {};
  const described = {
    nhsNumber,
    given: given ?? undefined,
    family: family ?? undefined,
    dateOfBirth: dateOfBirth ?? undefined,
  };
  const match = people.match(described).find(({ person }) => person === second);
  const { score = 500, reasons = ['SAME_NHS_NUMBER'] } = match ?? {};
  return {
    name: second,
    order: { type: 'DetectPossibleDuplicate', data: { first, second, score, reasons } },
    starts: parts.streamOfPair(first, second),
  };
}
