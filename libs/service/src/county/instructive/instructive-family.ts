import type { ReceiveRequest } from '#libs/contracts';
import { addDays } from '#libs/reference';
import type { Numbers } from '../people/numbers.ts';
import type { Adult, Child, Household } from '../people/people.ts';
import type { Home } from '../people/places.ts';
import { asChild } from '../requests/asking.ts';
import type { Story } from '../story.ts';

/** Where the instructive family lives. */
export const theirHome: Omit<Home, 'district'> = {
  gss: 'E07000243',
  line: '27 Larkmead Rise',
  postcode: 'SG1 9XZ',
};

/** Maisie, eight, and Alfie, three, with their mother, her partner and their grandmother. */
export function theTranters(day: string, numbers: Numbers, id: (name: string) => string): Household {
  const person = (name: string, given: string, family = 'Tranter') => ({ id: id(name), given, family });
  const adult = (older: number) => ({ dateOfBirth: addDays(day, -Math.round(365.25 * older)) });
  const rachel: Adult = {
    ...person('rachel', 'Rachel'),
    ...adult(31.4),
    sex: 'F',
    role: 'MOTHER',
    relationship: 'MOTHER',
    called: 'Mum',
    livesHere: 'FULL',
    responsibility: 'BIRTH_MOTHER',
  };
  const lee: Adult = {
    ...person('lee', 'Lee', 'Coyle'),
    sex: 'M',
    role: 'PARTNER',
    relationship: 'STEP_PARENT',
    called: 'Lee',
    livesHere: 'PART',
  };
  const pauline: Adult = {
    ...person('pauline', 'Pauline'),
    ...adult(58.8),
    sex: 'F',
    role: 'GRANDPARENT',
    relationship: 'GRANDPARENT',
    called: 'Nan',
    livesHere: 'NO',
  };
  const child = { role: 'CHILD', livesHere: 'FULL', ethnicity: 'WBRI', ethnicitySelfDefined: false };
  const maisie: Child = {
    ...person('maisie', 'Maisie'),
    ...child,
    sex: 'F',
    dateOfBirth: addDays(day, -3010),
    nhsNumber: numbers.nhsNumber(),
    upn: numbers.upn(),
  };
  const alfie: Child = {
    ...person('alfie', 'Alfie'),
    ...child,
    sex: 'M',
    dateOfBirth: addDays(day, -1210),
    nhsNumber: numbers.nhsNumber(),
  };
  return { adults: [rachel, lee, pauline], children: [maisie, alfie] };
}

/** The school's request about Maisie, with the six answers. */
export function requestOf(story: Story): ReceiveRequest {
  const { family, household, home, district } = story;
  const [rachel] = household.adults;
  const [school] = district.schools;
  return {
    source: '2A',
    channel: 'PORTAL',
    urgency: 'ROUTINE',
    agreement: 'GIVEN_SIGNED',
    agreedBy: 'Rachel Tranter',
    referrerOrganisation: school.name,
    referrerName: 'Deputy head',
    gss: home.gss,
    family,
    children: household.children.map((child) => asChild(child, story)),
    parent: { person: rachel.id, name: 'Rachel Tranter', relationship: 'MOTHER', livesWithChild: 'FULL' },
    answers: {
      whatIsWorrying:
        'Maisie has been tired and quiet since January and was late on eleven mornings. She often asks if Mum is all right.',
      whatIsWorkingWell:
        'Maisie and her mum are close. Nan collects both children on Tuesdays, and Maisie loves to read to Alfie.',
      whatHasBeenTried: 'Breakfast club since the half-term holiday, and a talk with Rachel each week.',
      whatTheFamilyWants: 'Rachel would like help with mornings, and somebody to talk to.',
      whatTheChildSays: '"I like it at school. I want Mum to sleep."',
    },
    otherAgenciesInvolved: 'Health visitor',
    needs: ['ATTENDANCE', 'PARENT_MENTAL_HEALTH'],
  };
}

