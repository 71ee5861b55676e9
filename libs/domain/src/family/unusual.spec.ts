import { describe, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent } from '#libs/contracts';
import { around, decidedLevel, family as id, helped, opening, registered } from '../testing/hill-family.ts';
import { given } from '../testing/specification.ts';
import { family } from './family.ts';

// Families that are not as families usually are.

const joined = (person: string, role: string): FamilyEvent => ({
  type: 'MemberJoined',
  data: { person, role },
});
const [ava = opening.children[0]] = opening.children;
const openFor = (child: string): FamilyCommand => ({
  type: 'OpenEpisode',
  data: { ...opening, children: ava === undefined ? [] : [{ ...ava, child }] },
});

describe('a family', () => {
  it('of an unborn child alone is registered, and helped before the birth', () => {
    const expected = { adult: false, expectedDeliveryDate: '2026-08-01', standing: new Map() };
    const unborn = { persons: new Map([['unborn', expected]]) };
    given(family)
      .when(
        { type: 'RegisterFamily', data: { members: [{ person: 'unborn', role: 'UNBORN' }] } },
        { reference: 'F-3' },
        around,
      )
      .then({ type: 'FamilyRegistered', data: { reference: 'F-3' } }, joined('unborn', 'UNBORN'));
    const { indicators, rationale } = decidedLevel('ava', 'L2').data;
    const level = { child: 'unborn', level: 'L2', indicators, rationale };
    given(family, { type: 'FamilyRegistered', data: { reference: 'F-3' } }, joined('unborn', 'UNBORN'))
      .when(openFor('unborn'), {}, { ...around, ...unborn })
      .then(
        {
          type: 'EpisodeOpened',
          data: {
            episode: 'episode-new-1',
            children: ['unborn'],
            route: 'REQUEST',
            district: 'herts.ff.dacorum',
          },
        },
        { type: 'LevelOfNeedDecided', data: { ...level, episode: 'episode-new-1', decidedBy: 'worker-2' } },
        {
          type: 'AccountableAgencyAssigned',
          data: { episode: 'episode-new-1', agency: 'organisation-school' },
        },
        {
          type: 'KeyworkerAssigned',
          data: {
            episode: 'episode-new-1',
            worker: 'worker-1',
            agency: 'organisation-school',
            familyAgreed: true,
          },
        },
      );
  });
  it('of seventeen is a family', () => {
    const members = Array.from({ length: 17 }, (_, nth) => ({ person: `child-${nth}`, role: 'CHILD' }));
    const begun = new Set(members.map(({ person }) => `person-${person}`));
    given(family)
      .when({ type: 'RegisterFamily', data: { members } }, { reference: 'F-3' }, { begun })
      .then(
        { type: 'FamilyRegistered', data: { reference: 'F-3' } },
        ...members.map(({ person, role }) => joined(person, role)),
      );
  });
  it('stays in the record when its last member leaves, and nobody can be helped in it', () => {
    const left = (person: string): FamilyEvent => ({
      type: 'MemberLeft',
      data: { person, reason: 'MOVED_OUT' },
    });
    const two = [...registered, left('ben'), left('mia')];
    given(family, ...two)
      .when({ type: 'RemoveMember', data: { family: id, person: 'ava', reason: 'MOVED_OUT' } })
      .then(left('ava'));
    given(family, ...two, left('ava'))
      .when(openFor('ava'), {}, around)
      .refuses('NOT_A_MEMBER', { person: 'ava' });
    given(family, ...two, left('ava'))
      .when(
        {
          type: 'SplitFamily',
          data: { family: id, members: ['ava'], reason: 'OTHER', decidedBy: 'worker-2' },
        },
        {},
        around,
      )
      .refuses('NOT_A_MEMBER', { person: 'ava' });
  });
  it('is not helped for a child whom another family is helped for, where both ask', () => {
    const elsewhere = { family: 'family-2', episode: 'episode-2', child: 'ava', keyworker: 'worker-3' };
    given(family, ...registered)
      .when(openFor('ava'), {}, { ...around, openEpisodes: [elsewhere] })
      .refuses('ALREADY_OPEN', { keyworker: 'worker-3', episode: 'episode-2' });
    given(family, ...helped)
      .when(
        {
          type: 'AddMember',
          data: { family: id, person: 'tom', role: 'FATHER' },
        },
        {},
        { ...around, openEpisodes: [elsewhere] },
      )
      .then(joined('tom', 'FATHER'));
  });
});
