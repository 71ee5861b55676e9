import { isSeen, PersonIndex, type Described, type KnownPerson, type PersonRow } from '#libs/read-models';
import { endedAsLinked, type PersonFact } from '#libs/domain';
import type { FamilyRecord } from '../record.ts';
import { checked, type Checked } from './check.ts';
import { at, type ImportFault } from './faults.ts';
import { importIds } from './ids.ts';
import { Matching, type KnownFamilies } from './matching.ts';
import { requestsOf, type FormRequest } from './requests.ts';
import { readTable } from './rows.ts';
import { senseFaults } from './sense.ts';
import { standingOf, type IdentifiedForm, type Resolved, type RecordedRequest } from './standing.ts';
import { steadily } from './steadily.ts';

/** A request that is not taken, and why. */
export interface RefusedRequest {
  /** The lines of its rows. */
  readonly lines: readonly number[];
  readonly faults: readonly ImportFault[];
}

/** A file's requests as they are to be dealt with, each list in the order of the file. */
export interface Sorted {
  /** Distinct references. */
  readonly references: number;
  readonly refused: readonly RefusedRequest[];
  /** Good ones that are new to the record, and those that stand in it. */
  readonly good: readonly (IdentifiedForm | RecordedRequest)[];
}

/** A file's requests, judged and compared with those in the record. Throws `UnreadableFile`. */
export async function sortedRequests(file: Uint8Array, record: FamilyRecord): Promise<Sorted> {
  const requests = requestsOf((await readTable(file)).rows);
  const judge = { reference: record.reference(), now: record.clock.now() };
  const idsOf = importIds((name, n) => record.vault.mint(name, n));
  const refused: RefusedRequest[] = [];
  const good: (IdentifiedForm | RecordedRequest)[] = [];
  for await (const request of steadily(requests)) {
    const result: Checked = checked(request, judge);
    if ('faults' in result) {
      refused.push({ lines: linesOf(request), faults: result.faults });
      continue;
    }
    const named = { form: result.form, ids: idsOf(request.ref) };
    const standing = await standingOf(named, record);
    if (standing?.isSame === false) refused.push({ lines: linesOf(request), faults: [reused(request)] });
    else good.push(standing ?? named);
  }
  const references = new Set(requests.map(({ ref }) => ref).filter((ref) => ref !== '')).size;
  return { references, refused, good };
}

export function isStanding(request: IdentifiedForm | RecordedRequest): request is RecordedRequest {
  return 'event' in request;
}

/** What is to be written for a file. */
export interface Plan {
  readonly fresh: readonly Resolved[];
  readonly refused: readonly RefusedRequest[];
}

/**
 * Resolves the people of requests that are new to the record; `unfinished` are those that stand in it while what
 * follows from them does not. Nothing of those is matched again.
 */
export async function matched(
  good: Sorted['good'],
  unfinished: ReadonlySet<RecordedRequest>,
  record: FamilyRecord,
): Promise<Plan> {
  const matching = new Matching(await indexFor(good, record), knownFamilies(record));
  const fresh: Resolved[] = [];
  const refused: RefusedRequest[] = [];
  for await (const request of steadily(good)) {
    if (isStanding(request)) {
      if (unfinished.has(request)) matching.learn(request.data);
      continue;
    }
    const resolved = { ...request, data: matching.resolve(request.form.data, request.ids) };
    const faults = lateFaults(resolved, record);
    if (faults.length > 0) {
      refused.push({ lines: resolved.form.lines, faults });
      continue;
    }
    matching.learn(resolved.data);
    fresh.push(resolved);
  }
  return { fresh, refused };
}

/** The rules that ask who the children are. */
function lateFaults({ data, form }: Resolved, record: FamilyRecord): readonly ImportFault[] {
  const known = data.children.flatMap(({ person, resolution }) =>
    resolution === 'KNOWN' && person !== undefined ? [person] : [],
  );
  if (known.length === 0) return [];
  const { people } = record.readers;
  const persons = new Map<string, PersonFact>();
  for (const [person, records] of people.recordsOfAll(known))
    persons.set(person, endedAsLinked({ standing: new Map() }, deathsIn(people.people(records))));
  const judge = { reference: record.reference(), now: record.clock.now(), persons };
  return senseFaults({ ...form, data }, judge);
}

function deathsIn(records: ReadonlyMap<string, PersonRow>): PersonFact[] {
  return [...records.values()].map(({ dateOfDeath }) => ({
    ...(dateOfDeath !== null && { dateOfDeath }),
    standing: new Map(),
  }));
}

function linesOf({ rows }: FormRequest): number[] {
  return rows.map(({ line }) => line);
}

function reused({ rows: [{ line }] }: FormRequest): ImportFault {
  return at(line, 'request_ref', 'REFERENCE_REUSED');
}

/**
 * Everyone in the record whom a row could be: nobody is recognised without a number or the birth date, and nobody whose
 * record is sealed, whoever imports.
 */
async function indexFor(good: Sorted['good'], { readers, sight }: FamilyRecord): Promise<PersonIndex> {
  const keys = new Set(
    good.flatMap(({ form }) =>
      form.data.children.flatMap(({ nhsNumber, upn, dateOfBirth }) =>
        keysOf({ nhsNumber, upn, dateOfBirth }),
      ),
    ),
  );
  const sealed = sight.sealed();
  const index = new PersonIndex();
  for await (const known of steadily(readers.people.everyone()))
    if (isSeen(sealed, known.person) && keysOfKnown(known).some((key) => keys.has(key))) index.add(known);
  return index;
}

function keysOf({ nhsNumber, upn, dateOfBirth }: Described): string[] {
  return [nhsNumber, upn, dateOfBirth].filter((key) => key !== undefined);
}

function keysOfKnown({ nhsNumbers, upns, dateOfBirth }: KnownPerson): string[] {
  return [...nhsNumbers, ...upns, ...(dateOfBirth === undefined ? [] : [dateOfBirth])];
}

const CHILDREN: ReadonlySet<string | null> = new Set(['CHILD', 'UNBORN']);

function knownFamilies({ readers: { families, people } }: FamilyRecord): KnownFamilies {
  return {
    familiesOf: (person) => families.familiesOf(person),
    adultsIn: (family) => {
      const adults = families.members(family).filter(({ role }) => !CHILDREN.has(role));
      return [...people.people(adults.map(({ person }) => person)).values()].flatMap(
        ({ person, given, family: name }) =>
          name === null ? [] : [{ person, names: [{ family: name, given: given ?? undefined }] }],
      );
    },
  };
}
