import { describe, expect, it } from '@jest/globals';
import type { Clear, FamilyEvent, OccurredAt, RequestEvent } from '#libs/contracts';
import type { Decided, Past } from './aggregate.ts';
import { couldMisfit, misfitOf, type Misfit } from './past-order.ts';
import { placed } from './testing/specification.ts';
import { closed, episode, episodeOpened } from './testing/hill-family.ts';
import { goesOn } from './testing/two-families.ts';

type Fact = Past<Clear.Event>;
type Recorded = Decided<FamilyEvent | RequestEvent>;

const RECORDED = '2026-07-01T12:00:00.000Z';
const day = (value: string): OccurredAt => ({ precision: 'DATE', value });
const past = (event: Recorded, occurredAt: OccurredAt = day('2026-06-01')): Fact => ({
  ...placed(event, 0),
  recordedAt: RECORDED,
  occurredAt: event.occurredAt ?? occurredAt,
});

const helped = episodeOpened().map((event) => past(event));
const informed = (occurredAt: OccurredAt, of: string | undefined = episode): Fact =>
  past(
    {
      type: 'InformationReceived',
      data: { ...(of !== undefined && { episode: of }), from: 'POLICE', summary: 'Called out.' },
    },
    occurredAt,
  );
const stepped = (child: string, occurredAt: OccurredAt): Fact =>
  past(
    {
      type: 'SteppedUp',
      data: {
        episode,
        child,
        from: 'L2',
        to: 'L3',
        indicators: ['L3.07'],
        rationale: 'Why.',
        decidedBy: 'w',
      },
    },
    occurredAt,
  );
const ended = (occurredAt: OccurredAt): Fact => past(closed, occurredAt);

const proposed = (step: string, occurredAt: OccurredAt): Fact =>
  past(
    {
      type: 'StepUpProposed',
      data: {
        episode,
        step,
        children: ['ava'],
        target: 'CIN_S17',
        urgent: false,
        reason: 'Harm.',
        proposedBy: 'w',
      },
    },
    occurredAt,
  );
const declined = (occurredAt: OccurredAt): Fact =>
  past({ type: 'StepUpDeclined', data: { episode, step: 'step-1', reason: 'Not met.' } }, occurredAt);
const supervised = (occurredAt: OccurredAt): Fact =>
  past({ type: 'SupervisionRecorded', data: { episode, supervisor: 'w', reflection: 'Well.' } }, occurredAt);

