import { Rejected } from '#libs/contracts';
import type { Opened, PersonEvent } from '#libs/contracts';
import type { PersonFact } from '../aggregate.ts';
import { checkOrder } from '../days.ts';

/** An event about one matter of a person's record: whatever follows the registration. */
export type MatterEvent = Exclude<PersonEvent, { type: 'PersonRegistered' }>;

type Known = Opened.PersonEvent;
type Matter = Exclude<Known, { type: 'PersonRegistered' }>;

/** What each end ends. */
const BEGINNINGS: { readonly [T in MatterEvent['type']]?: MatterEvent['type'] } = {
  IdentifierWithdrawn: 'IdentifierRecorded',
  AddressEnded: 'AddressRecorded',
  RelationshipEnded: 'RelationshipRecorded',
  ParentalResponsibilityEnded: 'ParentalResponsibilityRecorded',
};

/** The matter of a person's record that an event is about: a later event of the same matter takes its place. */
export function matterOf({ type, data }: Matter): string {
  switch (type) {
    case 'PersonNameRecorded':
      return `name ${data.use}`;
    case 'IdentifierRecorded':
    case 'IdentifierWithdrawn':
      return `identifier ${data.scheme} ${data.value ?? ''}`;
    case 'AddressRecorded':
    case 'AddressEnded':
      return `address ${data.type ?? ''}`;
    case 'RelationshipRecorded':
    case 'RelationshipEnded':
      return `relationship ${data.other} ${data.type ?? ''}`;
    case 'ParentalResponsibilityRecorded':
    case 'ParentalResponsibilityEnded':
      return `parental responsibility ${data.holder}`;
    case 'EthnicityRecorded':
      return 'ethnicity';
    case 'SendStatusRecorded':
      return 'send';
    case 'DeathRecorded':
      return 'death';
  }
}

/** What rules ask of a person, from the person's stream, opened; undefined where there is none. */
export function personFact(events: Iterable<Known>): PersonFact | undefined {
  let birth: Pick<PersonFact, 'adult' | 'dateOfBirth' | 'expectedDeliveryDate'> | undefined;
  let death: Pick<PersonFact, 'dateOfDeath'> = {};
  const standing = new Map<string, Known>();
  for (const event of events) {
    if (event.type === 'PersonRegistered') {
      birth = birthOf(event.data);
      for (const data of event.data.names ?? [])
        standing.set(`name ${data.use}`, { type: 'PersonNameRecorded', data });
      continue;
    }
    if (event.type === 'DeathRecorded') death = deathOf(event.data);
    standing.set(matterOf(event), event);
  }
  return birth && { ...birth, ...death, standing };
}

function birthOf({ adult, dateOfBirth, expectedDeliveryDate }: Opened.PersonRegistered) {
  return {
    ...(adult === undefined ? {} : { adult }),
    ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
    ...(expectedDeliveryDate === undefined ? {} : { expectedDeliveryDate }),
  };
}

function deathOf({ dateOfDeath }: Opened.DeathRecorded) {
  return dateOfDeath === undefined ? {} : { dateOfDeath };
}

/** Whether the last event of its matter said the very same. */
export function standsAlready(event: MatterEvent, { standing }: PersonFact): boolean {
  const last = standing.get(matterOf(event));
  return last?.type === event.type && isSame(last.data, event.data);
}

/** Refuses to end what does not stand (NOT_RECORDED), or before it began (END_BEFORE_START). */
export function checkEnds(event: MatterEvent, { standing }: PersonFact): void {
  const begins = BEGINNINGS[event.type];
  if (begins === undefined) return;
  const last = standing.get(matterOf(event));
  if (last?.type !== begins) throw new Rejected('NOT_RECORDED');
  if ('from' in last.data && 'to' in event.data) checkOrder(last.data.from, event.data.to, 'to');
}

function isSame(one: object, other: object): boolean {
  const values = new Map<string, unknown>(Object.entries(other));
  const entries = Object.entries(one);
  return entries.length === values.size && entries.every(([name, value]) => values.get(name) === value);
}
