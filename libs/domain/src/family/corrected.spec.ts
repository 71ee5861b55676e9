import { describe, expect, it } from '@jest/globals';
import type { FamilyEvent, JsonObject, RefusalCode } from '#libs/contracts';
import type { Decided, RecordedEntry } from '../aggregate.ts';
import { correcting } from '../correction/correcting.ts';
import { aggregates } from '../index.ts';
import { noFacts, today } from '../testing/examples.ts';
import { around, closed, decidedLevel, episode, family, helped, indicators } from '../testing/hill-family.ts';
import { refusalOf } from '../testing/specification.ts';

const step = 'step-1';
const why = { rationale: 'Worse at home.', decidedBy: 'worker-2' };
const up = (from: string, to: 'L2' | 'L3' | 'L4', child = 'ava', more: object = {}): FamilyEvent => ({
  type: 'SteppedUp',
  data: { episode, child, from, to, indicators: indicators[to], ...why, ...more },
});
const down = (from: string, to: 'L2' | 'L3', more: object = {}): FamilyEvent => ({
  type: 'SteppedDown',
  data: { episode, child: 'ben', from, to, indicators: indicators[to], ...why, ...more },
});
const proposed: FamilyEvent = {
  type: 'StepUpProposed',
  data: {
    ...{ episode, step, children: ['ava'], target: 'CP', urgent: true },
    ...{ reason: 'Harm.', proposedBy: 'worker-1' },
  },
};
const accepted: FamilyEvent = {
  type: 'StepUpAccepted',
  data: { episode, step, receivingAgency: 'organisation-care', receivingWorker: 'social-worker' },
};
const noted = (status: string): FamilyEvent => ({
  type: 'StatutoryStatusNoted',
  data: { episode, child: 'ben', status },
});
const covered: FamilyEvent = {
  type: 'TemporaryCoverArranged',
  data: { episode, worker: 'worker-3', reason: 'ABSENC' },
};
const handedOver: FamilyEvent = {
  type: 'KeyworkerHandedOver',
  data: {
    ...{ episode, from: 'worker-1', to: 'worker-3', agency: 'organisation-school' },
    ...{ agreementReviewed: true, reason: 'LEFTRL' },
  },
};
const tried: FamilyEvent = {
  type: 'NonEngagementRecorded',
  data: { episode, attempts: 2, whatWasTried: 'Letters.' },
};

const rules = correcting(aggregates['family'] ?? noRules());

function noRules(): never {
  throw new Error('there are no rules for families');
}

function entryOf({ type, data, occurredAt }: Decided<FamilyEvent>, revision: number): RecordedEntry {
  return {
    ...today,
    ...(occurredAt !== undefined && { occurredAt }),
    type,
    data: data as object as JsonObject,
    id: `entry-${revision}`,
    stream: family,
    revision,
    commandId: revision < helped.length ? 'opening' : String(revision),
    subjects: [],
    families: [family],
    sensitivity: 'STANDARD',
    codeSets: {},
    erased: false,
  };
}

/** Corrects the last of what happened in the Hills' help. */
function correctLast(
  happened: readonly FamilyEvent[],
  said: JsonObject,
  more: object = {},
  known: object = {},
): unknown {
  const entries = [...helped, ...happened].map(entryOf);
  const [last] = entries.slice(-1);
  const part = last === undefined ? '' : `${last.type.charAt(0).toLowerCase()}${last.type.slice(1)}`;
  const data = { stream: family, entry: last?.id ?? '', reason: 'TYPO', replaced: { [part]: said }, ...more };
  const facts = { ...noFacts, ...around, entries, begun: namedIn(around), ...known };
  return rules.decide({ ...today, type: 'CorrectEntry', data, stream: family }, rules.initial, facts);
}

const namedIn = ({ workers, organisations }: typeof around): ReadonlySet<string> =>
  new Set([...(workers?.keys() ?? []), ...(organisations?.keys() ?? [])]);

