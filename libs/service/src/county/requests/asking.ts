import type { Principal } from '#libs/access';
import type { ReceiveRequest } from '#libs/contracts';
import { ageOn } from '#libs/reference';
import type { Weighted } from '../chance.ts';
import type { Desk, WhenHappened } from '../desk.ts';
import type { Sent } from '../sent.ts';
import { lowIncome, workingWell } from '../matters/matters.ts';
import type { Child } from '../people/people.ts';
import type { Agency } from '../people/staff.ts';
import { acting, carerOf, sentence, today, type Story } from '../story.ts';
import { instantly, soonAfter } from '../times.ts';

/** Where a request comes from: a code of `source`, and the type of the agency that sends it. */
type Source = readonly [source: string, agencyType?: string];

type Sources = readonly [Weighted<Source>, ...Weighted<Source>[]];

const BEFORE_SCHOOL: Sources = [
  [42, ['3B', 'HEALTH_VISITING']],
  [12, ['3A', 'GP']],
  [14, ['1A']],
  [8, ['4', 'HOUSING']],
  [8, ['6', 'POLICE']],
  [8, ['8', 'VCFSE']],
  [5, ['3E', 'HOSPITAL']],
  [3, ['5A', 'SOCIAL_CARE']],
];
const OF_SCHOOL_AGE: Sources = [
  [52, ['2A', 'SCHOOL']],
  [6, ['3A', 'GP']],
  [5, ['3C', 'SCHOOL_NURSING']],
  [13, ['1A']],
  [2, ['1C']],
  [5, ['3F', 'MENTAL_HEALTH']],
  [4, ['4', 'HOUSING']],
  [8, ['6', 'POLICE']],
  [4, ['5A', 'SOCIAL_CARE']],
  [1, ['9']],
];

/** Parents' relationships as the form has them. */
const ON_THE_FORM: ReadonlySet<string> = new Set(['MOTHER', 'FATHER', 'STEP_PARENT', 'GRANDPARENT']);

export interface RequestMade {
  /** `request-…` */
  readonly request: string;
  readonly agreement: string;
  /** Code of `channel`. */
  readonly channel: string;
  /** Code of `source`. */
  readonly source: string;
  /** What was recorded of it. */
  readonly told: Sent[];
}

/** Whom a request of this name is about in itself: the request, who refers, and who agrees. They have keys before. */
export function subjectsOfRequest(desk: Desk, name: string): string[] {
  return [desk.id(name), desk.made(name, 1), desk.made(name, 2)];
}

/** The request comes in, and is recorded. It names the people whom it is about, known by then or registered beside it. */
export function ask(story: Story, name: string): RequestMade {
  const { chance, desk, district } = story;
  const request = `request-${desk.id(name)}`;
  const [source, agencyType] = chance.weighted(isSchoolChild(story) ? OF_SCHOOL_AGE : BEFORE_SCHOOL);
  const sender = agencyType === undefined ? undefined : senderOf(story, agencyType);
  const channel =
    sender === undefined ? chance.pick(['PHONE', 'PORTAL']) : chance.pick(['PORTAL', 'PORTAL', 'EMAIL']);
  const agreement = agreementOf(source, story);
  const data: ReceiveRequest = {
    ...form(story),
    source,
    channel,
    urgency: chance.weighted([
      [80, 'ROUTINE'],
      [16, 'SOON'],
      [4, 'URGENT'],
    ]),
    agreement,
    ...(agreement.startsWith('GIVEN') && { agreedBy: nameOf(story) }),
    ...(sender !== undefined && {
      referrerOrganisation: sender.name,
      referrerName: `${story.town.names.given('F')} ${story.town.names.family()}`,
    }),
  };
  const by =
    channel === 'PORTAL' && sender !== undefined
      ? portal(sender, district.code)
      : acting(district.coordinator);
  const told = [desk.send('ReceiveRequest', data, by, { ...receivedAt(story, channel), as: name })];
  return { request, agreement, channel, source, told };
}

