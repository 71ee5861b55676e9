import { londonDay } from '#libs/reference';
import { orNull } from '../../or-null.ts';
import { inSuccession, type Residence } from './moves.ts';
import type {
  AddressAsOf,
  ContactBarAsOf,
  IdentifierAsOf,
  LanguageNeedAsOf,
  NameAsOf,
  ParentalResponsibilityAsOf,
  RelationshipAsOf,
  WarningAsOf,
} from './person-rows.ts';
import type { Telling, ToldEvent } from '../told.ts';

/** A person while being told, by the survivor's stream first and those of the records that are read as the survivor's. */
export class PersonDraft {
  readonly #stream: string;
  /** By the record and the matter, what stands of it. */
  readonly #standing = new Map<string, object>();
  /** By the record and the kind of address, the last. */
  readonly #residences = new Map<string, Residence>();
  readonly names: NameAsOf[] = [];
  /** Of the other records: the survivor's stand after them. */
  readonly othersNames: NameAsOf[] = [];
  /** What the other records' registrations said. */
  others: ToldEvent<'PersonRegistered'>['data'] | null = null;
  readonly languages = new Map<string, LanguageNeedAsOf>();
  identifiers: IdentifierAsOf[] = [];
  addresses: AddressAsOf[] = [];
  relationships: RelationshipAsOf[] = [];
  responsibility: ParentalResponsibilityAsOf[] = [];
  contactBars: ContactBarAsOf[] = [];
  warnings: WarningAsOf[] = [];
  registered: ToldEvent<'PersonRegistered'> | null = null;
  ethnicity: ToldEvent<'EthnicityRecorded'> | null = null;
  sendStatus: ToldEvent<'SendStatusRecorded'> | null = null;
  youngCarer: ToldEvent<'YoungCarerRegistered'> | null = null;
  youngCarerEnded: ToldEvent<'YoungCarerEnded'> | null = null;
  noUpn: ToldEvent<'UpnUnknownReasonRecorded'> | null = null;
  expected: ToldEvent<'ExpectedDeliveryDateRevised'> | null = null;
  birth: ToldEvent<'BirthRecorded'> | null = null;
  pregnancyEnded: ToldEvent<'PregnancyEndedWithoutBirth'> | null = null;
  death: ToldEvent<'DeathRecorded'> | null = null;
  /** The position of the last retraction of a death. */
  deathRetracted = -1;

  constructor(stream: string) {
    this.#stream = stream;
  }

  /** Whether the event stands in the survivor's own record. */
  isOwn({ stream }: ToldEvent): boolean {
    return stream === this.#stream;
  }

