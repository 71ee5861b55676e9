import { streamSubject, type StoredEvent } from '#libs/contracts';
import { verifiedNumber } from '#libs/domain';
import { isSeen, type Described, type PeopleReader } from '#libs/read-models';
import type { Sight } from '../sight.ts';
import type { ProcessManager, Step } from './manager.ts';

export interface SealedMatchParts {
  readonly people: PeopleReader;
  readonly sight: Sight;
  /** Whether anything in the log was ever sealed. */
  hasSeals(): Promise<boolean>;
  /** Resolves once the read models hold everything now in the log. */
  caughtUp(): Promise<void>;
  /** The event's data with its sealed fields, as far as they open. */
  opened(event: StoredEvent): Promise<Readonly<Record<string, unknown>>>;
}

/** How many who are alike are looked at. */
const MOST = 100;

/**
 * Whoever is registered, or given a number, and may be somebody whose record is sealed: the pair waits for a custodian, and
 * nobody else is told (safeguards.md, 3.3).
 */
export function sealedMatch(parts: SealedMatchParts): ProcessManager {
  /** Asked once: causes come in the order of the log, and so does the first seal. */
  let hasSeals: boolean | undefined;
  return {
    name: 'sealed-match',
    causes: ['PersonRegistered', 'IdentifierRecorded', 'RecordSealed'],
    isUntold: true,
    async steps(cause) {
      hasSeals = cause.type === 'RecordSealed' || (hasSeals ?? (await parts.hasSeals()));
      if (!hasSeals || cause.type === 'RecordSealed') return [];
      await parts.caughtUp();
      const sealed = parts.sight.sealed();
      const person = streamSubject(cause.stream);
      if (sealed.persons.size === 0 || !isSeen(sealed, person)) return [];
      const foundIn = sourceOf(cause);
      return parts.people
        .match(await describedIn(cause, parts), { limit: MOST })
        .filter(({ person: other, relation }) => relation !== 'OTHER' && !isSeen(sealed, other))
        .flatMap(({ person: matched }) =>
          parts.sight
            .sealsOver(matched)
            .map((record) => stepFor({ record, matched, foundIn, other: person, cause: cause.id })),
        );
    },
  };
}

/** A number is looked up by itself, whom it stands on by names and birth date. */
async function describedIn(cause: StoredEvent, parts: SealedMatchParts): Promise<Described> {
  if (cause.type === 'IdentifierRecorded') return { nhsNumber: verifiedNumber(await parts.opened(cause)) };
  const { given, family, dateOfBirth } = parts.people.person(streamSubject(cause.stream)) ?? {};
  return {
    given: given ?? undefined,
    family: family ?? undefined,
    dateOfBirth: dateOfBirth ?? undefined,
  };
}

function sourceOf({ type, source }: StoredEvent): string {
  if (source === 'IMPORT') return 'IMPORT';
  return type === 'IdentifierRecorded' ? 'SHARED_NUMBER' : 'REGISTRATION';
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
  return { name: `${record} ${matched}`, order: { type: 'NoteSealedMatch', data: { ...noted } } };
}
