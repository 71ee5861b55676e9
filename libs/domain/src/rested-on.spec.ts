import { describe, expect, it } from '@jest/globals';
import type { Clear, FamilyEvent, PanelEvent, RequestEvent } from '#libs/contracts';
import type { Decided, Past } from './aggregate.ts';
import { carriesOn, decidedOn, restedOn } from './rested-on.ts';
import { placed } from './testing/specification.ts';
import { closed, decidedLevel, episode } from './testing/hill-family.ts';
import { goesOn } from './testing/two-families.ts';

type Fact = Past<Clear.Event>;

const past = (event: Decided<FamilyEvent | RequestEvent | PanelEvent>): Fact => ({
  ...placed(event, 0),
  recordedAt: '2026-07-01T12:00:00.000Z',
  occurredAt: { precision: 'DATE', value: '2026-07-01' },
});

const informed = (of?: string): Fact =>
  past({
    type: 'InformationReceived',
    data: { ...(of !== undefined && { episode: of }), from: 'POLICE', summary: 'Called out.' },
  });
const level = (child: string, at = episode): Fact => past(decidedLevel(child, 'L2', at));
const stepped = (child: string): Fact =>
  past({
    type: 'SteppedUp',
    data: { episode, child, from: 'L2', to: 'L3', indicators: [], rationale: 'Why.', decidedBy: 'w' },
  });
const proposed = (children: string[]): Fact =>
  past({
    type: 'StepUpProposed',
    data: {
      episode,
      step: 'step-1',
      children,
      target: 'CIN_S17',
      urgent: false,
      reason: 'So',
      proposedBy: 'w',
    },
  });
const triaged = past({
  type: 'RequestTriaged',
  data: { outcome: 'SINGLE_AGENCY', rationale: 'So', decidedBy: 'w' },
});
const agencyTold = past({
  type: 'AgencyInformationReceived',
  data: { agency: 'organisation-1', summary: 'Known to us.' },
});
const covered = past({
  type: 'AccountableAgencyChanged',
  data: { episode, from: 'organisation-1', to: 'organisation-2' },
});

describe('a decision rested on what was amended', () => {
  const cases: readonly (readonly [string, Fact, readonly Fact[], boolean])[] = [
    ['where a level was decided once it was told', informed(episode), [level('ava')], true],
    ['where it was told of no episode in particular', informed(), [stepped('ava')], true],
    ['where help ended once it was told', informed(episode), [past(closed)], true],
    ['where the child was stepped up from that level', level('ava'), [stepped('ava')], true],
    ['where a step up was proposed for the child', level('ava'), [proposed(['ava', 'ben'])], true],
    ['where a request was triaged by what an agency told', agencyTold, [triaged], true],
    ['but not where nothing was decided since', informed(episode), [informed(episode), covered], false],
    ['but not of another episode', informed('episode-2'), [level('ava')], false],
    ['but not of another child', level('ben'), [stepped('ava'), proposed(['ava'])], false],
    ['but not on who answers for the help', covered, [stepped('ava')], false],
  ];
  it.each(cases)('%s', (_, entry, later, expected) => {
    expect(restedOn(entry, later)).toBe(expected);
  });
});

describe('a panel decided on what was amended', () => {
  const decision = past({
    type: 'ItemDecided',
    data: { item: 'request-1', outcome: 'IFST', rationale: 'So', decidedBy: 'w' },
  });
  const deferral = past({
    type: 'ItemDeferred',
    data: { item: 'request-1', until: '2026-07-14', needed: ['The school'] },
  });

  it('where it decided on the item by then', () => {
    expect(decidedOn('request-1', [decision])).toBe(true);
  });

  it('but not where it put the item off, or decided on another', () => {
    expect(decidedOn('request-1', [deferral])).toBe(false);
    expect(decidedOn('request-2', [decision])).toBe(false);
  });
});

describe('a family goes on with what was amended elsewhere', () => {
  const carried = past(
    goesOn('family-1', {
      children: [{ child: 'ava', level: 'L2', levelDecision: 'e-level', statusNoted: 'e-status' }],
      steps: [{ step: 'step-1', status: 'PROPOSED', children: ['ava'], target: 'CP', proposal: 'e-step' }],
    }),
  );

  it.each(['e-level', 'e-status', 'e-step'])('where its episode came with %s', (entry) => {
    expect(carriesOn(entry, [level('ava'), carried])).toBe(true);
  });
  it('but not with anything else', () => {
    expect(carriesOn('e-other', [carried])).toBe(false);
    expect(carriesOn('e-level', [level('ava')])).toBe(false);
  });
});
