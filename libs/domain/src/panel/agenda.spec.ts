import { describe, expect, it } from '@jest/globals';
import type { PanelCommand, PanelEvent } from '#libs/contracts';
import type { Facts, PanelItemFact } from '../aggregate.ts';
import { today } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import {
  accepted,
  decided,
  declined,
  facts,
  ITEM,
  offered,
  PANEL,
  ready,
  scheduled,
  standing,
  tabled,
} from '../testing/panel.ts';
import { panel } from './panel.ts';

const here = { stream: PANEL };
const about = { item: ITEM, family: 'family-1' };
const table = (changed: object = {}): PanelCommand => ({
  type: 'TableItem',
  data: { panel: PANEL, item: ITEM, evidencePositions: [4, 7], ...changed },
});
const defer = (changed: object = {}): PanelCommand => ({
  type: 'DeferItem',
  data: { panel: PANEL, item: ITEM, until: '2026-06-23', needed: ['The school’s view'], ...changed },
});
const deferred: PanelEvent = {
  type: 'ItemDeferred',
  data: { ...about, until: '2026-06-23', needed: ['The school’s view'] },
};
const gone: PanelEvent = { type: 'ItemWithdrawn', data: about };
const withdrawn: Partial<Facts> = {
  ...facts,
  requests: new Map([[ITEM, { ...standing, status: 'WITHDRAWN' }]]),
};
const at = (fact: Partial<PanelItemFact>): Partial<Facts> => ({
  ...facts,
  panelItems: new Map([
    [
      ITEM,
      { panel: 'panel-2', sending: 2, state: 'TABLED', revision: 8, agency: null, allocation: null, ...fact },
    ],
  ]),
});

describe('an item', () => {
  it('is tabled with the entries of its papers, once', () => {
    given(panel, scheduled()).when(table(), here, facts).then(tabled);
    given(panel, scheduled(), tabled).when(table(), here, facts).then();
  });
  it('has papers of what is in the log', () => {
    given(panel, scheduled())
      .when(table({ evidencePositions: [101] }), here, facts)
      .refuses('POSITION_AHEAD', { position: 100 });
  });
  it('is a request that was sent to a panel, or an open episode', () => {
    given(panel, scheduled()).when(table(), here).refuses('NOT_FOUND');
    given(panel, scheduled()).when(table(), here, withdrawn).refuses('REQUEST_WITHDRAWN');
    const episode = table({ item: 'episode-1' });
    given(panel, scheduled()).when(episode, here, facts).refuses('UNKNOWN_EPISODE', { episode: 'episode-1' });
    const open = { family: 'family-1', episode: 'episode-1', child: 'ava', keyworker: 'helper' };
    given(panel, scheduled())
      .when(episode, here, { ...facts, openEpisodes: [open] })
      .then({
        type: 'ItemTabled',
        data: { item: 'episode-1', family: 'family-1', evidencePositions: [4, 7] },
      });
  });
  it('stands on one agenda at a time', () => {
    given(panel, scheduled())
      .when(table(), here, at({}))
      .refuses('ITEM_TABLED_ELSEWHERE', { panel: 'panel-2' });
    given(panel, scheduled())
      .when(table(), here, at({ state: 'DEFERRED' }))
      .then(tabled);
    given(panel, scheduled())
      .when(table(), here, at({ sending: 1 }))
      .then(tabled);
  });
  it('that was decided is not tabled again, but after its agency declined at another panel', () => {
    given(panel, scheduled())
      .when(table(), here, at({ state: 'DECIDED' }))
      .refuses('REQUEST_DECIDED');
    given(panel, scheduled())
      .when(table(), here, at({ state: 'DECIDED', allocation: 'DECLINED' }))
      .then(tabled);
    given(panel, ...ready, decided)
      .when(table(), here, facts)
      .refuses('ITEM_DECIDED');
  });
  it('is deferred to a later day, with what is needed', () => {
    given(panel, ...ready)
      .when(defer())
      .then(deferred);
    given(panel, ...ready, decided, offered, declined)
      .when(defer())
      .then(deferred);
    given(panel, ...ready)
      .when(defer({ until: '2026-06-15' }))
      .refuses('END_BEFORE_START', { field: 'until' });
    given(panel, ...ready)
      .when(defer({ until: '2026-02-30' }))
      .refuses('INVALID_DATE');
    given(panel, ...ready)
      .when(defer({ needed: ['A', 'A'] }))
      .refuses('DUPLICATE_VALUE');
    given(panel, ...ready)
      .when(defer({ needed: [' '] }))
      .refuses('REQUIRED', { field: 'needed.0' });
  });
  it('is not deferred once it is decided, withdrawn, or where it is not on the agenda', () => {
    given(panel, ...ready, decided)
      .when(defer())
      .refuses('ITEM_DECIDED');
    given(panel, ...ready, gone)
      .when(defer())
      .refuses('ITEM_WITHDRAWN');
    given(panel, scheduled()).when(defer()).refuses('ITEM_NOT_TABLED');
  });
  it('leaves the agenda with its request, and only so', () => {
    const leave: PanelCommand = { type: 'WithdrawItem', data: { panel: PANEL, item: ITEM } };
    given(panel, ...ready)
      .when(leave, here, withdrawn)
      .then(gone);
    given(panel, ...ready, deferred)
      .when(leave, here, withdrawn)
      .then(gone);
    given(panel, ...ready, gone)
      .when(leave, here, withdrawn)
      .then();
    given(panel, ...ready, decided)
      .when(leave, here, withdrawn)
      .then();
    given(panel, ...ready)
      .when(leave, here, facts)
      .refuses('ITEM_UNDECIDED');
  });
});

