import { describe, expect, it } from '@jest/globals';
import type { PanelCommand, PanelEvent } from '#libs/contracts';
import type { Facts, PanelItemFact, RequestFact } from '../aggregate.ts';
import { after, given } from '../testing/specification.ts';
import {
  accepted,
  advice,
  attended,
  closed,
  decide,
  decided,
  decision,
  declined,
  facts,
  ITEM,
  offered,
  PANEL,
  ready,
  scheduled,
  standing,
} from '../testing/panel.ts';
import { panel } from './panel.ts';

const here = { stream: PANEL };
const prepared = given(panel, ...ready);
const once = given(panel, ...ready, decided);
const withRequest = (request: Partial<RequestFact>): Partial<Facts> => ({
  ...facts,
  requests: new Map([[ITEM, { ...standing, ...request }]]),
});
const elsewhere = (fact: Partial<PanelItemFact>): Partial<Facts> => ({
  ...facts,
  panelItems: new Map([
    [
      ITEM,
      { panel: 'panel-2', sending: 2, state: 'TABLED', revision: 8, agency: null, allocation: null, ...fact },
    ],
  ]),
});
const without = (...types: PanelEvent['type'][]) => ready.filter(({ type }) => !types.includes(type));
/** The teacher takes the chair. */
const chairing: PanelEvent = {
  type: 'PanelMemberAttended',
  data: {
    ...{ member: 'teacher', agency: 'organisation-school', agencyType: 'SCHOOL' },
    ...{ chairing: true, remote: false },
  },
};
const undecidable = {
  outcome: 'ADVICE_TO_REFERRER',
  agency: undefined,
  keyworker: undefined,
  children: undefined,
};

