import { describe, expect, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent } from '#libs/contracts';
import { after } from '../testing/specification.ts';
import {
  closed,
  decidedLevel,
  episode,
  family as id,
  helped,
  opening,
  registered,
} from '../testing/hill-family.ts';
import { family } from './family.ts';

const about = { family: id, episode };
const close: FamilyCommand = {
  type: 'CloseEpisode',
  data: { ...about, reason: 'OUTCOMES_MET', outcomes: [] },
};
const remove: FamilyCommand = { type: 'RemoveMember', data: { family: id, person: 'ava', reason: 'OTHER' } };
const joined: FamilyEvent = {
  type: 'MemberJoined',
  data: { person: 'tom', role: 'KINSHIP', livesHere: 'NO' },
};

describe('the version that a form saw', () => {
  it('is of the episode it was about, not of the whole family', () => {
    const opened = helped.length - 1;
    expect(family.seen(after(family, helped), close)).toBe(opened);
    expect(family.seen(after(family, [...helped, joined]), close)).toBe(opened);
    expect(family.seen(after(family, [...helped, joined, decidedLevel('ava', 'L2')]), close)).toBe(
      opened + 2,
    );
    expect(family.seen(after(family, [...helped, decidedLevel('ava', 'L2', 'episode-0')]), close)).toBe(
      opened,
    );
  });
  it('is of the family where no episode is named, or none is known', () => {
    expect(family.seen(after(family, helped), remove)).toBeUndefined();
    expect(family.seen(after(family, registered), close)).toBeUndefined();
    expect(family.seen(family.initial, close)).toBeUndefined();
    const noted: FamilyCommand = {
      type: 'ReceiveInformation',
      data: { family: id, from: 'GP', summary: 'Seen.' },
    };
    expect(family.seen(after(family, helped), noted)).toBeUndefined();
  });
});

describe('what the rules of a family ask of others', () => {
  const asks = (command: FamilyCommand, events = helped) => family.needs(command, after(family, events));

  it('is who the children, workers and agencies are when an episode opens', () => {
    expect(asks({ type: 'OpenEpisode', data: { ...opening, request: 'request-1' } })).toEqual({
      persons: ['ava', 'ben'],
      openEpisodesOf: ['ava', 'ben'],
      workers: ['worker-1', 'worker-2'],
      organisations: ['organisation-school'],
      keepersOf: [id],
      agreementsOf: ['ava', 'ben'],
      begun: ['request-1'],
      requests: ['request-1'],
      panelItemsOf: ['request-1'],
    });
  });
  it('is whether the children of an episode are helped elsewhere when it reopens', () => {
    const data = {
      ...about,
      reason: 'FAMILY_ASKED',
      agency: 'organisation-1',
      keyworker: 'worker-1',
      familyAgreed: true,
    };
    const needs = { workers: ['worker-1'], organisations: ['organisation-1'] };
    expect(asks({ type: 'ReopenEpisode', data }, [...helped, closed])).toEqual({
      ...needs,
      persons: ['ava', 'ben'],
      openEpisodesOf: ['ava', 'ben'],
      erasedAmong: ['ava', 'ben'],
      keepersOf: [id],
    });
    const nobody = { persons: [], openEpisodesOf: [], erasedAmong: [], keepersOf: [id] };
    expect(asks({ type: 'ReopenEpisode', data }, [])).toEqual({ ...needs, ...nobody });
  });
  it('is which requests of the family wait, what its plan leaves undone, and which children were erased, where help ends', () => {
    expect(asks(close)).toEqual({
      waitingRequestsOf: 'family-1',
      openActionsOf: 'episode-1',
      openAssessmentsOf: 'episode-1',
      erasedAmong: ['ava', 'ben'],
    });
  });
  it('is nothing for what the family itself knows', () => {
    expect(asks(remove)).toEqual({});
  });
});

it('a family stands in its own timeline', () => {
  expect(family.families(family.initial, id)).toEqual([id]);
});
