import { describe, it } from '@jest/globals';
import type { SplitFamily } from '#libs/contracts';
import { keyworker, on, today } from '../testing/examples.ts';
import { around, episode, registered } from '../testing/hill-family.ts';
import { given } from '../testing/specification.ts';
import { split, became, left, tom, withTom, goes } from '../testing/split-family.ts';
import { family } from './family.ts';

describe('a family that splits', () => {
  it('says who becomes a family of their own, and they leave', () => {
    given(family, ...registered, tom)
      .when(split(), {}, around)
      .then(became(), left('mia'), left('ava'), left('ben'));
  });
  it('gives the open episode along, or keeps it', () => {
    given(family, ...withTom)
      .when(split({ episode }), {}, around)
      .then(...goes);
    given(family, ...withTom)
      .when(split({ members: ['tom'] }), {}, around)
      .then(became({ members: ['tom'] }), left('tom'));
  });
  it('may have a child in both of its parts', () => {
    const inBoth = ['ben'];
    given(family, ...registered, tom)
      .when(split({ members: ['mia', 'ava', 'ben'], inBoth }), {}, around)
      .then(became({ inBoth }), left('mia'), left('ava'));
    given(family, ...withTom)
      .when(split({ members: ['tom', 'ben'], inBoth }), {}, around)
      .then(became({ members: ['tom', 'ben'], inBoth }), left('tom'));
    given(family, ...registered)
      .when(split({ members: ['ava'], inBoth }), {}, around)
      .refuses('INVALID_INPUT', { field: 'inBoth' });
  });
  it('does not leave behind, or take along, some of the children who are helped', () => {
    const refuses = (changed: Partial<SplitFamily>, child: string) =>
      given(family, ...withTom)
        .when(split(changed), {}, around)
        .refuses('OPEN_WORK', { episode, child });
    refuses({ members: ['mia', 'ava'], episode }, 'ben');
    refuses({ members: ['tom', 'ava'] }, 'ava');
    refuses({}, 'ava');
  });
  it('leaves somebody on both sides', () => {
    given(family, ...registered)
      .when(split(), {}, around)
      .refuses('NOT_A_SPLIT');
    given(family, ...registered)
      .when(split({ inBoth: ['ava'] }), {}, around)
      .then(became({ inBoth: ['ava'] }), left('mia'), left('ben'));
  });
  it('names members, each once', () => {
    given(family, ...registered)
      .when(split({ members: ['tom'] }), {}, around)
      .refuses('NOT_A_MEMBER', { person: 'tom' });
    given(family, ...registered)
      .when(split({ members: ['ava', 'ava'] }), {}, around)
      .refuses('DUPLICATE_VALUE', { field: 'members' });
    given(family, ...registered, tom)
      .when(split({ inBoth: ['ava', 'ava'] }), {}, around)
      .refuses('DUPLICATE_VALUE', { field: 'inBoth' });
  });
  it('may be split with another worker’s approval', () => {
    const approved = { approvedBy: 'worker-3' };
    given(family, ...registered, tom)
      .when(split(approved), {}, around)
      .then(became(approved), left('mia'), left('ava'), left('ben'));
    given(family, ...registered, tom)
      .when(split({ approvedBy: 'worker-2' }), {}, around)
      .refuses('SELF_APPROVAL');
    given(family, ...registered, tom)
      .when(split(approved), { actor: { ...today.actor, user: 'clerk' } }, around)
      .refuses('NOT_OF_THE_TWO');
    const workers = new Map(['worker-2', 'worker-3'].map((id) => [id, { ...keyworker, user: 'lea' }]));
    given(family, ...registered, tom)
      .when(split(approved), {}, { ...around, workers })
      .refuses('SELF_APPROVAL');
    given(family, ...registered, tom)
      .when(split({ approvedBy: 'left' }), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is split by an active worker, and not before its episode opened', () => {
    given(family, ...registered, tom)
      .when(split({ decidedBy: 'left' }), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE');
    given(family, ...withTom)
      .when(split({ episode }), on('2026-05-31'), around)
      .refuses('END_BEFORE_START', { field: 'occurredAt' });
    given(family, ...withTom)
      .when(split({ episode: 'episode-2' }), {}, around)
      .refuses('UNKNOWN_EPISODE', { episode: 'episode-2' });
    given(family).when(split(), {}, around).refuses('NOT_FOUND');
  });
});