describe('a decision of a panel', () => {
  it('is taken with the level of each child, the agency and the keyworker', () => {
    prepared.when(decide(), here, facts).then(decided);
  });
  it('is taken where a member attends from afar, and dissents', () => {
    const dissent = [{ member: 'visitor', reason: 'Too soon.' }];
    prepared
      .when(decide({ dissent }), here, facts)
      .then({ ...decided, data: { ...decided.data, dissent } } as PanelEvent);
  });
  it('may be advice, without an agency', () => {
    prepared
      .when({ type: 'DecideItem', data: { panel: PANEL, item: ITEM, ...advice } }, here, facts)
      .then({ type: 'ItemDecided', data: { item: ITEM, family: 'family-1', ...advice } });
  });
  it('allocates no help at the level where children’s services take over', () => {
    const children = [{ child: 'ava', level: 'L4', indicators: ['L4.03'] }];
    prepared.when(decide({ children }), here, facts).refuses('STEP_NOT_ACCEPTED', { child: 'ava' });
  });
  it('is not taken before the panel is quorate', () => {
    given(panel, ...without('PanelQuorate'))
      .when(decide(), here, facts)
      .refuses('NOT_QUORATE');
    const adjourned: PanelEvent = {
      type: 'PanelAdjourned',
      data: { present: ['chair'], lacking: ['AGENCIES'] },
    };
    given(panel, ...without('PanelQuorate'), adjourned)
      .when(decide(), here, facts)
      .refuses('NOT_QUORATE');
  });
  it('is not taken on what is not on the agenda', () => {
    given(panel, ...without('ItemTabled'))
      .when(decide(), here, facts)
      .refuses('ITEM_NOT_TABLED');
  });
  it('is not taken by, or against, someone who is not there', () => {
    prepared.when(decide({ decidedBy: 'helper' }), here, facts).refuses('NOT_PRESENT', { member: 'helper' });
    prepared
      .when(decide({ dissent: [{ member: 'helper', reason: 'No.' }] }), here, facts)
      .refuses('NOT_PRESENT', { member: 'helper' });
  });
  it('is not taken by a member with a conflict of interest', () => {
    const conflict: PanelEvent = {
      type: 'ConflictOfInterestDeclared',
      data: { item: ITEM, family: 'family-1', member: 'chair', nature: 'A cousin.' },
    };
    given(panel, ...ready, conflict)
      .when(decide(), here, facts)
      .refuses('CONFLICT_OF_INTEREST', { member: 'chair' });
    given(panel, ...ready, attended('helper'), chairing, conflict)
      .when(decide({ decidedBy: 'teacher' }), here, facts)
      .then({ ...decided, data: { ...decided.data, decidedBy: 'teacher' } } as PanelEvent);
  });
  it('is not taken where those without an interest in the matter are not enough', () => {
    const conflict = (member: string): PanelEvent => ({
      type: 'ConflictOfInterestDeclared',
      data: { item: ITEM, family: 'family-1', member, nature: 'Is the aunt.' },
    });
    given(panel, ...ready, conflict('visitor'))
      .when(decide(), here, facts)
      .refuses('NOT_QUORATE', { lacking: 'AGENCIES' });
    given(panel, ...ready, attended('helper'), conflict('chair'))
      .when(decide({ decidedBy: 'teacher' }), here, facts)
      .refuses('NOT_QUORATE', { lacking: 'CHAIR' });
    const withHealth = [scheduled('CHAIR_AND_THREE_WITH_HEALTH'), ...ready.slice(1), attended('helper')];
    given(panel, ...withHealth, conflict('visitor'))
      .when(decide(), here, facts)
      .refuses('NOT_QUORATE', { lacking: 'HEALTH' });
    given(panel, ...ready, attended('helper'), conflict('visitor'))
      .when(decide(), here, facts)
      .then(decided);
  });
  it('is not taken on a request that was withdrawn meanwhile', () => {
    prepared
      .when(decide(), here, withRequest({ status: 'WITHDRAWN' }))
      .refuses('REQUEST_WITHDRAWN', { revision: 5 });
    const gone: PanelEvent = { type: 'ItemWithdrawn', data: { item: ITEM, family: 'family-1' } };
    given(panel, ...ready, gone)
      .when(decide(), here, facts)
      .refuses('ITEM_WITHDRAWN');
  });
  it('is not taken on a request that is decided, here, at triage or by another panel', () => {
    once.when(decide(), here, facts).refuses('ITEM_DECIDED');
    prepared.when(decide(), here, withRequest({ status: 'DECIDED' })).refuses('REQUEST_DECIDED');
    prepared
      .when(decide(), here, elsewhere({ state: 'DECIDED' }))
      .refuses('REQUEST_DECIDED', { revision: 8 });
    prepared.when(decide(), here, withRequest({ status: 'UNDECIDED' })).refuses('REQUEST_NOT_AT_PANEL');
    prepared.when(decide(), here, { ...facts, requests: new Map() }).refuses('NOT_FOUND');
  });
  it('is taken anew after another panel’s agency declined, or the request was reopened', () => {
    prepared.when(decide(), here, elsewhere({ state: 'DECIDED', allocation: 'DECLINED' })).then(decided);
    prepared.when(decide(), here, elsewhere({ state: 'DECIDED', sending: 1 })).then(decided);
  });
  it('decides something, and says why', () => {
    for (const outcome of ['PANEL', 'DEFER_INFO_NEEDED'])
      prepared.when(decide({ outcome }), here, facts).refuses('NOT_A_DECISION');
    prepared.when(decide({ rationale: ' ' }), here, facts).refuses('RATIONALE_REQUIRED');
    prepared
      .when(decide({ dissent: [{ member: 'visitor', reason: '' }] }), here, facts)
      .refuses('REQUIRED', { field: 'dissent.0.reason' });
  });
  it('allocates to an active agency, for children of the record, with a trained keyworker of it', () => {
    prepared
      .when(decide({ ...undecidable, outcome: 'FFA_ALLOCATE_KEYWORKER' }), here, facts)
      .refuses('REQUIRED', { field: 'agency' });
    prepared
      .when(decide({ ...undecidable, keyworker: 'helper' }), here, facts)
      .refuses('REQUIRED', { field: 'agency' });
    prepared.when(decide({ children: [] }), here, facts).refuses('REQUIRED', { field: 'children' });
    prepared
      .when(decide({ agency: 'organisation-none', keyworker: undefined }), here, facts)
      .refuses('NOT_FOUND', { organisation: 'organisation-none' });
    prepared.when(decide({ keyworker: 'teacher' }), here, facts).refuses('WORKER_NOT_ELIGIBLE');
    prepared.when(decide(), here, { ...facts, persons: new Map() }).refuses('NOT_FOUND', { person: 'ava' });
  });
  it('gives each child one level of the scheme in use', () => {
    const [child] = decision.children;
    prepared.when(decide({ children: [child, child] }), here, facts).refuses('DUPLICATE_VALUE');
    prepared
      .when(decide({ children: [{ ...child, level: 'L3' }] }), here, facts)
      .refuses('SCHEME_MISMATCH', { indicator: 'L2.01', level: 'L3' });
  });
  it('allocates nothing while the family is not registered, and takes the family of a request linked since', () => {
    const { family: _, ...unlinked } = standing;
    const alone: PanelEvent = {
      type: 'ItemTabled',
      data: { item: ITEM, sending: 2, evidencePositions: [4] },
    };
    const early = given(panel, ...without('ItemTabled'), alone);
    early
      .when(decide(), here, { ...facts, requests: new Map([[ITEM, unlinked]]) })
      .refuses('FAMILY_NOT_REGISTERED');
    early.when(decide(), here, facts).then(decided);
  });
  it('is not taken by a panel that is closed', () => {
    given(panel, ...ready, decided, closed)
      .when(decide(), here, facts)
      .refuses('PANEL_CLOSED');
  });
});

