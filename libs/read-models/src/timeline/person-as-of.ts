import type { AsOfPoint } from '../as-of.ts';
import { isStale } from '../model-reader.ts';
import { orNull } from '../or-null.ts';
import type { Tables } from '../projection.ts';
import { ofPerson, ofStream, type Scope } from './pages.ts';
import type {
  AddressAsOf,
  IdentifierAsOf,
  NameAsOf,
  ParentalResponsibilityAsOf,
  PersonAsOf,
  RelationshipAsOf,
} from './person-rows.ts';
import { tell, type Telling, type Told } from './told.ts';

/** A person while being told. */
class PersonDraft {
  readonly person: string;
  readonly names: NameAsOf[] = [];
  readonly families = new Set<string>();
  identifiers: IdentifierAsOf[] = [];
  addresses: AddressAsOf[] = [];
  relationships: RelationshipAsOf[] = [];
  responsibility: ParentalResponsibilityAsOf[] = [];
  registered: Told<'PersonRegistered'> | undefined;
  ethnicity: Told<'EthnicityRecorded'> | undefined;
  sendStatus: Told<'SendStatusRecorded'> | undefined;
  death: Told<'DeathRecorded'> | undefined;

  constructor(person: string) {
    this.person = person;
  }

  /** Of two facts of a kind the later recorded stands, unless it certainly occurred before the other. */
  later<E extends Told>(before: E | undefined, event: E): E {
    return before !== undefined && event.isCertainlyBefore(before) ? before : event;
  }
}

/** The last of the list that answers to what ends gets its end. */
function ended<T extends { readonly to: string | null }>(
  list: readonly T[],
  is: (each: T) => boolean,
  to: string | undefined,
): T[] {
  const at = list.findLastIndex((each) => each.to === null && is(each));
  return list.map((each, index) => (index === at ? { ...each, to: to ?? null } : each));
}

/** Who someone is does not begin on the day of registration. */
const registering: Telling<PersonDraft> = {
  PersonRegistered: (draft, event) => {
    draft.registered = event;
    for (const name of event.data.names ?? [])
      draft.names.push({ ...orNull(name, 'use', 'given', 'family'), from: null, to: null });
  },
};

const telling: Telling<PersonDraft> = {
  PersonNameRecorded: ({ names }, { data }) => {
    names.push(orNull(data, 'use', 'given', 'family', 'from', 'to'));
  },
  IdentifierRecorded: ({ identifiers }, { data }) => {
    const identifier = orNull(data, 'scheme', 'value', 'verification');
    const known = identifiers.findIndex(
      ({ scheme, value }) => scheme === identifier.scheme && value === identifier.value,
    );
    identifiers.splice(known < 0 ? identifiers.length : known, 1, identifier);
  },
  IdentifierWithdrawn: (draft, { data }) => {
    draft.identifiers = draft.identifiers.filter(
      ({ scheme, value }) => scheme !== data.scheme || value !== data.value,
    );
  },
  AddressRecorded: ({ addresses }, { data }) => {
    addresses.push({ ...orNull(data, 'type', 'line', 'postcode', 'uprn', 'from'), to: null });
  },
  AddressEnded: (draft, { data: { type, to } }) => {
    draft.addresses = ended(draft.addresses, (each) => each.type === type, to);
  },
  RelationshipRecorded: ({ relationships }, { data }) => {
    relationships.push({ other: data.other, ...orNull(data, 'type', 'from'), to: null });
  },
  RelationshipEnded: (draft, { data: { other, type, to } }) => {
    const isIt = (each: RelationshipAsOf): boolean => each.other === other && each.type === (type ?? null);
    draft.relationships = ended(draft.relationships, isIt, to);
  },
  ParentalResponsibilityRecorded: ({ responsibility }, { data }) => {
    responsibility.push({ holder: data.holder, ...orNull(data, 'basis', 'from'), to: null });
  },
  ParentalResponsibilityEnded: (draft, { data: { holder, to } }) => {
    draft.responsibility = ended(draft.responsibility, (each) => each.holder === holder, to);
  },
  EthnicityRecorded: (draft, event) => {
    draft.ethnicity = draft.later(draft.ethnicity, event);
  },
  SendStatusRecorded: (draft, event) => {
    draft.sendStatus = draft.later(draft.sendStatus, event);
  },
  DeathRecorded: (draft, event) => {
    draft.death = draft.later(draft.death, event);
  },
};

/** Membership stands in the families' streams, where other people's does too. */
const joining: Telling<PersonDraft> = {
  MemberJoined: ({ person, families }, { stream, data }) => {
    if (data.person === person) families.add(stream);
  },
  MemberLeft: ({ person, families }, { stream, data }) => {
    if (data.person === person) families.delete(stream);
  },
};

/** The person as of both axes; undefined where not registered by `at.position`. */
export function personAsOf(tables: Tables, person: string, at: AsOfPoint): PersonAsOf | undefined {
  const draft = new PersonDraft(person);
  const scope = ofStream(`person-${person}`, at);
  const { registered } = tell(
    tables,
    { scope, at: { ...at, effectiveAt: null }, telling: registering },
    draft,
  );
  if (registered === undefined) return undefined;
  tell(tables, { scope, at, telling }, draft);
  tell(tables, { scope: ofPerson(person, at), at, telling: joining }, draft);
  const { ethnicity, sendStatus, death } = draft;
  return {
    ...orNull(registered.data, 'dateOfBirth', 'expectedDeliveryDate', 'sex', 'adult'),
    person,
    reference: registered.data.reference,
    registered: registered.position,
    names: draft.names,
    identifiers: draft.identifiers,
    addresses: draft.addresses,
    relationships: draft.relationships,
    parentalResponsibility: draft.responsibility,
    ethnicity: ethnicity ? orNull(ethnicity.data, 'ethnicity', 'selfDefined') : null,
    sendStatus: sendStatus ? orNull(sendStatus.data, 'status', 'from') : null,
    death: death ? orNull(death.data, 'dateOfDeath', 'verification') : null,
    families: [...draft.families],
    erased: isErased(tables, scope),
    stale: isStale(tables, person),
  };
}

function isErased(tables: Tables, { sql, values }: Scope): boolean {
  const found = tables.one(
    `SELECT 1 FROM (${sql}) s CROSS JOIN events e ON e.position = s.position WHERE e.envelope ->> '$.erased' NOT NULL`,
    ...values,
  );
  return found !== undefined;
}
