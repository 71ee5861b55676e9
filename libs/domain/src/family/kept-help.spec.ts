import { describe, expect, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import {
  around,
  closed,
  episode,
  family as id,
  helped,
  opening,
  registered,
} from '../testing/hill-family.ts';
import { noFacts, today } from '../testing/examples.ts';
import { after, given } from '../testing/specification.ts';
import { family } from './family.ts';

// The record of the Hills is sealed: whoever holds their help is among its custodians.

const keptBy = (...keepers: string[]): Partial<Facts> => ({
  ...around,
  keepers: new Map([
    [id, keepers],
    ['tom', keepers],
  ]),
});
const handOver: FamilyCommand = {
  type: 'HandOverKeyworker',
  data: {
    ...{ family: id, episode, to: 'worker-3', agency: 'organisation-school' },
    ...{ agreementReviewed: true, reason: 'LEFTRL' },
  },
};
const cover: FamilyCommand = {
  type: 'ArrangeTemporaryCover',
  data: { family: id, episode, worker: 'worker-3', reason: 'ABSENC' },
};
const covered: FamilyEvent = {
  type: 'TemporaryCoverArranged',
  data: { episode, worker: 'worker-3', reason: 'ABSENC' },
};
const endCover: FamilyCommand = {
  type: 'EndTemporaryCover',
  data: { family: id, episode, reason: 'KEYWORKER_BACK' },
};
const open: FamilyCommand = { type: 'OpenEpisode', data: { ...opening, keyworker: 'worker-3' } };
const reopen: FamilyCommand = {
  type: 'ReopenEpisode',
  data: {
    ...{ family: id, episode, reason: 'FAMILY_ASKED', agency: 'organisation-school' },
    ...{ keyworker: 'worker-3', familyAgreed: true },
  },
};
const join: FamilyCommand = {
  type: 'AddMember',
  data: { family: id, person: 'tom', role: 'FATHER', livesHere: 'FULL' },
};

const cases: [string, FamilyEvent[], FamilyCommand, string][] = [
  ['a hand-over', helped, handOver, 'worker-3'],
  ['cover', helped, cover, 'worker-3'],
  ['the end of cover', [...helped, covered], endCover, 'worker-1'],
  ['help that opens', registered, open, 'worker-3'],
  ['help that is reopened', [...helped, closed], reopen, 'worker-3'],
  ['somebody sealed who joins', helped, join, 'worker-1'],
];

describe('help of a sealed record', () => {
  it.each(cases)('%s, leaves it with nobody who could not see it', (_, events, command, holder) => {
    const theirs = given(family, ...events);
    theirs.when(command, {}, keptBy('worker-2')).refuses('OWNER_NOT_CUSTODIAN', { worker: holder });
    const told = { ...today, ...command, stream: id };
    const facts = { ...noFacts, ...keptBy(holder) };
    expect(family.decide(told, after(family, events), facts).length).toBeGreaterThan(0);
    expect(family.needs(command, after(family, events)).keepersOf).toEqual([command === join ? 'tom' : id]);
  });

  it('is joined by somebody sealed only where whoever covers keeps that too', () => {
    const theirs = given(family, ...helped, covered);
    theirs.when(join, {}, keptBy('worker-1')).refuses('OWNER_NOT_CUSTODIAN', { worker: 'worker-3' });
    given(family, ...registered)
      .when(join, {}, keptBy('worker-2'))
      .then({ type: 'MemberJoined', data: { person: 'tom', role: 'FATHER', livesHere: 'FULL' } });
  });
});
