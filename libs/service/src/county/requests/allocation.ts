import type { DecideItem } from '#libs/contracts';
import type { Weighted } from '../chance.ts';
import { indicatorsOf } from '../help/levels.ts';
import type { PanelDecision } from '../panels/panels.ts';
import type { Child } from '../people/people.ts';
import type { Worker } from '../people/staff.ts';
import { isYoungEnough, sentence, type Story } from '../story.ts';

/** Triage outcomes that open an episode, and the types of agency that then hold it. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  FFA_ALLOCATE_KEYWORKER: ['EARLY_HELP', 'FAMILY_SUPPORT', 'SCHOOL', 'HEALTH_VISITING', 'FAMILY_CENTRE'],
  IFST: ['FAMILY_SUPPORT'],
  FAMILY_CENTRE: ['FAMILY_CENTRE'],
  SFYP: ['YOUTH_SERVICE'],
  LSP: ['SCHOOL'],
};

interface Outcome {
  readonly outcome: string;
  readonly why: string;
}

const AT_PANEL: readonly [Weighted<Outcome>, ...Weighted<Outcome>[]] = [
  [
    44,
    {
      outcome: 'FFA_ALLOCATE_KEYWORKER',
      why: 'Several needs that belong together: a keyworker and an assessment with the whole family.',
    },
  ],
  [
    15,
    { outcome: 'IFST', why: 'Needs in several areas; weekly visits at home are what the family asked for.' },
  ],
  [
    10,
    { outcome: 'FAMILY_CENTRE', why: 'The family centre can lead, and is where the family already goes.' },
  ],
  [7, { outcome: 'SFYP', why: 'The young person would like a youth worker, and knows one already.' }],
  [4, { outcome: 'LSP', why: 'School can lead with what its partnership offers.' }],
  [5, { outcome: 'SINGLE_AGENCY', why: 'One service can meet this need.' }],
  [4, { outcome: 'DSPL_SEND', why: 'The specialist teachers will advise while the family waits.' }],
  [4, { outcome: 'PARENTING_PROGRAMME', why: 'A place on the next course was offered and accepted.' }],
  [
    2,
    {
      outcome: 'STEP_UP_CHILDRENS_SERVICES',
      why: 'Several serious worries together: passed to children\u2019s services the same day, and the family was told.',
    },
  ],
];

/** Which services a panel names beside the keyworker, by what the help is about. */
const SERVICES: Readonly<Record<string, string>> = {
  EARLY_DEVELOPMENT: 'EARLY_YEARS',
  SEND: 'DSPL',
  PARENT_MENTAL_HEALTH: 'MENTAL_HEALTH',
  CHILD_MENTAL_HEALTH: 'MENTAL_HEALTH',
  HOUSING: 'HOUSING',
  YOUNG_CARER: 'YOUNG_CARERS',
  PARENTING: 'PARENTING_PROGRAMME',
};

/** What a panel decides on a family's request; where help is to open, with the children's levels and who is to lead. */
export function decisionOf(story: Story): PanelDecision {
  const { outcome, why } = story.chance.weighted(AT_PANEL);
  const rationale = `${sentence(story, story.matter.worrying)} ${why}`;
  const service = SERVICES[story.matter.need];
  const services = service === undefined ? {} : { services: [service] };
  const holders = HOLDERS[outcome];
  if (holders === undefined) return { outcome, rationale, ...services };
  const { id: keyworker, agency } = keyworkerOf(holders, story);
  const children = childrenFor(outcome, story);
  return { outcome, children, agency: agency.id, keyworker, ...services, rationale };
}

function childrenFor(outcome: string, story: Story): NonNullable<DecideItem['children']> {
  const { chance, focus, household } = story;
  const isIntensive = outcome === 'IFST' || chance.happens(0.25);
  const helped = household.children.filter(
    (child) => child === focus || (chance.happens(0.88) && isYoungEnough(child, story)),
  );
  return helped.map((child) => {
    const level = firstLevel(child, story, isIntensive);
    return { child: child.id, level, indicators: indicatorsOf(level, story) };
  });
}

function firstLevel(child: Child, story: Story, isIntensive: boolean): string {
  if (child === story.focus) return isIntensive ? 'L3' : 'L2';
  return story.chance.weighted([
    [30, 'L1'],
    [isIntensive ? 45 : 65, 'L2'],
    [isIntensive ? 25 : 5, 'L3'],
  ]);
}

/** Somebody of one of these types of agency in the district who can be keyworker now. */
export function keyworkerOf(types: readonly string[], { district, chance }: Story): Worker {
  const [first, ...others] = district.keyworkers.filter(({ agency }) => types.includes(agency.type));
  return chance.pick(first === undefined ? district.keyworkers : [first, ...others]);
}
