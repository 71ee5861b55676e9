import { Rejected } from '#libs/contracts';
import { placesKeptFrom } from '#libs/reference';
import type { Facts, PersonFact } from '../aggregate.ts';
import { knownPerson } from '../eligibility.ts';
import type { Sharing } from './state.ts';

/** Bars under which nothing at all is told. */
const BARS_ALL = ['NO_INFORMATION'];
/** Bars under which nobody learns where the person is. */
const BARS_ADDRESS = [...BARS_ALL, 'NO_ADDRESS', 'NO_CONTACT'];

/** What is to be told, and others whom it may tell of though nothing was decided about them. */
type Telling = Sharing & { readonly others?: readonly string[] };

/**
 * I16: nobody is told what a contact bar or a confidential address keeps from them, whoever decides it and on whatever
 * basis. By the facts of the moment: the persons' own streams, and every record that is linked with theirs or the
 * recipient's. An address stays kept after they moved on, for others live there, and so does the same place wherever else
 * it stands in the family.
 */
export function checkNotBarred(telling: Telling, facts: Facts): void {
  const { persons, others = [], recipientPerson, classes } = telling;
  if (recipientPerson === undefined) return;
  const recipients = recordsOf(recipientPerson, facts);
  const kept = classes.includes('address') ? keptFrom(recipients, facts) : new Set();
  const isBarred = (person: string): boolean =>
    recordsOf(person, facts).some((record) => {
      const fact = facts.persons.get(record);
      return fact !== undefined && (kept.has(record) || bars(fact, classes, recipients));
    });
  for (const person of persons) knownPerson(facts, person);
  const barred = persons.find(isBarred);
  if (barred !== undefined) throw new Rejected('CONTACT_BAR', { person: barred });
  if (others.some(isBarred)) throw new Rejected('CONTACT_BAR');
}

/** Whether a bar keeps all that is known of a person from one of these records. */
export function keepsAllFrom(person: Pick<PersonFact, 'standing'>, recipients: readonly string[]): boolean {
  return bars(person, [], recipients);
}

/** Every record that is known to be the person's. */
export function recordsOf(person: string, { links }: Pick<Facts, 'links'>): readonly string[] {
  return links.get(person) ?? [person];
}

function bars(
  { standing }: Pick<PersonFact, 'standing'>,
  classes: readonly string[],
  recipients: readonly string[],
): boolean {
  const scopes = classes.includes('address') ? BARS_ADDRESS : BARS_ALL;
  return [...standing.values()].some(
    ({ type, data }) =>
      type === 'ContactBarRecorded' &&
      recipients.includes(data.barred ?? '') &&
      scopes.includes(data.scope ?? ''),
  );
}

/** The records that tell of a place which is to be kept from them, or ever was. */
function keptFrom(recipients: readonly string[], { persons }: Pick<Facts, 'persons'>): ReadonlySet<string> {
  const abodes = [...persons].flatMap(([person, { addresses = [] }]) =>
    addresses.map((address) => ({ ...address, person })),
  );
  const kept = abodes.filter(placesKeptFrom(new Set(recipients), abodes));
  return new Set(kept.map(({ person }) => person));
}
