import type { Append, Happening, Step } from './happening.ts';

const OTHERS = ['family-1', 'family-2', 'family-3'];
const four = { requestedBy: 'worker-1', approvedBy: 'worker-2', reason: 'So' };

/** The next family, to which this one gives its episode. */
function otherThan(family: string, daysAgo: number): string {
  const others = OTHERS.filter((each) => each !== family);
  return others[daysAgo % others.length] ?? family;
}

function goesOn(
  { family, person, level }: Step,
  [from, into]: readonly [from: string, into: string],
): Append {
  const data = {
    episode: `episode-${family}`,
    from,
    children: [{ child: person, level }],
    agency: 'organisation-a',
    keyworker: 'worker-2',
    district: 'd-2',
    openedOn: '2026-02-20',
  };
  return [into, { type: 'EpisodeContinued', data }];
}

const splits = (step: Step): readonly Append[] => {
  const { family, person, daysAgo } = step;
  const into = otherThan(family, daysAgo);
  const data = {
    into,
    members: [person],
    episode: `episode-${family}`,
    reason: 'SEPARATED',
    decidedBy: 'worker-1',
  };
  return [
    [family, { type: 'FamilySplit', data }, { type: 'MemberLeft', data: { person, reason: 'FAMILY_SPLIT' } }],
    goesOn(step, [family, into]),
  ];
};

const merges = (step: Step): readonly Append[] => {
  const { family: retired, person, daysAgo } = step;
  const survivor = otherThan(retired, daysAgo);
  const merged = { retired, survivor, episode: `episode-${retired}`, ...four };
  return [
    [retired, { type: 'FamiliesMerged', data: merged }],
    [
      survivor,
      { type: 'FamilyTakenIn', data: { retired, merge: 1, members: [person] } },
      { type: 'MemberJoined', data: { person, role: 'CHILD', livesHere: 'FULL' } },
    ],
    goesOn(step, [retired, survivor]),
  ];
};

const unmerges = (step: Step): readonly Append[] => {
  const { family: retired, person, daysAgo } = step;
  const survivor = otherThan(retired, daysAgo);
  const reversed = { survivor, retired, merge: 1, members: [person], episode: `episode-${retired}`, ...four };
  return [
    [
      survivor,
      { type: 'FamilyMergeReversed', data: reversed },
      { type: 'MemberLeft', data: { person, reason: 'MERGE_REVERSED' } },
    ],
    [retired, { type: 'FamilyResumed', data: { survivor } }],
    goesOn(step, [survivor, retired]),
  ];
};

/** Families that part and come together: as rules have it, what one gives the other takes next. */
export const partings: readonly Happening[] = [
  splits,
  merges,
  unmerges,
  ({ family, person }) => [
    family,
    {
      type: 'ChildRemovedFromEpisode',
      data: { episode: `episode-${family}`, child: person, reason: 'NEEDS_MET' },
    },
  ],
  ({ family, person }) => [
    family,
    {
      type: 'SiblingExcludedAtParentRequest',
      data: { episode: `episode-${family}`, child: person, askedBy: ['p-5'], reason: 'Not them' },
    },
  ],
  ({ family, level }) => [family, { type: 'FamilyNameLabelChanged', data: { label: `Called ${level}` } }],
];
