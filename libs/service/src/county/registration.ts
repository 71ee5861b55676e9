import type { RegisterPerson } from '#libs/contracts';
import type { Life } from './agenda.ts';
import type { Adult, Child, Person } from './people/people.ts';
import type { Home } from './people/places.ts';
import { acting, carerOf, later, type Story } from './story.ts';
import { heardLate, soonAfter } from './times.ts';

/** The people enter the record, and then the family they are. */
export function* register(story: Story): Life {
  const { desk, household, chance, family } = story;
  const coordinator = acting(story.district.coordinator);
  const people = [...household.adults, ...household.children];
  for (const person of people)
    desk.send('RegisterPerson', entry(person, story), coordinator, { stream: `person-${person.id}` });
  yield (story.at = soonAfter(story.at, [2, 9], chance));
  const members = people.map(({ id, role, livesHere }) => ({ person: id, role, livesHere }));
  desk.send('RegisterFamily', { members }, coordinator, { stream: family });
}

function entry(person: Adult | Child, { home, family, household }: Story): RegisterPerson {
  const { dateOfBirth, expectedDeliveryDate, sex } = person;
  const isAddressed = isAdult(person) ? person === household.adults[0] : sex !== 'U';
  return {
    names: namesOf(person),
    ...(dateOfBirth !== undefined && { dateOfBirth }),
    ...(expectedDeliveryDate !== undefined && { expectedDeliveryDate }),
    sex,
    adult: isAdult(person),
    family,
    identifiers: isAdult(person) ? [] : identifiersOf(person),
    ...(isAddressed && { address: addressOf(home) }),
  };
}

function namesOf({ given, family, knownAs }: Person): RegisterPerson['names'] {
  const legal = { use: 'LEGAL', ...(given !== undefined && { given }), family };
  return knownAs === undefined ? [legal] : [legal, { use: 'KNOWN_AS', given: knownAs, family }];
}

function addressOf({ line, postcode, uprn }: Home): NonNullable<RegisterPerson['address']> {
  return { type: 'HOME', line, postcode, ...(uprn !== undefined && { uprn }) };
}

function identifiersOf({ nhsNumber, upn }: Child): NonNullable<RegisterPerson['identifiers']> {
  return [
    ...(nhsNumber === undefined ? [] : [{ scheme: 'NHS', value: nhsNumber, verification: 'PDS_TRACED' }]),
    ...(upn === undefined ? [] : [{ scheme: 'UPN', value: upn, verification: 'SCHOOL_CONFIRMED' }]),
  ];
}

function isAdult(person: Adult | Child): person is Adult {
  return 'relationship' in person;
}

type Lesson = (child: Child, story: Story) => void;

/** What is learnt of the children in the weeks after, and in which share of families. */
const LESSONS: readonly (readonly [share: number, Lesson])[] = [
  [0.08, relate],
  [0.33, describe],
  [1, noteSend],
  [0.08, nameHolder],
];

export function* learn(story: Story): Life {
  for (const [share, lesson] of LESSONS) {
    if (!story.chance.happens(share)) continue;
    for (const child of story.household.children) lesson(child, story);
    yield later(story, [1, 8]);
  }
}

/** What a child is to the carer, by what the carer is to the child. */
const CHILD_OF: Readonly<Record<string, string>> = { GRANDPARENT: 'GRANDCHILD', AUNT_UNCLE: 'NIECE_NEPHEW' };

function relate({ id: person }: Child, story: Story): void {
  const { id: other, relationship } = carerOf(story);
  const type = CHILD_OF[relationship] ?? 'CHILD';
  story.desk.send('RecordRelationship', { person, other, type }, acting(story.district.coordinator));
}

function describe({ id: person, ethnicity, ethnicitySelfDefined: selfDefined }: Child, story: Story): void {
  story.desk.send('RecordEthnicity', { person, ethnicity, selfDefined }, acting(story.district.coordinator));
}

/** A school tells of support that it has given for some time. */
function noteSend({ id: person, sendStatus: status }: Child, { at, chance, desk, district }: Story): void {
  if (status === undefined) return;
  const when = chance.happens(0.5) ? {} : heardLate(at, false, chance);
  desk.send('RecordSendStatus', { person, status }, acting(district.coordinator), when);
}

function nameHolder({ id: person, role }: Child, story: Story): void {
  const { id: holder, responsibility: basis } = carerOf(story);
  if (basis === undefined || role !== 'CHILD') return;
  const data = { person, holder, basis };
  story.desk.send('RecordParentalResponsibility', data, acting(story.district.coordinator));
}
