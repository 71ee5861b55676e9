import { createHash } from 'node:crypto';
import type { Principal } from '#libs/access';
import type { ReceiveRequestChild } from '#libs/contracts';
import type { Answered, Reading } from '../reads/read-door.ts';
import type { FamilyRecord } from '../record.ts';
import { matched, type Plan, type Sorted } from './plan.ts';
import type { Resolved, RecordedRequest } from './standing.ts';

/** A file whose people are looked for, and by whom. */
export interface LookUp {
  readonly file: Uint8Array;
  readonly good: Sorted['good'];
  /** Those that stand in the record without all that follows. */
  readonly incomplete: ReadonlySet<RecordedRequest>;
  readonly principal: Principal;
  readonly door: 'CLI' | 'OPERATOR';
}

type Seen = Pick<Answered<unknown>, 'families' | 'persons'>;

/** People, and families, in one record of a look-up. */
const AT_ONCE = 1_000;

/** Finds whom the new requests are about: a look-up of people, decided and recorded as any other. */
export async function lookedUp(
  { file, good, incomplete, principal, door }: LookUp,
  record: FamilyRecord,
): Promise<Plan> {
  const position = record.readers.position();
  const documentHash = createHash('sha256').update(file).digest('base64url');
  const reading = <T>(answer: () => Promise<{ value: T; seen: Seen }>): Reading<T> => ({
    principal,
    purpose: 'FAMILY_HELP',
    read: 'importRequests',
    resource: { kind: 'matching' },
    door,
    documentHash,
    answer: async () => {
      const { value, seen } = await answer();
      return { value, ...seen, results: seen.persons.length, classes: [], position };
    },
  });
  const later: Seen[] = [];
  const plan = await record.reads.open(
    reading(async () => {
      const value = await matched(good, incomplete, record);
      const [seen = { families: [], persons: [] }, ...rest] = seenIn(value.fresh);
      later.push(...rest);
      return { value, seen };
    }),
  );
  for (const seen of later)
    await record.reads.open(reading(() => Promise.resolve({ value: undefined, seen })));
  return plan;
}

/** Whom the requests were found to be about, or put beside, in parts. */
function seenIn(fresh: readonly Resolved[]): Seen[] {
  const families = new Set(
    fresh.flatMap(({ data: { family }, ids }) =>
      family === undefined || family === ids.family ? [] : [family],
    ),
  );
  const persons = new Set(fresh.flatMap(({ data }) => data.children.flatMap(personsSeen)));
  const people = partsOf([...persons]);
  const homes = partsOf([...families]);
  return Array.from({ length: Math.max(people.length, homes.length) }, (_, at) => ({
    persons: people[at] ?? [],
    families: homes[at] ?? [],
  }));
}

function personsSeen({ person, resolution, possibleDuplicates = [] }: ReceiveRequestChild): string[] {
  const known = person !== undefined && resolution === 'KNOWN' ? [person] : [];
  return [...known, ...possibleDuplicates.map((each) => each.person)];
}

function partsOf(ids: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) parts.push(ids.slice(from, from + AT_ONCE));
  return parts;
}