describe('what is recorded late', () => {
  const cases: readonly (readonly [string, Fact, readonly Fact[], Misfit | undefined])[] = [
    ['tells of a time before a decision', informed(day('2026-05-28')), helped, 'LATE_BEFORE_DECISION'],
    [
      'tells so of no episode in particular',
      informed(day('2026-05-28'), undefined),
      helped,
      'LATE_BEFORE_DECISION',
    ],
    [
      'answers a step before it was proposed',
      declined(day('2026-06-09')),
      [...helped, proposed('step-1', day('2026-06-10'))],
      'OUT_OF_ORDER',
    ],
    [
      'answers a step before another was proposed',
      declined(day('2026-06-09')),
      [...helped, proposed('step-1', day('2026-06-08')), proposed('step-2', day('2026-06-10'))],
      undefined,
    ],
    ['is done in help before that opened', supervised(day('2026-05-31')), helped, 'OUT_OF_ORDER'],
    [
      'is done in help before something else in it',
      supervised(day('2026-06-09')),
      [...helped, proposed('step-1', day('2026-06-10'))],
      undefined,
    ],
    ['tells of a day of a decision', informed(day('2026-06-01')), helped, undefined],
    [
      'tells of a month in which a decision was taken',
      informed({ precision: 'MONTH', value: '2026-06' }),
      helped,
      undefined,
    ],
    ['tells of nobody knows when', informed({ precision: 'UNKNOWN' }), helped, undefined],
    [
      'tells of a time after help',
      informed(day('2026-06-20')),
      [...helped, ended(day('2026-06-15'))],
      'EVENT_AFTER_CLOSURE',
    ],
    ['is a step before help began', stepped('ava', day('2026-05-31')), helped, 'OUT_OF_ORDER'],
    [
      'is a step before one that is recorded',
      stepped('ava', day('2026-06-08')),
      [...helped, stepped('ava', day('2026-06-10'))],
      'OUT_OF_ORDER',
    ],
    [
      'is a step before one of a sibling',
      stepped('ben', day('2026-06-08')),
      [...helped, stepped('ava', day('2026-06-10'))],
      undefined,
    ],
    [
      'is a step after all',
      stepped('ava', day('2026-06-12')),
      [...helped, stepped('ava', day('2026-06-10'))],
      undefined,
    ],
    [
      'closes before the last of help',
      ended(day('2026-06-09')),
      [...helped, stepped('ava', day('2026-06-10'))],
      'OUT_OF_ORDER',
    ],
    [
      'is of an hour before another of the day',
      stepped('ava', { precision: 'INSTANT', value: '2026-06-10T09:00:00.000Z' }),
      [...helped, stepped('ava', { precision: 'INSTANT', value: '2026-06-10T10:00:00.000Z' })],
      'OUT_OF_ORDER',
    ],
  ];
  it.each(cases)('%s', (_, event, before, misfit) => {
    expect(misfitOf(event, before)).toBe(misfit);
  });

  it('is compared with its own episode only', () => {
    const other = episodeOpened('episode-2').map((event) =>
      past({ ...event, occurredAt: day('2026-09-01') }),
    );
    expect(misfitOf(stepped('ava', day('2026-06-12')), [...helped, ...other])).toBeUndefined();
  });

  it('tells of a time before a request was triaged', () => {
    const triaged = past(
      { type: 'RequestTriaged', data: { outcome: 'IFST', rationale: 'Why.', decidedBy: 'w' } },
      day('2026-06-05'),
    );
    const told = (value: string) =>
      past({ type: 'RequestInformationReceived', data: { from: 'POLICE', summary: 'Called.' } }, day(value));
    expect(misfitOf(told('2026-06-04'), [triaged])).toBe('LATE_BEFORE_DECISION');
    expect(misfitOf(told('2026-06-05'), [triaged])).toBeUndefined();
  });
});

it('only what is recorded late, or was told, could misfit', () => {
  const now: OccurredAt = { precision: 'INSTANT', value: RECORDED };
  expect(couldMisfit(stepped('ava', now))).toBe(false);
  expect(couldMisfit(stepped('ava', day('2026-06-01')))).toBe(true);
  expect(couldMisfit(informed(now))).toBe(true);
});

describe('what is told late of help that went on in another family', () => {
  const child = {
    child: 'ava',
    level: 'L3',
    levelSince: '2026-06-10',
    statusSince: '2026-06-12T10:00:00.000Z',
  };
  const continued = past(goesOn('family-2', { children: [child] }), day('2026-06-20'));
  const noted = (value: string) =>
    past({ type: 'StatutoryStatusNoted', data: { episode, child: 'ava', status: 'CIN_S17' } }, day(value));

  it.each<[string, Fact, Misfit | undefined]>([
    ['a step of before the level that was carried over', stepped('ava', day('2026-06-09')), 'OUT_OF_ORDER'],
    ['a step of a day since', stepped('ava', day('2026-06-11')), undefined],
    ['a status of before the one that was carried over', noted('2026-06-11'), 'OUT_OF_ORDER'],
    ['a status of a day since', noted('2026-06-13'), undefined],
    ['what was done before help began', stepped('ben', day('2026-05-30')), 'OUT_OF_ORDER'],
    ['an end of before it went on', ended(day('2026-06-15')), 'OUT_OF_ORDER'],
  ])('is asked of %s', (_, event, misfit) => {
    expect(misfitOf(event, [continued])).toBe(misfit);
  });
});