interface Decided {
  readonly level: string;
  readonly indicators: string[];
  readonly rationale: string;
}

export const sentToPanelBecause =
  'Mornings, sleep and a tired mum belong together: the panel should hear school and health. Nothing is known of any harm.';

export const panelDecision = {
  outcome: 'FFA_ALLOCATE_KEYWORKER',
  rationale:
    'One keyworker for the family. Maisie was late on eleven mornings, and is tired and quiet; Rachel asks for help and ' +
    'has family near. Alfie is doing well; Rachel is alone with him for most of the week and would like company.',
} as const;

export const firstLevels: readonly [Omit<Decided, 'rationale'>, Omit<Decided, 'rationale'>] = [
  { level: 'L2', indicators: ['L2.02'] },
  { level: 'L2', indicators: ['L2.08'] },
];

export const policeReport =
  'Officers were called by a neighbour who heard shouting. Rachel said that her partner Lee had pushed her. ' +
  'Both children were upstairs and awake; nobody needed treatment. Lee left, and Rachel was given safety advice.';

export const stepUps: readonly [Omit<Decided, 'level'>, Omit<Decided, 'level'>] = [
  {
    indicators: ['L3.09'],
    rationale:
      'What the police told us on 20 March explains the tiredness. Rachel agrees to more people around the plan.',
  },
  {
    indicators: ['L3.09'],
    rationale: 'Alfie was in the house too. The health visitor joins the plan.',
  },
];

export const proposedBecause =
  'Rachel told me that Lee has been back twice and that she is frightened. The children heard it. We have tried what ' +
  'early help can do, and Rachel knows and agrees that I am asking.';
export const declinedBecause =
  'Out-of-hours duty: Rachel has family near and a safety plan. We suggest a review at early help in four weeks.';
export const escalatedBecause =
  'The safety plan relies on Nan, who is away for three weeks. I ask that a manager looks at it today.';
export const accepted = {
  to: 'L4',
  indicators: ['L4.02'],
  rationale:
    'Looked at again with the keyworker: what happened in March and twice since is current and serious. We lead from here, with Rachel; her keyworker stays.',
};

/** What Rachel was told before she agreed. */
export const explained =
  'What is written down, who reads it, and that she may end it on any day. On paper, and talked through.';

export const aboutTheMeeting = 'Rachel chose the room at school, and what to talk of first: mornings.';
export const alfieWasAway = 'Asleep. Rachel spoke for him.';

export const goals = {
  mornings: {
    wanted: 'Maisie comes to school rested and on time.',
    bees: ['BEE.AMB', 'BEE.HEA'],
    ambitions: ['BEE.AMB.2'],
    measure: 'Late on no more than one morning in two weeks. Maisie says that she slept.',
    baseline: 'Late on eleven mornings since January. "I want Mum to sleep."',
  },
  safety: {
    wanted: 'Rachel and the children are safe at home, and feel it.',
    bees: ['BEE.SAF'],
    ambitions: ['BEE.SAF.1'],
    measure: 'Lee does not come to the house. Rachel and Maisie say that they feel safe.',
    baseline: 'Officers were called on 3 March.',
  },
};

export const actions = {
  walks: 'Nan walks both children to school on Tuesdays and Thursdays.',
  doctor: 'Goes with Rachel to the doctor about sleep.',
  whereToGo:
    'Writes down with Rachel whom she calls, and that she and the children can go to Nan at any hour.',
};

export const doctorSeen = 'Rachel has an appointment each fortnight now.';
export const noCopyBecause = 'He would read in it where Rachel goes when she is afraid of him.';
export const howItGoes = {
  walks: 'Eleven times of twelve. Nan is away from May on.',
  mornings: { progress: 'GOOD_PROGRESS', note: 'Late once since Easter.' },
  safety: { progress: 'WORSE', note: 'Lee has been at the door again.' },
};
