import { Injectable } from '@nestjs/common';
import {
  isInForce,
  type AsOfPoint,
  type FamilyAsOf,
  type MemberAsOf,
  type PersonAsOf,
} from '#libs/read-models';
import { londonDay } from '#libs/reference';
import { nameShown } from '../people/name-shown.ts';
import { ServedRecord } from '../served-record.ts';
import type { Household, HouseholdMember } from './household.types.ts';

type Bare<T> = Omit<T, 'asOf' | 'lag' | 'redactions'>;
type Shown = Omit<Bare<Household>, 'members'> & { readonly members: Bare<HouseholdMember>[] };

/** A family by where its members lived, on the day asked about or else on that up to which all is known. */
@Injectable()
export class HouseholdView {
  constructor(private readonly record: ServedRecord) {}

  household(found: FamilyAsOf, at: AsOfPoint): Shown {
    const { timeline } = this.record.readers;
    const day = at.effectiveAt ?? (at.knownAt && londonDay(at.knownAt));
    const kept = timeline.addressesKeptFrom(found.family, at);
    const family = new Set(found.members.flatMap(({ person }) => timeline.recordsOf(person, at)));
    const members = found.members.map((member) => {
      const known = timeline.personAsOf(member.person, at);
      return { ...ofMember(member), ...(known && ofPerson(known, { day, kept, family })) };
    });
    return { family: found.family, reference: found.reference, day, members };
  }
}

interface Around {
  readonly day: string | null;
  /** Streams whose addresses must be kept from someone of the family. */
  readonly kept: ReadonlySet<string>;
  readonly family: ReadonlySet<string>;
}

function ofMember({ person, role, livesHere }: MemberAsOf): Bare<HouseholdMember> {
  const unknown = { reference: null, name: null, unborn: null, addresses: [], relationships: [] };
  return { ...unknown, person, role, livesHere };
}

function ofPerson(person: PersonAsOf, { day, kept, family }: Around): Partial<Bare<HouseholdMember>> {
  const holds = (period: { readonly from: string | null; readonly to: string | null }): boolean =>
    day === null || isInForce(period, day);
  const isKept = person.records.some((record) => kept.has(`person-${record}`));
  return {
    reference: person.reference,
    name: nameShown(person.names),
    unborn: person.unborn,
    addresses: isKept ? [] : person.addresses.filter(holds),
    relationships: person.relationships.filter((each) => family.has(each.other) && holds(each)),
  };
}
