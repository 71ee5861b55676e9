import { describe, expect, it } from '@jest/globals';
import type { RequestCommand, RequestEvent } from '#libs/contracts';
import type { Facts, PanelItemFact } from '../aggregate.ts';
import { keyworker, noFacts, on } from '../testing/examples.ts';
import { received } from '../testing/form.ts';
import { after, given } from '../testing/specification.ts';
import { request } from './request.ts';

const id = 'request-1';
const stream = { stream: id };
const staff: Partial<Facts> = { workers: new Map([['worker-1', keyworker]]) };
const decision = { outcome: 'PANEL', rationale: 'More than one agency.', decidedBy: 'worker-1' };
const triage = (outcome = 'PANEL'): RequestCommand => ({
  type: 'TriageRequest',
  data: { request: id, ...decision, outcome },
});
const triaged = (outcome = 'PANEL'): RequestEvent => ({
  type: 'RequestTriaged',
  data: { ...decision, outcome },
});
const sent: RequestEvent = { type: 'RequestSentToPanel', data: { district: 'herts.ff.welwyn-hatfield' } };
const withdraw: RequestCommand = { type: 'WithdrawRequest', data: { request: id, reason: 'NEEDS_MET' } };
const withdrawn: RequestEvent = { type: 'RequestWithdrawn', data: { reason: 'NEEDS_MET' } };
const reopen: RequestCommand = { type: 'ReopenRequest', data: { request: id, reason: 'New worries.' } };
const reopened: RequestEvent = { type: 'RequestReopened', data: { reason: 'New worries.' } };
const told = { how: 'PHONE', content: 'OUTCOME_ONLY' };
const inform: RequestCommand = { type: 'InformReferrer', data: { request: id, ...told } };
const informed: RequestEvent = { type: 'ReferrerInformedOfOutcome', data: told };

const tabled: PanelItemFact = {
  panel: 'panel-1',
  sending: 2,
  state: 'TABLED',
  revision: 7,
  agency: null,
  allocation: null,
};
const panelSays = (fact: Partial<PanelItemFact>): Partial<Facts> => ({
  ...staff,
  panelItems: new Map([[id, { ...tabled, ...fact }]]),
});
const came = given(request, received);
const atPanel = given(request, received, triaged(), sent);
const decidedByPanel = panelSays({ state: 'DECIDED' });

describe('a request that triage leaves to the panel', () => {
  it('goes to the panel of its district in the same append', () => {
    came.when(triage(), stream, staff).then(triaged(), sent);
  });
  it('is not triaged while the panel has it, nor once the panel decided', () => {
    atPanel.when(triage('IFST'), stream, panelSays({})).refuses('REQUEST_AT_PANEL');
    atPanel.when(triage('IFST'), stream, staff).refuses('REQUEST_AT_PANEL');
    atPanel.when(triage('IFST'), stream, decidedByPanel).refuses('REQUEST_DECIDED');
  });
  it('may be withdrawn until the panel decided', () => {
    atPanel.when(withdraw, stream, panelSays({})).then(withdrawn);
    atPanel.when(withdraw, stream, decidedByPanel).refuses('REQUEST_DECIDED', { revision: 7 });
  });
  it('is not taken for decided by what a panel decided before it was reopened', () => {
    const again = given(request, received, triaged(), sent, reopened, triaged(), sent);
    again.when(withdraw, stream, decidedByPanel).then(withdrawn);
    again.when(withdraw, stream, panelSays({ state: 'DECIDED', sending: 5 })).refuses('REQUEST_DECIDED');
  });
  it('asks where its panel is with it, and only then', () => {
    const needs = (events: RequestEvent[], command: RequestCommand) =>
      request.needs(command, after(request, events));
    expect(needs([received, triaged(), sent], withdraw)).toEqual({ panelItemsOf: [id] });
    expect(needs([received], withdraw)).toEqual({});
    expect(needs([received, triaged(), sent], inform)).toEqual({ sourceOf: id, panelItemsOf: [id] });
    expect(needs([received], triage())).toEqual({ workers: ['worker-1'] });
  });
});

describe('a request that goes to another district', () => {
  const DISTRICT = 'herts.ff.st-albans';
  const redirect = (district = DISTRICT): RequestCommand => ({
    type: 'RedirectRequest',
    data: { request: id, district, reason: 'FAMILY_MOVED' },
  });
  const redirected: RequestEvent = {
    type: 'RequestRedirected',
    data: { district: DISTRICT, reason: 'FAMILY_MOVED' },
  };
  it('goes there before it is triaged, and then to the panel of that district', () => {
    came.when(redirect(), stream).then(redirected);
    given(request, received, redirected)
      .when(triage(), stream, staff)
      .then(triaged(), { type: 'RequestSentToPanel', data: { district: DISTRICT } });
  });
  it('goes there from a panel that has not decided, and waits for that of the other district', () => {
    atPanel.when(redirect(), stream, panelSays({})).then(redirected);
    const elsewhere = given(request, received, triaged(), sent, redirected);
    elsewhere.when(triage('IFST'), stream, panelSays({})).refuses('REQUEST_AT_PANEL');
    elsewhere.when(withdraw, stream, decidedByPanel).then(withdrawn);
    elsewhere.when(withdraw, stream, panelSays({ state: 'DECIDED', sending: 3 })).refuses('REQUEST_DECIDED');
  });
  it('stays where it is decided, unless the agency declined', () => {
    atPanel.when(redirect(), stream, decidedByPanel).refuses('REQUEST_DECIDED', { revision: 7 });
    given(request, received, triaged('IFST')).when(redirect(), stream).refuses('REQUEST_DECIDED');
    given(request, received, withdrawn).when(redirect(), stream).refuses('REQUEST_WITHDRAWN');
    atPanel
      .when(redirect(), stream, panelSays({ state: 'DECIDED', allocation: 'DECLINED' }))
      .then(redirected);
  });
  it('is there already', () => {
    came.when(redirect('herts.ff.welwyn-hatfield'), stream).then();
    given(request, received, redirected).when(redirect(), stream).then();
  });
  it('does not go before it came in', () => {
    came.when(redirect(), { ...stream, ...on('2026-01-01') }).refuses('END_BEFORE_START');
  });
});