function form(story: Story): Omit<ReceiveRequest, 'source' | 'channel' | 'urgency' | 'agreement'> {
  const { matter, household, family, home, chance, isLowIncome } = story;
  const { id: person, relationship, livesHere: livesWithChild } = carerOf(story);
  const onTheForm = ON_THE_FORM.has(relationship) ? relationship : 'OTHER';
  return {
    gss: home.gss,
    family,
    children: household.children.map((child) => asChild(child, story)),
    parent: { person, name: nameOf(story), relationship: onTheForm, livesWithChild },
    answers: answersOf(story),
    needs: isLowIncome ? [matter.need, lowIncome.need] : [matter.need],
    ...(chance.happens(0.5) && { otherAgenciesInvolved: chance.pick(OTHERS_INVOLVED) }),
  };
}

/** The six questions of the form; the first is always answered. */
function answersOf(story: Story): ReceiveRequest['answers'] {
  const { matter, chance, isLowIncome } = story;
  const worrying = sentence(story, matter.worrying);
  return {
    whatIsWorrying: isLowIncome ? `${worrying} ${chance.pick(lowIncome.worrying)}` : worrying,
    whatIsWorkingWell: sentence(story, workingWell),
    ...(chance.happens(0.85) && { whatHasBeenTried: sentence(story, matter.tried) }),
    ...(chance.happens(0.9) && { whatTheFamilyWants: sentence(story, matter.wanted) }),
    ...(chance.happens(0.75) && { whatTheChildSays: sentence(story, matter.childSays) }),
    ...(chance.happens(0.2) && { anythingElse: chance.pick(ANYTHING_ELSE) }),
  };
}

const ANYTHING_ELSE = [
  'Please ring after four.',
  'An interpreter would help.',
  'The family prefers letters to calls.',
  'The eldest would like to come to meetings.',
] as const;
const OTHERS_INVOLVED = [
  'Health visitor',
  'School nurse',
  'Housing',
  'Speech and language therapy',
  'None known',
] as const;

/** A child as the form has it. */
export function asChild(child: Child, { home }: Story): ReceiveRequest['children'][number] {
  const { id, given, family, dateOfBirth, expectedDeliveryDate, sex, nhsNumber, upn } = child;
  return {
    person: id,
    ...(given !== undefined && { givenName: given }),
    familyName: family,
    ...(dateOfBirth !== undefined && { dateOfBirth }),
    ...(expectedDeliveryDate !== undefined && { expectedDeliveryDate }),
    sex,
    ...(nhsNumber !== undefined && { nhsNumber }),
    ...(upn !== undefined && { upn }),
    ...(sex !== 'U' && { addressLine: home.line, postcode: home.postcode }),
  };
}

function nameOf(story: Story): string {
  const { given = '', family } = carerOf(story);
  return `${given} ${family}`.trim();
}

/** Whether the child that it is mostly about is old enough for school. */
export function isSchoolChild(story: Story): boolean {
  const { dateOfBirth } = story.focus;
  return dateOfBirth !== undefined && ageOn(dateOfBirth, today(story)).least >= 5;
}

function senderOf({ district, chance }: Story, type: string): Agency | undefined {
  return type === 'SCHOOL'
    ? chance.pick(district.schools)
    : district.agencies.find((each) => each.type === type);
}

/** An account of an agency on the portal. */
export function portal(agency: Agency, district: string): Principal {
  const place = district.slice(district.lastIndexOf('.') + 1);
  const user = `${place}-${agency.type.toLowerCase().replaceAll('_', '-')}`;
  return { user, role: 'PARTNER', agency: agency.id };
}

function agreementOf(source: string, { chance }: Story): string {
  if (source === '6')
    return chance.weighted([
      [60, 'NOT_SOUGHT'],
      [40, 'GIVEN_VERBAL'],
    ]);
  return chance.weighted([
    [52, 'GIVEN_VERBAL'],
    [38, 'GIVEN_SIGNED'],
    [7, 'NOT_SOUGHT'],
    [3, 'REFUSED'],
  ]);
}

/** The portal's forms are written in evenings and at weekends, and taken in in the morning. */
function receivedAt({ at, chance }: Story, channel: string): WhenHappened {
  return instantly(soonAfter(at, channel === 'PHONE' ? [-35, -4] : [-16 * 60, -20], chance));
}
