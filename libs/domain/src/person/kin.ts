import { Rejected } from '#libs/contracts';
import type { RecordParentalResponsibility, RecordRelationship } from '#libs/contracts';
import type { Facts, PersonFact } from '../aggregate.ts';

// Who is whose parent stands on either's record: rules go by the facts of the moment, as far as records that nobody sealed
// tell. A ring that two orders close at the same moment is refused by no rule.

/** What a person is to the other where the other is the child; a step-parent or carer may be anybody's. */
const PARENTS: readonly (string | undefined)[] = ['MOTHER', 'FATHER', 'PARENT'];

interface Kinship {
  readonly child: string;
  readonly parent: string;
}

/** Whom a record names as a parent or a child of its person, or as holding parental responsibility. */
export function kinNamedBy(fact: PersonFact): string[] {
  return [
    ...kinshipsOf('', fact).flatMap(({ child, parent }) => [child, parent]),
    ...holdersNamedBy(fact),
  ].filter((person) => person !== '');
}

type Related = Pick<RecordRelationship, 'person' | 'other'> & { readonly type?: string };

/** I14: nobody is the parent of their parent, nor of a parent of theirs: OWN_ANCESTOR. */
export function checkNotItsParent(related: Related, { persons }: Pick<Facts, 'persons'>): void {
  const kinship = kinshipIn(related);
  if (kinship === undefined) return;
  const all = [...persons].flatMap(([person, fact]) => kinshipsOf(person, fact));
  checkNoRing(kinship, all);
}

/** The same of a relationship that is corrected: what its record says of the two until then is what is corrected. */
export function checkStillNotItsParent(related: Related, { persons }: Pick<Facts, 'persons'>): void {
  const own = persons.get(related.person);
  const others = [...(own?.standing ?? [])].filter(
    ([, { type, data }]) => type !== 'RelationshipRecorded' || data.other !== related.other,
  );
  const left = { ...own, standing: new Map(others) };
  checkNotItsParent(related, { persons: new Map(persons).set(related.person, left) });
}

/** I14: no two people have parental responsibility for each other, nor any ring of people: OWN_ANCESTOR. */
export function checkNotItsWard(
  { person: child, holder: parent }: Pick<RecordParentalResponsibility, 'person' | 'holder'>,
  { persons }: Pick<Facts, 'persons'>,
): void {
  const held = [...persons].flatMap(([ward, fact]) =>
    holdersNamedBy(fact).map((holder) => ({ child: ward, parent: holder })),
  );
  checkNoRing({ child, parent }, held);
}

function kinshipIn({ person, other, type }: Related): Kinship | undefined {
  if (type === 'CHILD') return { child: person, parent: other };
  return PARENTS.includes(type) ? { child: other, parent: person } : undefined;
}

function kinshipsOf(person: string, { standing }: PersonFact): Kinship[] {
  return [...standing.values()].flatMap(({ type, data }) =>
    type === 'RelationshipRecorded' ? (kinshipIn({ person, ...data }) ?? []) : [],
  );
}

function holdersNamedBy({ standing }: PersonFact): string[] {
  return [...standing.values()].flatMap(({ type, data }) =>
    type === 'ParentalResponsibilityRecorded' ? [data.holder] : [],
  );
}

function checkNoRing({ child, parent }: Kinship, all: readonly Kinship[]): void {
  const above = new Set([parent]);
  for (const person of above) for (const each of all) if (each.child === person) above.add(each.parent);
  if (above.has(child)) throw new Rejected('OWN_ANCESTOR');
}