describe('a request that is over', () => {
  it('is reopened, withdrawn or decided, by triage or by its panel', () => {
    given(request, received, withdrawn).when(reopen, stream).then(reopened);
    given(request, received, triaged('IFST')).when(reopen, stream).then(reopened);
    atPanel.when(reopen, stream, decidedByPanel).then(reopened);
    given(request, received, withdrawn, reopened).when(triage('IFST'), stream, staff).then(triaged('IFST'));
  });
  it('is not reopened where it is open, and with a reason', () => {
    came.when(reopen, stream).refuses('REQUEST_OPEN');
    atPanel.when(reopen, stream, panelSays({})).refuses('REQUEST_OPEN');
    given(request, received, withdrawn)
      .when({ ...reopen, data: { request: id, reason: ' ' } }, stream)
      .refuses('REQUIRED', { field: 'reason' });
  });
});

describe('whoever asked', () => {
  const school = (facts: Partial<Facts> = {}) => ({ ...facts, source: '2A' });
  it('is told of the outcome, as often as needed', () => {
    given(request, received, triaged('IFST')).when(inform, stream, school()).then(informed);
    given(request, received, triaged('IFST'), informed).when(inform, stream, school()).then(informed);
    given(request, received, withdrawn).when(inform, stream, school()).then(informed);
    atPanel.when(inform, stream, school(decidedByPanel)).then(informed);
  });
  it('is not told before there is an outcome, nor before it came in', () => {
    came.when(inform, stream, school()).refuses('REQUEST_UNDECIDED');
    atPanel.when(inform, stream, school(panelSays({}))).refuses('REQUEST_UNDECIDED');
    given(request, received, withdrawn)
      .when(inform, { ...stream, ...on('2026-06-09'), lateReason: 'ENTERED_LATE' }, school())
      .refuses('END_BEFORE_START');
  });
  it('cannot be told where it was the child, or nobody knows who', () => {
    for (const source of ['1C', '9'])
      given(request, received, withdrawn).when(inform, stream, { source }).refuses('NO_FEEDBACK_POSSIBLE');
  });
  it('who sought advice is told once it was given', () => {
    const place = { gss: 'E07000243', district: 'herts.ff.stevenage' };
    const advice = { ...place, reference: 'R-1', source: '2A', channel: 'PHONE', upn: 'X', question: 'Q' };
    const sought: RequestEvent = { type: 'AdviceSought', data: advice };
    const given1: RequestEvent = { type: 'AdviceGiven', data: { advice: 'A', givenBy: 'worker-1' } };
    given(request, sought).when(inform, stream, school()).refuses('REQUEST_UNDECIDED');
    given(request, sought, given1).when(inform, stream, school()).then(informed);
    given(request, received, given1).when(inform, stream, school()).refuses('REQUEST_UNDECIDED');
  });
});

describe('a safeguarding concern', () => {
  const concern = { concern: 'A bruise on the arm.', identifiedBy: 'worker-1' };
  const passed = { route: 'MASH_PHONE', passedBy: 'worker-1' };
  const identify: RequestCommand = {
    type: 'IdentifySafeguardingConcern',
    data: { request: id, ...concern, children: ['ava'] },
  };
  const pass: RequestCommand = { type: 'PassToChildrensServices', data: { request: id, ...passed } };
  const known: Partial<Facts> = { ...staff, begun: new Set(['person-ava']) };

  it('is identified and passed on however the request stands, and whether or not anybody agreed', () => {
    for (const standing of [
      came,
      atPanel,
      given(request, received, withdrawn),
      given(request, received, triaged('IFST')),
    ]) {
      standing
        .when(identify, stream, known)
        .then({ type: 'SafeguardingConcernIdentified', data: { ...concern, children: ['ava'] } });
      standing.when(pass, stream, staff).then({ type: 'PassedToChildrensServices', data: passed });
    }
  });
  it('is not held up by a worker who is no longer active', () => {
    const gone = { ...keyworker, activeTo: '2021-01-01' };
    came.when(pass, stream, { workers: new Map([['worker-1', gone]]) }).then({
      type: 'PassedToChildrensServices',
      data: passed,
    });
  });
  it('says what it is, of whom, and by whom', () => {
    const unsaid: RequestCommand = { ...identify, data: { request: id, ...concern, concern: '' } };
    came.when(unsaid, stream, known).refuses('REQUIRED', { field: 'concern' });
    came.when(identify, stream, staff).refuses('NOT_FOUND', { stream: 'person-ava' });
    came.when(pass, stream, noFacts).refuses('NOT_FOUND', { worker: 'worker-1' });
    given(request).when(pass, stream, staff).refuses('NOT_FOUND');
  });
  it('asks for who identified it and for the children', () => {
    const asks = (command: RequestCommand) => request.needs(command, request.initial);
    expect(asks(identify)).toEqual({ workers: ['worker-1'], begun: ['person-ava'] });
    expect(asks(pass)).toEqual({ workers: ['worker-1'] });
  });
});
