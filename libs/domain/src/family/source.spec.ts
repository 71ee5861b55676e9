import { describe, it } from '@jest/globals';
import type { FamilyEvent } from '#libs/contracts';
import { decidedLevel, episode, family as id } from '../testing/hill-family.ts';
import { given } from '../testing/specification.ts';
import { day, goes, withTom } from '../testing/split-family.ts';
import { besides, goesOn } from '../testing/two-families.ts';
import { family } from './family.ts';

const chosen = (event: FamilyEvent, version: string) => ({ ...event, codeSets: { level: version } });
const roles = ['mia', 'ava', 'ben'].map((person) => ({ person, role: 'CHILD' }));
const begun: FamilyEvent[] = [
  { type: 'FamilyRegistered', data: { reference: 'F-3', splitFrom: id } },
  ...roles.map((member): FamilyEvent => ({ type: 'MemberJoined', data: { ...member, from: day } })),
];
const children = [
  { child: 'ava', level: 'L3', levelDecision: 'event-10', levelSince: day },
  { child: 'ben', level: 'L2', levelDecision: 'event-11', levelSince: day },
];

describe('what was copied from another family', () => {
  const history = [
    ...withTom,
    chosen(decidedLevel('ava', 'L3'), '2025.10'),
    chosen(decidedLevel('ben', 'L2'), '2025.9'),
    ...goes,
  ];
  const snapshot = goesOn(id, { children, copiedAsOf: 15 });

  it('names the events that said it, and the newest version that its codes were chosen under', () => {
    given(family)
      .when(
        { type: 'RegisterSplitFamily', data: { splitFrom: id, members: roles } },
        { stream: 'family-new-1', reference: 'F-3' },
        besides({ [id]: history }),
      )
      .then(...begun, { ...snapshot, chosenUnder: { level: '2025.10' } });
  });
  it('is copied on as it came', () => {
    const came = { ...snapshot, codeSets: { level: '2025.10' } };
    given(family)
      .when(
        { type: 'RegisterSplitFamily', data: { splitFrom: 'family-3', members: roles } },
        { stream: 'family-new-1', reference: 'F-3' },
        besides({ 'family-3': [...begun, came, ...goes] }),
      )
      .then(
        { type: 'FamilyRegistered', data: { reference: 'F-3', splitFrom: 'family-3' } },
        ...begun.slice(1),
        {
          ...goesOn('family-3', { children, copiedAsOf: 8 }),
          chosenUnder: { level: '2025.10' },
        },
      );
  });
  it('stands against what is told late of a day before it', () => {
    const decided = { indicators: [], rationale: '', decidedBy: 'worker-2', episode };
    const before = { occurredAt: { precision: 'DATE', value: '2026-06-05' } } as const;
    const late: (FamilyEvent & typeof before)[] = [
      { type: 'SteppedDown', data: { ...decided, child: 'ava', from: 'L3', to: 'L2' }, ...before },
      { type: 'StatutoryStatusNoted', data: { episode, child: 'ava', status: 'CIN_S17' }, ...before },
    ];
    const status = { statutoryStatus: 'CP_PLAN', statusNoted: 'event-12', statusSince: '2026-06-10' };
    const [ava, ben] = children;
    const carried = goesOn(id, { children: [{ ...ava, child: 'ava', ...status }, ...(ben ? [ben] : [])] });
    const told = { family: 'family-new-1', episode, child: 'ava' };
    const confirmed = { ...told, level: 'L2', indicators: [], rationale: 'Seen.', decidedBy: 'worker-2' };
    given(family, ...begun, carried, ...late)
      .when({ type: 'DecideLevelOfNeed', data: confirmed }, {}, besides({}))
      .refuses('WRONG_LEVEL', { level: 'L3' });
    given(family, ...begun, carried, ...late)
      .when({ type: 'NoteStatutoryStatus', data: { ...told, status: 'CP_PLAN' } }, {}, besides({}))
      .then();
  });
  it('goes by what was decided since, where it is', () => {
    given(family, ...begun, snapshot)
      .when(
        {
          type: 'StepUp',
          data: {
            ...{ family: 'family-new-1', episode, child: 'ben', from: 'L3', to: 'L4' },
            ...{ indicators: ['L4.03'], rationale: 'Seen.', decidedBy: 'worker-2' },
          },
        },
        {},
        besides({}),
      )
      .refuses('WRONG_LEVEL');
  });
});
