import { describe, it } from '@jest/globals';
import type { RequestCommand, RequestEvent } from '#libs/contracts';
import { readCodeSets, referenceOf, type Code } from '#libs/reference';
import type { Facts } from '../aggregate.ts';
import { keyworker } from '../testing/examples.ts';
import { received } from '../testing/form.ts';
import { given } from '../testing/specification.ts';
import { request } from './request.ts';

const set = (name: string, ...codes: Partial<Code>[]) => ({
  ...{ name, version: '2027.1', title: name, source: 'A test' },
  codes: codes.map((each) => ({ code: '', title: 'So', ...each })),
});
/** An authority that has an area panel, and calls by other names what is put off and what is for children’s services. */
const facts: Partial<Facts> = {
  workers: new Map([['worker-1', keyworker]]),
  reference: referenceOf([
    ...readCodeSets(),
    set(
      'triage-outcome',
      { code: 'AREA_PANEL', waitsFor: 'PANEL' },
      { code: 'ASK_AGAIN', waitsFor: 'INFORMATION' },
      { code: 'TO_MASH', waitsFor: 'CHILDRENS_SERVICES' },
      { code: 'PANEL' },
    ),
    set('source', { code: 'CHILD', canBeTold: false }, { code: '1C' }),
  ]),
};

const stream = { stream: 'request-1' };
const decision = { rationale: 'More than one agency.', decidedBy: 'worker-1' };
const triage = (outcome: string): RequestCommand => ({
  type: 'TriageRequest',
  data: { request: 'request-1', ...decision, outcome },
});
const triaged = (outcome: string): RequestEvent => ({
  type: 'RequestTriaged',
  data: { ...decision, outcome },
});
const sent: RequestEvent = { type: 'RequestSentToPanel', data: { district: 'herts.ff.welwyn-hatfield' } };
const concern: RequestEvent = {
  type: 'SafeguardingConcernIdentified',
  data: { concern: 'A bruise.', identifiedBy: 'worker-1' },
};
const inform: RequestCommand = {
  type: 'InformReferrer',
  data: { request: 'request-1', how: 'PHONE', content: 'OUTCOME_ONLY' },
};
const came = given(request, received);

describe('outcomes that an authority draws anew', () => {
  it('leave to the panel what its own code leaves to it, and nothing by the name that another had', () => {
    came.when(triage('AREA_PANEL'), stream, facts).then(triaged('AREA_PANEL'), sent);
    came.when(triage('PANEL'), stream, facts).then(triaged('PANEL'));
  });
  it('put off what its own code puts off', () => {
    given(request, received, triaged('ASK_AGAIN'))
      .when(triage('TO_MASH'), stream, facts)
      .then(triaged('TO_MASH'));
    given(request, received, triaged('PANEL'))
      .when(triage('TO_MASH'), stream, facts)
      .refuses('REQUEST_DECIDED');
  });
  it('take a concern to children’s services by its own code', () => {
    const worried = given(request, received, concern);
    worried.when(triage('TO_MASH'), stream, facts).then(triaged('TO_MASH'));
    worried.when(triage('PANEL'), stream, facts).refuses('CONCERN_NOT_PASSED');
  });
  it('are told to whoever its own sources say can be told', () => {
    const settled = given(request, received, triaged('PANEL'));
    settled.when(inform, stream, { ...facts, source: 'CHILD' }).refuses('NO_FEEDBACK_POSSIBLE');
    settled
      .when(inform, stream, { ...facts, source: '1C' })
      .then({ type: 'ReferrerInformedOfOutcome', data: { how: 'PHONE', content: 'OUTCOME_ONLY' } });
  });
});