  /**
   * A list with what is said of a matter in the place of what stood of it, without an end, in the same record: so rules take
   * it, and an end ends it.
   */
  saidAnew<T extends object>(list: readonly T[], { stream }: ToldEvent, said: T, matter: string): T[] {
    const key = `${stream} ${matter}`;
    const stood = list.findIndex((each) => each === this.#standing.get(key));
    this.#standing.set(key, said);
    return stood < 0 ? [...list, said] : list.with(stood, said);
  }

  /** Whoever is told to live elsewhere, at a place of the same kind, lives at the one before no longer. */
  movesTo({ stream, occurred }: ToldEvent, address: AddressAsOf): void {
    const kind = `${stream} ${address.type}`;
    const said = { address, since: address.from ?? londonDay(new Date(occurred).toISOString()) };
    const known = this.#residences.get(kind);
    const stood = known === undefined ? -1 : this.addresses.indexOf(known.address);
    const [last = said, ...earlier] = known && stood >= 0 ? inSuccession(known, said).toReversed() : [said];
    this.#residences.set(kind, last);
    const before = stood < 0 ? this.addresses : this.addresses.toSpliced(stood, 1, ...addressesOf(earlier));
    this.addresses = [...before, last.address];
  }

  /** Of two facts of a kind the later recorded stands, unless it certainly occurred before the other. */
  later<E extends ToldEvent>(before: E | null, event: E): E {
    return before !== null && event.isCertainlyBefore(before) ? before : event;
  }
}

function addressesOf(residences: readonly Residence[]): AddressAsOf[] {
  return residences.map(({ address }) => address);
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
export const registering: Telling<PersonDraft> = {
  PersonRegistered: (draft, event) => {
    const isOwn = draft.isOwn(event);
    if (isOwn) draft.registered = event;
    else draft.others = { ...event.data, ...draft.others };
    for (const name of event.data.names ?? [])
      (isOwn ? draft.names : draft.othersNames).push({
        ...orNull(name, 'use', 'given', 'family'),
        from: null,
        to: null,
      });
  },
};

export const recording: Telling<PersonDraft> = {
  PersonNameRecorded: (draft, event) => {
    const { data } = event;
    (draft.isOwn(event) ? draft.names : draft.othersNames).push(
      orNull(data, 'use', 'given', 'family', 'from', 'to'),
    );
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
  UpnUnknownReasonRecorded: (draft, event) => {
    draft.noUpn = draft.later(draft.noUpn, event);
  },
  AddressRecorded: (draft, event) => {
    const { data } = event;
    const { confidentialFrom = [] } = data;
    const address = orNull(data, 'type', 'line', 'postcode', 'uprn', 'from');
    draft.movesTo(event, { ...address, to: null, confidentialFrom });
  },
  AddressEnded: (draft, { data: { type, to } }) => {
    draft.addresses = ended(draft.addresses, (each) => each.type === type, to);
  },
  RelationshipRecorded: (draft, event) => {
    const said = { other: event.data.other, ...orNull(event.data, 'type', 'from'), to: null };
    draft.relationships = draft.saidAnew(draft.relationships, event, said, `${said.type} ${said.other}`);
  },
  RelationshipEnded: (draft, { data: { other, type, to } }) => {
    const isIt = (each: RelationshipAsOf): boolean => each.other === other && each.type === (type ?? null);
    draft.relationships = ended(draft.relationships, isIt, to);
  },
  ParentalResponsibilityRecorded: (draft, event) => {
    const said = { holder: event.data.holder, ...orNull(event.data, 'basis', 'from'), to: null };
    draft.responsibility = draft.saidAnew(draft.responsibility, event, said, `holder ${said.holder}`);
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
  LanguageNeedRecorded: ({ languages }, { data }) => {
    languages.set(data.language ?? '', orNull(data, 'language', 'interpreter', 'communication'));
  },
  YoungCarerRegistered: (draft, event) => {
    draft.youngCarer = event;
    draft.youngCarerEnded = null;
  },
  YoungCarerEnded: (draft, event) => {
    draft.youngCarerEnded = event;
  },
  ContactBarRecorded: (draft, event) => {
    const said = { ...orNull(event.data, 'barred', 'scope', 'orderReference', 'from'), to: null };
    draft.contactBars = draft.saidAnew(draft.contactBars, event, said, `bar ${said.barred} ${said.scope}`);
  },
  ContactBarLifted: (draft, { data: { barred, scope, to } }) => {
    const isIt = (each: ContactBarAsOf): boolean => each.barred === barred && each.scope === scope;
    draft.contactBars = ended(draft.contactBars, isIt, to);
  },
  WarningRecorded: (draft, event) => {
    const said = { ...orNull(event.data, 'warning', 'details', 'from'), to: null };
    draft.warnings = draft.saidAnew(draft.warnings, event, said, `warning ${said.warning}`);
  },
  WarningEnded: (draft, { data: { warning, to } }) => {
    draft.warnings = ended(draft.warnings, (each) => each.warning === warning, to);
  },
  ExpectedDeliveryDateRevised: (draft, event) => {
    draft.expected = draft.later(draft.expected, event);
  },
  BirthRecorded: (draft, event) => {
    draft.birth = event;
  },
  PregnancyEndedWithoutBirth: (draft, event) => {
    draft.pregnancyEnded = event;
  },
  DeathRecorded: (draft, event) => {
    if (event.position > draft.deathRetracted) draft.death = draft.later(draft.death, event);
  },
};

/** A death that was never so was not so on any day: its retraction counts whatever day is asked about. */
export const retracting: Telling<PersonDraft> = {
  DeathRecordRetracted: (draft, { position }) => {
    draft.deathRetracted = position;
  },
};
