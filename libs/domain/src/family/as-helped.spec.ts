import { describe, expect, it } from '@jest/globals';
import type { FamilyCommand } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { noFacts, today } from '../testing/examples.ts';
import { around, episode, family as id, helped, indicators } from '../testing/hill-family.ts';
import { after, given } from '../testing/specification.ts';
import { family } from './family.ts';

const records = ['ava-again', 'ava', 'ava-third'];
const linked: Partial<Facts> = { ...around, links: new Map([['ava-again', records]]) };

const because = { indicators: indicators.L3, rationale: 'Worse.', decidedBy: 'worker-2' };
const about = { family: id, episode };
const proposed = { target: 'CIN_S17', urgent: false, reason: 'Worse.', proposedBy: 'worker-1' };
const closing = { reason: 'OUTCOMES_MET', outcomes: [{ child: 'ben', outcome: 'Well.' }] };

/** Every order that names children of an episode, about this one. */
const orders = (child: string): FamilyCommand[] => [
  {
    type: 'DecideLevelOfNeed',
    data: { ...about, ...because, child, level: 'L2', indicators: indicators.L2 },
  },
  { type: 'StepUp', data: { ...about, ...because, child, from: 'L2', to: 'L3' } },
  { type: 'ProposeStepUp', data: { ...about, ...proposed, children: ['ben', child] } },
  { type: 'NoteStatutoryStatus', data: { ...about, child, status: 'NONE' } },
  { type: 'RemoveChildFromEpisode', data: { ...about, child, reason: 'MOVED', decidedBy: 'worker-2' } },
  {
    type: 'CloseEpisode',
    data: { ...about, ...closing, outcomes: [...closing.outcomes, { child, outcome: 'Sleeps.' }] },
  },
];

const state = after(family, helped);
const decided = (command: FamilyCommand, facts: Partial<Facts>) =>
  family.decide({ ...today, stream: id, ...command }, state, { ...noFacts, ...facts });

describe('a child who is helped under one record and named by another', () => {
  it.each(orders('ava-again').map((order, at) => [order.type, order, orders('ava')[at]] as const))(
    'is that child to %s',
    (_, order, same) => {
      expect(decided(order, linked)).toEqual(same && decided(same, around));
      expect(() => decided(order, around)).toThrow(expect.objectContaining({ code: 'NOT_IN_EPISODE' }));
    },
  );
  it('is named once', () => {
    const twice = { ...about, ...proposed, children: ['ava', 'ava-again'] };
    given(family, ...helped)
      .when({ type: 'ProposeStepUp', data: twice }, {}, linked)
      .refuses('DUPLICATE_VALUE');
  });
  it('is asked of where nobody of the episode is named so', () => {
    for (const order of orders('ava-again'))
      expect(family.needs(order, state)).toMatchObject({
        linksOf: ['ava-again'],
        persons: expect.arrayContaining(['ava', 'ben']),
        erasedAmong: expect.arrayContaining(['ava', 'ben']),
      });
    for (const order of orders('ava')) expect(family.needs(order, state)).not.toHaveProperty('linksOf');
  });
  it('is nobody any more where the record that is helped was erased', () => {
    const erased = { ...linked, erased: new Set(['ava']) };
    for (const order of orders('ava-again'))
      given(family, ...helped)
        .when(order, {}, erased)
        .refuses('SUBJECT_ERASED', { subject: 'ava' });
  });
});
