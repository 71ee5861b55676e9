import { addDays } from '#libs/reference';
import type { Life } from '../agenda.ts';
import type { Chance } from '../chance.ts';
import type { Child } from './people.ts';
import { acting, type Story, type Town } from '../story.ts';
import { daysLater, soonAfter } from '../times.ts';

export interface Birth {
  readonly child: Child;
  /** The day. */
  readonly born: string;
  readonly chance: Chance;
  /** When it is told, in milliseconds. */
  at: number;
}

const TWINS = 0.1;

/** Of a child who is on the way, the birth and when it is told; undefined where the county ends before. */
export function birthOf(child: Child, { ends }: Town, chance: Chance): Birth | undefined {
  const { expectedDeliveryDate } = child;
  if (expectedDeliveryDate === undefined || expectedDeliveryDate > addDays(ends, -30)) return undefined;
  const born = addDays(expectedDeliveryDate, chance.whole(-15, 10));
  return { child, born, chance, at: daysLater(Date.parse(born), [2, 9], chance) };
}

/** The unborn child is born, and is the same person with a name; now and then there are two. */
export function* beBorn(story: Story, birth: Birth): Life {
  const { desk, family, town, district } = story;
  const { child, born: dateOfBirth, chance } = birth;
  const { id: person, family: surname } = child;
  const coordinator = acting(district.coordinator);
  const sex = chance.pick(['F', 'M'] as const);
  const isTwin = chance.happens(TWINS);
  const born = { person, dateOfBirth, sex, ...(isTwin && { multipleIndex: 1 }) };
  desk.send('RecordBirth', born, coordinator);
  yield inMinutes(birth);
  const name = { use: 'LEGAL', given: town.names.given(sex), family: surname };
  desk.send('RecordPersonName', { person, ...name }, coordinator);
  Object.assign(child, { dateOfBirth, sex, given: name.given, expectedDeliveryDate: undefined });
  const member = { role: 'CHILD', livesHere: 'FULL' };
  yield inMinutes(birth);
  desk.send('ChangeMemberRole', { family, person, ...member }, coordinator);
  if (!isTwin) return;
  yield inMinutes(birth);
  const twin = desk.id('twin');
  const names = [{ ...name, given: town.names.given(sex) }];
  const second = { siblingOfPregnancy: person, multipleIndex: 2 };
  const registered = { names, dateOfBirth, sex, adult: false, family, identifiers: [], ...second };
  yield desk.keysFor([twin]);
  desk.send('RegisterPerson', registered, coordinator, { stream: `person-${twin}` });
  yield inMinutes(birth);
  desk.send('AddMember', { family, person: twin, ...member }, coordinator);
}

function inMinutes(birth: Birth): number {
  birth.at = soonAfter(birth.at, [1, 6], birth.chance);
  return birth.at;
}