describe('a second decision', () => {
  const review = (changed: object = {}): PanelCommand => ({
    type: 'ReviewDecision',
    data: { panel: PANEL, item: ITEM, ...advice, reason: 'The mother called.', ...changed },
  });
  const reviewed: PanelEvent = {
    type: 'DecisionReviewed',
    data: { item: ITEM, family: 'family-1', ...advice, supersedes: 6, reason: 'The mother called.' },
  };
  it('stands in place of the first, with the reason', () => {
    once.when(review(), here, facts).then(reviewed);
    given(panel, ...ready, decided, offered, declined)
      .when(review(), here, facts)
      .then(reviewed);
    once.when(review({ reason: '' }), here, facts).refuses('REQUIRED', { field: 'reason' });
  });
  it('is none where there was no first', () => {
    prepared.when(review(), here, facts).refuses('ITEM_UNDECIDED');
  });
  it('comes too late once the agency accepted', () => {
    given(panel, ...ready, decided, offered, accepted)
      .when(review(), here, facts)
      .refuses('ALLOCATION_ANSWERED');
  });
});

describe('the version a form about an item saw', () => {
  it('is the item’s own, so that two clerks on two items do not collide', () => {
    const other: PanelEvent = {
      type: 'ItemTabled',
      data: { item: 'request-2', sending: 1, evidencePositions: [1] },
    };
    const state = after(panel, [...ready, other]);
    expect(panel.seen(state, decide())).toBe(5);
    expect(panel.seen(state, { type: 'ClosePanel', data: { panel: PANEL } })).toBeUndefined();
    expect(panel.seen(panel.initial, decide())).toBeUndefined();
  });
});

describe('what a decision asks of other streams', () => {
  it('is how the request stands, held meanwhile, and all who are named', () => {
    expect(panel.needs(decide(), panel.initial)).toEqual({
      requests: [ITEM],
      panelItemsOf: [ITEM],
      organisations: ['organisation-help'],
      workers: ['helper'],
      persons: ['ava'],
    });
    const onEpisode = decide({ ...undecidable, item: 'episode-1' });
    expect(panel.needs(onEpisode, panel.initial)).toEqual({ panelItemsOf: ['episode-1'] });
  });
});
