import { describe, it } from '@jest/globals';
import type { Facts, PersonFact } from '../aggregate.ts';
import { on, someone } from '../testing/examples.ts';
import {
  around,
  closed,
  decidedLevel,
  episode,
  family as id,
  helped,
  opening,
  registered,
} from '../testing/hill-family.ts';
import { given } from '../testing/specification.ts';
import { family } from './family.ts';

// On 16 June 2026 help is opened for Ava.

const [ava = opening.children[0]] = opening.children.filter(({ child }) => child === 'ava');
const open = { type: 'OpenEpisode', data: { ...opening, children: ava ? [ava] : [] } } as const;
const reopen = {
  type: 'ReopenEpisode',
  data: {
    family: id,
    episode,
    reason: 'NEEDS_RETURNED',
    agency: 'organisation-school',
    keyworker: 'worker-1',
    familyAgreed: true,
  },
} as const;
const known = (...people: readonly (readonly [string, Partial<PersonFact>])[]): Partial<Facts> => ({
  ...around,
  persons: new Map([
    ...(around.persons ?? []),
    ...people.map(([who, fact]) => [who, someone(fact)] as const),
  ]),
});
const send = (status: string): Partial<PersonFact> => ({
  standing: new Map([['send', { type: 'SendStatusRecorded', data: { status } }]]),
});

describe('help begins for children', () => {
  it('until the day before they are 18', () => {
    given(family, ...registered)
      .when(open, {}, known(['ava', { dateOfBirth: '2008-06-16' }]))
      .refuses('NOT_A_CHILD', { child: 'ava' });
    given(family, ...registered)
      .when(open, {}, known(['ava', { dateOfBirth: '2008-06-17' }]))
      .then(
        {
          type: 'EpisodeOpened',
          data: {
            episode: 'episode-new-1',
            children: ['ava'],
            route: 'REQUEST',
            district: 'herts.ff.dacorum',
          },
        },
        decidedLevel('ava', 'L2', 'episode-new-1'),
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
  it('until the day before they are 25 where they have special educational needs', () => {
    const grown = { dateOfBirth: '2001-06-17', adult: true };
    for (const status of ['SEN_SUPPORT', 'EHC_REQUESTED', 'EHC_ASSESSMENT', 'EHCP'])
      given(family, ...registered)
        .when(
          { ...open, data: { ...open.data, keyworker: 'left' } },
          {},
          known(['ava', { ...grown, ...send(status) }]),
        )
        .refuses('WORKER_NOT_ELIGIBLE');
    for (const status of ['NONE', 'EHCP_CEASED'])
      given(family, ...registered)
        .when(open, {}, known(['ava', { ...grown, ...send(status) }]))
        .refuses('NOT_A_CHILD', { child: 'ava' });
    given(family, ...registered)
      .when(open, {}, known(['ava', { ...grown, dateOfBirth: '2001-06-16', ...send('EHCP') }]))
      .refuses('NOT_A_CHILD', { child: 'ava' });
  });
  it('by their age on the day on which it was so, however late that is recorded', () => {
    const eighteen = known(['ava', { dateOfBirth: '2008-06-10' }]);
    const left = { ...open, data: { ...open.data, keyworker: 'not-yet' } };
    given(family, ...registered)
      .when(left, on('2026-06-09'), eighteen)
      .refuses('WORKER_NOT_ELIGIBLE');
    given(family, ...registered)
      .when(left, on('2026-06-10'), eighteen)
      .refuses('NOT_A_CHILD');
  });
  it('by the youngest that a partial birth date may mean', () => {
    const left = { ...open, data: { ...open.data, keyworker: 'not-yet' } };
    given(family, ...registered)
      .when(left, {}, known(['ava', { dateOfBirth: '2008' }]))
      .refuses('WORKER_NOT_ELIGIBLE');
    given(family, ...registered)
      .when(left, {}, known(['ava', { dateOfBirth: '2007' }]))
      .refuses('NOT_A_CHILD');
  });
  it('by how they were registered where no birth date is known', () => {
    const unknown: PersonFact = { adult: true, standing: new Map() };
    given(family, ...registered)
      .when(open, {}, { ...around, persons: new Map([['ava', unknown]]) })
      .refuses('NOT_A_CHILD', { child: 'ava' });
  });
});

describe('help that is open when a child turns 18', () => {
  const grown = known(['ava', { dateOfBirth: '2008-06-10' }]);
  it('goes on, and its level is confirmed at a review', () => {
    const { level, indicators, rationale, decidedBy } = decidedLevel('ava', 'L2').data;
    given(family, ...helped)
      .when(
        {
          type: 'DecideLevelOfNeed',
          data: { family: id, episode, child: 'ava', level, indicators, rationale, decidedBy },
        },
        {},
        grown,
      )
      .then(decidedLevel('ava', 'L2'));
  });
  it('begins again only where somebody in it is a child still', () => {
    given(family, ...helped, closed)
      .when({ ...reopen, data: { ...reopen.data, keyworker: 'left' } }, {}, grown)
      .refuses('WORKER_NOT_ELIGIBLE');
    const both = known(
      ['ava', { dateOfBirth: '2008-06-10' }],
      ['ben', { dateOfDeath: '2026-06', dateOfBirth: '2010' }],
    );
    given(family, ...helped, closed)
      .when(reopen, {}, known(['ava', { dateOfBirth: '2008-06-10' }], ['ben', { dateOfBirth: '2007-06-10' }]))
      .refuses('NOT_A_CHILD');
    given(family, ...helped, closed)
      .when({ ...reopen, data: { ...reopen.data, keyworker: 'left' } }, {}, both)
      .refuses('WORKER_NOT_ELIGIBLE');
  });

  it('does not begin again where each of its children has died', () => {
    const dead = known(['ava', { dateOfDeath: '2026-06-10' }], ['ben', { dateOfDeath: '2026-05' }]);
    given(family, ...helped, closed)
      .when(reopen, {}, dead)
      .refuses('AFTER_DEATH', { person: 'ava' });
  });
});
