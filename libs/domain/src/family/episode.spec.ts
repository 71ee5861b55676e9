import { describe, expect, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent, OpenEpisode } from '#libs/contracts';
import type { Decided } from '../aggregate.ts';
import { on } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import {
  around,
  closed,
  episode,
  episodeOpened,
  family as id,
  helped,
  indicators,
  opening,
  registered,
} from '../testing/hill-family.ts';
import { family } from './family.ts';

const open = (changed: Partial<OpenEpisode> = {}): FamilyCommand => ({
  type: 'OpenEpisode',
  data: { ...opening, ...changed },
});
const [ava = { child: '', level: '', indicators: [], rationale: '' }] = opening.children;
const hills = given(family, ...registered);
const elsewhere = {
  ...around,
  openEpisodes: [{ family: 'family-2', episode: 'episode-2', child: 'ben', keyworker: 'worker-9' }],
};
const undated = (events: Decided<FamilyEvent>[]) =>
  events.map(({ occurredAt, ...event }): FamilyEvent => event);
const withMembers = (...persons: string[]) =>
  given(
    family,
    ...registered,
    ...persons.map((person): FamilyEvent => ({
      type: 'MemberJoined',
      data: { person, role: 'CHILD', livesHere: 'FULL' },
    })),
  );

describe('opening an episode', () => {
  it('gives it children with their levels, an agency and a keyworker in one append', () => {
    const events = undated(episodeOpened('episode-new-1'));
    hills.when(open(), {}, around).then(...events);
  });
  it('keeps the request it came from, which is there', () => {
    hills.when(open({ request: 'request-2' }), {}, around).refuses('NOT_FOUND', { stream: 'request-2' });
    const [first, ...events] = episodeOpened('episode-new-1').map(
      ({ occurredAt, ...event }): FamilyEvent => event,
    );
    if (first?.type !== 'EpisodeOpened') throw new Error('no episode');
    hills
      .when(open({ request: 'request-1' }), {}, around)
      .then({ ...first, data: { ...first.data, request: 'request-1' } }, ...events);
  });
  it('is refused where whoever speaks for a child refused help, which a step down or a transfer does not ask of them', () => {
    const standing = (isLive: boolean) => ({
      ...around,
      agreements: new Map([['ben', { isLive, agencies: [] }]]),
    });
    const events = undated(episodeOpened('episode-new-1'));
    hills.when(open(), {}, standing(true)).then(...events);
    for (const route of ['REQUEST', 'SELF'])
      hills.when(open({ route }), {}, standing(false)).refuses('NO_AGREEMENT', { person: 'ben' });
    const [opened, ...rest] = events;
    if (opened?.type !== 'EpisodeOpened') throw new Error('no episode');
    for (const route of ['STEP_DOWN', 'TRANSFER_IN'])
      hills
        .when(open({ route }), {}, standing(false))
        .then({ ...opened, data: { ...opened.data, route } }, ...rest);
  });
  it('is refused while the family has an open one, and says whom to speak to', () => {
    given(family, ...helped)
      .when(open(), {}, around)
      .refuses('ALREADY_OPEN', { keyworker: 'worker-1', episode });
  });
  it('is refused while a child is helped in another family', () => {
    hills
      .when(open(), {}, elsewhere)
      .refuses('ALREADY_OPEN', { keyworker: 'worker-9', episode: 'episode-2' });
  });
  it('is for members of the family, each named once', () => {
    hills
      .when(open({ children: [{ ...ava, child: 'unborn' }] }), {}, around)
      .refuses('NOT_A_MEMBER', { person: 'unborn' });
    hills.when(open({ children: [ava, ava] }), {}, around).refuses('DUPLICATE_VALUE', { field: 'children' });
  });
  it('is for children who live', () => {
    hills
      .when(open({ children: [{ ...ava, child: 'mia' }] }), {}, around)
      .refuses('NOT_A_CHILD', { child: 'mia' });
    withMembers('lost')
      .when(open({ children: [{ ...ava, child: 'lost' }] }), {}, around)
      .refuses('AFTER_DEATH', { person: 'lost' });
    withMembers('unknown')
      .when(open({ children: [{ ...ava, child: 'unknown' }] }), {}, around)
      .refuses('NOT_FOUND', { person: 'unknown' });
  });
  it('begins where children’s services take over only where they send the child', () => {
    const children = [{ ...ava, level: 'L4', indicators: indicators.L4 }];
    for (const route of ['REQUEST', 'SELF'])
      hills.when(open({ children, route }), {}, around).refuses('STEP_NOT_ACCEPTED', { child: 'ava' });
    const sent = given(family, ...registered).when(open({ children, route: 'STEP_DOWN' }), {}, around);
    expect(() => sent.refuses('STEP_NOT_ACCEPTED')).toThrow('it was not refused');
  });
  it('says why each child is at its level, with indicators of that level', () => {
    hills.when(open({ children: [{ ...ava, rationale: ' ' }] }), {}, around).refuses('RATIONALE_REQUIRED', {
      field: 'children.0.rationale',
    });
    hills.when(open({ children: [{ ...ava, level: 'L3' }] }), {}, around).refuses('SCHEME_MISMATCH', {
      field: 'children.0.indicators',
    });
  });
  it('is refused without an owner', () => {
    hills.when(open({ keyworker: '' }), {}, around).refuses('NO_OWNER');
    hills.when(open({ agency: '' }), {}, around).refuses('NO_OWNER');
  });
  it('is refused when the agency has ended or is not there', () => {
    const ended = { agency: 'organisation-ended', keyworker: 'of-closed-agency' };
    hills
      .when(open(ended), {}, around)
      .refuses('ORGANISATION_NOT_ACTIVE', { organisation: 'organisation-ended' });
    hills.when(open({ agency: 'organisation-none' }), {}, around).refuses('NOT_FOUND');
  });
  it('is refused to a keyworker who is untrained, has left, has not begun, is of another agency or is not there', () => {
    for (const keyworker of ['untrained', 'trained-tomorrow', 'left', 'not-yet', 'social-worker']) {
      hills.when(open({ keyworker }), {}, around).refuses('WORKER_NOT_ELIGIBLE');
    }
    hills.when(open({ keyworker: 'untrained' }), {}, around).refuses('WORKER_NOT_ELIGIBLE', {
      worker: 'untrained',
      because: 'NOT_TRAINED',
    });
    hills.when(open({ keyworker: 'nobody' }), {}, around).refuses('NOT_FOUND', { worker: 'nobody' });
    hills.when(open({ decidedBy: 'left' }), {}, around).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('judges worker and agency as of the day it happened', () => {
    const events = undated(episodeOpened('episode-new-1'));
    const byThen = events.map((event) =>
      event.type === 'KeyworkerAssigned' ? { ...event, data: { ...event.data, worker: 'left' } } : event,
    );
    hills.when(open({ keyworker: 'left' }), on('2026-06-15'), around).then(...byThen);
  });
  it('is refused in a family that is not there', () => {
    given(family).when(open(), {}, around).refuses('NOT_FOUND');
  });
});

describe('adding a child to an episode', () => {
  const add = (child: string, level: 'L2' | 'L3' | 'L4' = 'L2', rationale = 'New baby.'): FamilyCommand => ({
    type: 'AddChildToEpisode',
    data: {
      family: id,
      episode,
      child,
      level,
      indicators: indicators[level],
      rationale,
      decidedBy: 'worker-2',
    },
  });
  const joined: FamilyEvent = {
    type: 'MemberJoined',
    data: { person: 'unborn', role: 'UNBORN', livesHere: 'FULL' },
  };
  const grown = given(family, ...helped, joined);

  it('gives it a level in the same append', () => {
    grown.when(add('unborn'), {}, around).then(
      { type: 'ChildAddedToEpisode', data: { episode, child: 'unborn' } },
      {
        type: 'LevelOfNeedDecided',
        data: {
          episode,
          child: 'unborn',
          level: 'L2',
          indicators: indicators.L2,
          rationale: 'New baby.',
          decidedBy: 'worker-2',
        },
      },
    );
  });
  it('who is in it already adds nothing, unless at another level', () => {
    grown.when(add('ava'), {}, around).then();
    grown.when(add('ava', 'L3'), {}, around).refuses('WRONG_LEVEL', { level: 'L2' });
  });
  it('who is in it under another record adds nothing either', () => {
    const linked = { ...around, links: new Map([['ava-again', ['ava-again', 'ava']]]) };
    grown.when(add('ava-again'), {}, linked).then();
    grown.when(add('ava-again', 'L3'), {}, linked).refuses('WRONG_LEVEL', { level: 'L2' });
  });
  it('is refused for strangers, adults, and children helped elsewhere', () => {
    grown.when(add('tom'), {}, around).refuses('NOT_A_MEMBER');
    grown.when(add('mia'), {}, around).refuses('NOT_A_CHILD');
    const other = [{ family: 'family-2', episode: 'episode-2', child: 'unborn', keyworker: 'worker-9' }];
    grown.when(add('unborn'), {}, { ...around, openEpisodes: other }).refuses('ALREADY_OPEN');
    grown.when(add('unborn', 'L4'), {}, around).refuses('STEP_NOT_ACCEPTED', { child: 'unborn' });
    grown.when(add('unborn', 'L2', ''), {}, around).refuses('RATIONALE_REQUIRED');
  });
  it('is refused in an episode that is closed or not there', () => {
    given(family, ...helped, joined, closed)
      .when(add('unborn'), {}, around)
      .refuses('EPISODE_CLOSED', { episode });
    given(family, ...registered, joined)
      .when(add('unborn'), {}, around)
      .refuses('UNKNOWN_EPISODE', { episode });
  });
});
