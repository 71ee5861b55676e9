import { streamCategory, streamSubject, type StoredEvent } from '#libs/contracts';
import { verifiedNumber, verifiedNumbers, type PersonFact } from '#libs/domain';
import { isSeen, type Described, type PeopleReader } from '#libs/read-models';
import type { Sight } from '../sight/sight.ts';
import { nameFor, type ProcessManager, type Step } from './manager.ts';

export interface SealedMatchParts {
  readonly people: PeopleReader;
  readonly sight: Sight;
  /** Whether anything in the log was ever sealed. */
  hasSeals(): Promise<boolean>;
  /** Resolves once the read models hold everything now in the log. */
  caughtUp(): Promise<void>;
  /** What stands of a person, opened. */
  person(person: string): Promise<PersonFact | undefined>;
  /** The event's data with its sealed fields, as far as they open. */
  opened(event: StoredEvent): Promise<Readonly<Record<string, unknown>>>;
}

/** How many who are alike are looked at. */
const MOST = 100;
/** Events by which somebody may be known. */
const TOLD: readonly string[] = ['PersonRegistered', 'IdentifierRecorded'];

/**
 * Whoever is registered, or given a number, and may be somebody whose record is sealed: the pair waits for a custodian, and
 * nobody else is told (safeguards.md, 3.3). So does who comes to be so by a correction.
 */
export function sealedMatch(parts: SealedMatchParts): ProcessManager {
  /** Asked once: causes come in the order of the log, and so does the first seal. */
  let hasSeals: boolean | undefined;
  return {
    name: 'sealed-match',
    causes: [...TOLD, 'EntryCorrected', 'EntryVoided', 'RecordSealed'],
    neverParked: true,
    async steps(cause) {
      hasSeals = cause.type === 'RecordSealed' || (hasSeals ?? (await parts.hasSeals()));
      if (!hasSeals || !mayMatch(cause)) return [];
      await parts.caughtUp();
      const sealed = parts.sight.sealed();
      const person = streamSubject(cause.stream);
      if (sealed.persons.size === 0 || !isSeen(sealed, person)) return [];
      const foundIn = sourceOf(cause);
      return (await describedIn(cause, parts))
        .flatMap((described) => parts.people.match(described, { limit: MOST }))
        .filter(({ person: other, relation }) => relation !== 'OTHER' && !isSeen(sealed, other))
        .flatMap(({ person: matched }) =>
          parts.sight
            .sealsOver(matched)
            .map((record) => stepFor({ record, matched, foundIn, other: person, cause: cause.id })),
        );
    },
  };
}

/** What an amendment may make of somebody: what was recorded of them, or a number that was not withdrawn after all. */
function mayMatch({ type, stream, data: { entryType } }: StoredEvent): boolean {
  if (streamCategory(stream) !== 'person') return false;
  if (type === 'EntryCorrected') return TOLD.some((told) => told === entryType);
  return type !== 'EntryVoided' || entryType === 'IdentifierWithdrawn';
}

/** A number is looked up by itself, whom it stands on by names and birth date. */
async function describedIn(cause: StoredEvent, parts: SealedMatchParts): Promise<Described[]> {
  const person = streamSubject(cause.stream);
  if (isOfNumber(cause)) return (await numbersTold(cause, parts)).map((nhsNumber) => ({ nhsNumber }));
  if (!(await saysWhoItIs(cause, parts))) return [];
  const { given, family, dateOfBirth } = parts.people.person(person) ?? {};
  return [
    {
      given: given ?? undefined,
      family: family ?? undefined,
      dateOfBirth: dateOfBirth ?? undefined,
    },
  ];
}

/** Whether a name or the birth date is told: most corrections of a registration say something else. */
async function saysWhoItIs(cause: StoredEvent, parts: SealedMatchParts): Promise<boolean> {
  if (cause.type === 'PersonRegistered') return true;
  const { replaced } = (await parts.opened(cause)) as { replaced?: { personRegistered?: object } };
  return ['names', 'dateOfBirth'].some((field) => field in (replaced?.personRegistered ?? {}));
}

/** Of a number that was just recorded that one; else those that stand now. */
async function numbersTold(cause: StoredEvent, parts: SealedMatchParts): Promise<string[]> {
  if (cause.type !== 'IdentifierRecorded')
    return verifiedNumbers((await parts.person(streamSubject(cause.stream))) ?? { standing: new Map() });
  const number = verifiedNumber(await parts.opened(cause));
  return number === undefined ? [] : [number];
}

function isOfNumber({ type, data: { entryType } }: StoredEvent): boolean {
  return type !== 'PersonRegistered' && entryType !== 'PersonRegistered';
}

function sourceOf(cause: StoredEvent): string {
  if (cause.source === 'IMPORT') return 'IMPORT';
  return isOfNumber(cause) ? 'SHARED_NUMBER' : 'REGISTRATION';
}

interface Noted {
  readonly record: string;
  readonly matched: string;
  readonly foundIn: string;
  readonly other: string;
  readonly cause: string;
}

function stepFor(noted: Noted): Step {
  const { record, matched } = noted;
  return { name: nameFor(record, matched), order: { type: 'NoteSealedMatch', data: { ...noted } } };
}