const toL4 = { to: 'L4', indicators: indicators.L4 };
const refused: readonly [what: string, FamilyEvent[], JsonObject, RefusalCode][] = [
  ['a step up to L4 that no service accepted', [up('L2', 'L3')], toL4, 'STEP_NOT_ACCEPTED'],
  [
    'a step down from L4 that was not proposed',
    [down('L3', 'L2')],
    { from: 'L4', to: 'L3', indicators: indicators.L3 },
    'STEP_NOT_ACCEPTED',
  ],
  ['a step from where the child was not', [up('L2', 'L3')], { from: 'L1' }, 'WRONG_LEVEL'],
  [
    'a step down from a protection plan to L2',
    [decidedLevel('ben', 'L4'), noted('CP_PLAN'), down('L4', 'L3', { step })],
    { to: 'L2', indicators: indicators.L2 },
    'STEP_THROUGH_CIN',
  ],
  [
    'a review that changes the level',
    [decidedLevel('ava', 'L2')],
    { level: 'L3', indicators: indicators.L3 },
    'WRONG_LEVEL',
  ],
  ['a decision of who had left', [decidedLevel('ava', 'L2')], { decidedBy: 'left' }, 'WORKER_NOT_ELIGIBLE'],
  [
    'an end as stepped up, which no service accepted',
    [closed],
    { reason: 'STEP_UP_CP' },
    'STEP_NOT_ACCEPTED',
  ],
  [
    'a step up to what a child has already',
    [noted('CP_PLAN'), { ...proposed, data: { ...proposed.data, children: ['ben'], target: 'IFST' } }],
    { target: 'CIN_S17' },
    'ALREADY_STATUTORY',
  ],
  [
    'an acceptance by a service that had ended',
    [proposed, accepted],
    { receivingAgency: 'organisation-ended', receivingWorker: 'of-closed-agency' },
    'ORGANISATION_NOT_ACTIVE',
  ],
  [
    'an acceptance by a worker of another agency',
    [proposed, accepted],
    { receivingWorker: 'worker-3' },
    'WORKER_NOT_ELIGIBLE',
  ],
  [
    'an acceptance by a school',
    [proposed, accepted],
    { receivingAgency: 'organisation-school', receivingWorker: 'worker-3' },
    'NOT_STATUTORY',
  ],
  [
    'an end for good over a plan that stands',
    [noted('CP_PLAN'), { ...closed, data: { ...closed.data, reason: 'DUPLICATE' } } as FamilyEvent],
    { reason: 'OUTCOMES_MET' },
    'STATUTORY_STANDS',
  ],
  [
    'a hand-over without asking the family',
    [handedOver],
    { agreementReviewed: false },
    'AGREEMENT_NOT_REVIEWED',
  ],
  ['cover by who is not trained', [covered], { worker: 'untrained' }, 'WORKER_NOT_ELIGIBLE'],
  ['cover by the keyworker', [covered], { worker: 'worker-1' }, 'WORKER_NOT_ELIGIBLE'],
  ['cover that ended before it began', [covered], { until: '2026-06-15' }, 'END_BEFORE_START'],
  ['no attempt to reach the family', [tried], { attempts: 0 }, 'INVALID_INPUT'],
];

const taken: readonly [what: string, FamilyEvent[], JsonObject][] = [
  ['a step up to L4 that a service accepted', [proposed, accepted, up('L2', 'L3', 'ava', { step })], toL4],
  ['an end as stepped up, which a service accepted', [proposed, accepted, closed], { reason: 'STEP_UP_CP' }],
  ['other words, whatever was decided', [noted('CP_PLAN'), down('L3', 'L2')], { rationale: 'Calmer.' }],
  ['cover by another who is trained', [covered], { worker: 'worker-3', until: '2026-06-30' }],
];

describe('what happened in help', () => {
  it.each(refused)('is not corrected to %s', (_, happened, said, code) => {
    expect(refusalOf(() => correctLast(happened, said)).code).toBe(code);
  });

  it.each(taken)('is corrected to %s', (_, happened, said) => {
    expect(correctLast(happened, said)).toHaveLength(1);
  });

  it('is by a worker of the agency, where that alone is corrected', () => {
    const [workers, acting] = [new Map(), around.workers];
    const of = (happened: FamilyEvent[], said: JsonObject, facts: object = { workers, acting }) =>
      correctLast(happened, said, {}, facts);
    const assigned = helped.filter(({ type }) => type === 'KeyworkerAssigned');
    const otherAgency = { code: 'WORKER_NOT_ELIGIBLE', details: { because: 'OTHER_AGENCY' } };
    for (const happened of [assigned, [handedOver]]) {
      expect(refusalOf(() => of(happened, { agency: 'organisation-care' }))).toMatchObject(otherAgency);
      expect(refusalOf(() => of(happened, { agency: 'organisation-ended' }))).toMatchObject({
        code: 'ORGANISATION_NOT_ACTIVE',
      });
    }
    expect(
      refusalOf(() => of([proposed, accepted], { receivingAgency: 'organisation-school' })),
    ).toMatchObject(otherAgency);
    const moved = new Map(around.workers).set('worker-3', {
      ...{ agency: 'organisation-care', role: 'KEYWORKER', activeFrom: '2020', training: {} },
    });
    const said = { agency: 'organisation-care' };
    expect(of([handedOver], said, { workers, acting: moved })).toHaveLength(1);
  });

  it('did not end on an unknown day', () => {
    const unknown = { occurred: { precision: 'UNKNOWN' } };
    expect(refusalOf(() => correctLast([closed], {}, unknown))).toMatchObject({
      code: 'REQUIRED',
      details: { field: 'occurred' },
    });
  });
});
