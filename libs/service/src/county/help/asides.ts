import { addDays, ageOn } from '#libs/reference';
import type { Life } from '../agenda.ts';
import { isSchoolChild, subjectsOfRequest } from '../requests/asking.ts';
import { shareOf, type Chance } from '../chance.ts';
import type { Agency } from '../people/staff.ts';
import { acting, carerOf, later, sentence, today, type Story } from '../story.ts';
import { daysLater, soonAfter } from '../times.ts';

/** What happens to a family beside the help that it asks for. */
interface Aside {
  readonly name: string;
  /** Of the families to which it may happen. */
  readonly share: number;
  readonly mayHappen?: (story: Story) => boolean;
  readonly life: (story: Story) => Life;
}

/**
 * Most contacts of a real county (68,000 a year, domain volumes) are about children of whom nothing more is
 * recorded: these are the few about families that are known. Shares are small, so that a county hardly grows by them.
 */
const ASIDES: readonly Aside[] = [
  { name: 'contact', share: 0.03, life: askedAbout },
  { name: 'registered-twice', share: 0.012, life: registeredTwice },
  { name: 'expecting', share: 0.02, mayHappen: isYoungFamily, life: expectAndLose },
];

/** What happens to a family beside its story, each from when on. */
export type Beside = (story: Story) => readonly { readonly life: Life; readonly at: number }[];

/** Asked of each family in turn. */
export function asides(chance: Chance): Beside {
  const all = ASIDES.map((aside) => ({ ...aside, isNext: shareOf(aside.share, chance.branch(aside.name)) }));
  return (story) =>
    all
      .filter(({ mayHappen, isNext }) => mayHappen?.(story) !== false && isNext())
      .map(({ name, life }) => {
        const own = story.chance.branch(name);
        const at = daysLater(story.at, [40, 320], own);
        return { life: life({ ...story, chance: own, at }), at };
      });
}

/** Somebody asks about a child, and needs no more than advice. */
function* askedAbout(story: Story): Life {
  const { chance, desk, district, home, focus } = story;
  const name = 'contact';
  const request = `request-${desk.id(name)}`;
  const coordinator = acting(district.coordinator);
  const [source, caller] = callerOf(story);
  const { id: person, given, family: familyName, dateOfBirth, expectedDeliveryDate } = focus;
  const child = {
    person,
    familyName,
    ...(given !== undefined && { givenName: given }),
    ...(dateOfBirth !== undefined && { dateOfBirth }),
    ...(expectedDeliveryDate !== undefined && { expectedDeliveryDate }),
  };
  yield desk.keysFor(subjectsOfRequest(desk, name));
  const said = {
    source,
    channel: 'PHONE',
    urgency: 'ROUTINE',
    ...(caller !== undefined && { callerOrganisation: caller.name }),
    gss: home.gss,
    children: [child],
    concern: sentence(story, story.matter.worrying),
  };
  desk.send('ReceiveContact', said, coordinator, { as: name });
  yield (story.at = soonAfter(story.at, [10, 60], chance));
  const outcome = chance.pick(['ADVICE_TO_REFERRER', 'ADVICE_TO_REFERRER', 'SIGNPOST_UNIVERSAL'] as const);
  const rationale = chance.pick(ENOUGH);
  const decided = { request, outcome, rationale, decidedBy: district.coordinator.id };
  desk.send('TriageRequest', decided, coordinator);
  yield later(story, [0, 2]);
  desk.send('InformReferrer', { request, how: 'PHONE', content: 'OUTCOME_ONLY' }, coordinator);
}

const ENOUGH = [
  'The caller can go on with this, and knows whom to ring if it gets harder.',
  'Advice was given in the call; nothing more is needed now.',
  'It is known, and being worked on already by those who know the child.',
] as const;

function callerOf(story: Story): readonly [source: string, caller: Agency | undefined] {
  const { chance, district } = story;
  return isSchoolChild(story) ? ['2A', chance.pick(district.schools)] : ['1A', undefined];
}

const FOUND_TO_BE_TWO = 0.3;

/** A carer who rings under the same name is registered anew, and the two records are linked; now and then they are two. */
function* registeredTwice(story: Story): Life {
  const { chance, desk, district } = story;
  const { id: survivor, given, family, sex, dateOfBirth } = carerOf(story);
  const other = desk.id('again');
  const coordinator = acting(district.coordinator);
  const names = [{ use: 'LEGAL', family, ...(given !== undefined && { given }) }];
  const born = dateOfBirth === undefined ? {} : { dateOfBirth };
  yield desk.keysFor([other]);
  desk.send('RegisterPerson', { names, sex, adult: true, identifiers: [], ...born }, coordinator, {
    stream: `person-${other}`,
  });
  yield later(story, [3, 30]);
  const isDated = dateOfBirth !== undefined;
  const reasons = ['SAME_NAMES', ...(isDated ? ['SAME_BIRTH_DATE'] : []), 'NO_SHARED_NUMBER'];
  const alike = { first: survivor, second: other, score: isDated ? 500 : 250, reasons };
  desk.send('DetectPossibleDuplicate', alike, coordinator);
  yield later(story, [1, 5]);
  const asked = { requestedBy: district.coordinator.id, approvedBy: district.manager.id };
  const evidence = ['She gave the same address, and knew of the first call.'];
  const link = desk.send('LinkPersonsAsSame', { survivor, other, evidence, ...asked }, coordinator);
  if (!chance.happens(FOUND_TO_BE_TWO)) return;
  yield later(story, [15, 80]);
  const reason = 'The second is an aunt of the same name, who lives there too.';
  desk.send('ReversePersonLink', { link: link.id, reason, ...asked }, coordinator);
}

const YOUNG = 10;

/** A mother with a young child. */
function isYoungFamily(story: Story): boolean {
  const { dateOfBirth = today(story) } = story.focus;
  return carerOf(story).role === 'MOTHER' && ageOn(dateOfBirth, today(story)).least < YOUNG;
}

/** A mother expects another child, and loses it. */
function* expectAndLose(story: Story): Life {
  const { chance, desk, district, family } = story;
  const carer = carerOf(story);
  const person = desk.id('expected');
  const coordinator = acting(district.coordinator);
  const expectedDeliveryDate = addDays(today(story), chance.whole(150, 200));
  const names = [{ use: 'LEGAL', family: carer.family }];
  const expected = { names, expectedDeliveryDate, sex: 'U', adult: false, family, identifiers: [] };
  yield desk.keysFor([person]);
  desk.send('RegisterPerson', expected, coordinator, { stream: `person-${person}` });
  yield (story.at = soonAfter(story.at, [2, 9], chance));
  desk.send('AddMember', { family, person, role: 'UNBORN', livesHere: 'FULL' }, coordinator);
  yield later(story, [20, 70]);
  const endedOn = addDays(today(story), -chance.whole(2, 9));
  desk.send('EndPregnancyWithoutBirth', { person, endedOn }, coordinator);
  yield (story.at = soonAfter(story.at, [2, 9], chance));
  const left = { to: endedOn.slice(0, 7), reason: 'PREGNANCY_ENDED' };
  desk.send('RemoveMember', { family, person, ...left }, coordinator);
}