describe('a conflict of interest', () => {
  const nature = 'A cousin of the mother.';
  const declare = (changed: object = {}): PanelCommand => ({
    type: 'DeclareConflictOfInterest',
    data: { panel: PANEL, item: ITEM, member: 'chair', nature, ...changed },
  });
  const declaredOne: PanelEvent = {
    type: 'ConflictOfInterestDeclared',
    data: { ...about, member: 'chair', nature },
  };
  it('is declared of an item, as often as there is more to say', () => {
    given(panel, ...ready)
      .when(declare())
      .then(declaredOne);
    given(panel, ...ready, declaredOne)
      .when(declare())
      .then(declaredOne);
  });
  it('is a member’s, and says what it is', () => {
    given(panel, ...ready)
      .when(declare({ member: 'helper' }))
      .refuses('NOT_PRESENT', { member: 'helper' });
    given(panel, ...ready)
      .when(declare({ nature: '' }))
      .refuses('REQUIRED', { field: 'nature' });
  });
});

describe('an allocation', () => {
  const offer: PanelCommand = { type: 'OfferAllocation', data: { panel: PANEL, item: ITEM } };
  const agency = 'organisation-help';
  const accept = (changed: object = {}): PanelCommand => ({
    type: 'AcceptAllocation',
    data: { panel: PANEL, item: ITEM, agency, familyAgreed: true, ...changed },
  });
  const decline = (changed: object = {}): PanelCommand => ({
    type: 'DeclineAllocation',
    data: { panel: PANEL, item: ITEM, agency, reason: 'Nobody is free.', ...changed },
  });
  const open = given(panel, ...ready, decided, offered);

  it('is offered to the agency of the decision, once', () => {
    given(panel, ...ready, decided)
      .when(offer, here, facts)
      .then(offered);
    open.when(offer, here, facts).then();
  });
  it('is not offered without a decision, nor of a request that was withdrawn', () => {
    given(panel, ...ready)
      .when(offer, here, facts)
      .refuses('ITEM_UNDECIDED');
    given(panel, ...ready, decided)
      .when(offer, here, withdrawn)
      .refuses('REQUEST_WITHDRAWN');
  });
  it('is accepted with a trained keyworker of the agency, the decision’s or its own', () => {
    open.when(accept(), here, facts).then(accepted);
    open.when(accept({ keyworker: 'helper' }), here, facts).then(accepted);
    open.when(accept({ keyworker: 'teacher' }), here, facts).refuses('WORKER_NOT_ELIGIBLE');
    given(panel, ...ready, decided, offered, accepted)
      .when(accept(), here, facts)
      .refuses('ALLOCATION_ANSWERED');
  });
  it('names a keyworker where the decision did not', () => {
    const { keyworker: _, ...data } = decided.data as { keyworker: string };
    given(panel, ...ready, { ...decided, data } as PanelEvent, offered)
      .when(accept(), here, facts)
      .refuses('REQUIRED', { field: 'keyworker' });
  });
  it('is declined with a reason, once', () => {
    open.when(decline()).then(declined);
    open.when(decline({ reason: ' ' })).refuses('REQUIRED', { field: 'reason' });
    given(panel, ...ready, decided, offered, declined)
      .when(decline())
      .refuses('ALLOCATION_ANSWERED');
  });
  it('is answered once', () => {
    given(panel, ...ready, decided, offered, declined)
      .when(accept(), here, facts)
      .refuses('ALLOCATION_ANSWERED');
    given(panel, ...ready, decided, offered, accepted)
      .when(decline())
      .refuses('ALLOCATION_ANSWERED');
  });
  it('is answered by whom it was offered to: a partner for its own agency', () => {
    given(panel, ...ready, decided)
      .when(accept(), here, facts)
      .refuses('NOT_OFFERED');
    open.when(accept({ agency: 'organisation-school' }), here, facts).refuses('NOT_OFFERED');
    const partner = (of: string) => ({ ...here, actor: { ...today.actor, role: 'PARTNER', agency: of } });
    open.when(decline(), partner('organisation-school')).refuses('NOT_OFFERED');
    open.when(decline(), partner(agency)).then(declined);
  });
  it('asks who will be the keyworker', () => {
    const asks = (command: PanelCommand) => panel.needs(command, panel.initial);
    expect(asks(accept())).toEqual({ organisations: [agency], workers: [] });
    expect(asks(offer)).toEqual({ requests: [ITEM] });
    expect(asks(decline())).toEqual({});
  });
});
