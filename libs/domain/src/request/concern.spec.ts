import { describe, it } from '@jest/globals';
import type { RequestCommand, RequestEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { keyworker } from '../testing/examples.ts';
import { received } from '../testing/form.ts';
import { given } from '../testing/specification.ts';
import { request } from './request.ts';

const id = 'request-1';
const staff: Partial<Facts> = { workers: new Map([['worker-1', keyworker]]) };
const identified: RequestEvent = {
  type: 'SafeguardingConcernIdentified',
  data: { concern: 'A bruise on the arm.', identifiedBy: 'worker-1' },
};
const passed: RequestEvent = {
  type: 'PassedToChildrensServices',
  data: { route: 'MASH_PHONE', passedBy: 'worker-1' },
};
const withdraw: RequestCommand = {
  type: 'WithdrawRequest',
  data: { request: id, reason: 'FAMILY_DECLINED' },
};
const withdrawn: RequestEvent = { type: 'RequestWithdrawn', data: { reason: 'FAMILY_DECLINED' } };
const decision = (outcome: string) => ({ outcome, rationale: 'So.', decidedBy: 'worker-1' });
const triage = (outcome: string): RequestCommand => ({
  type: 'TriageRequest',
  data: { request: id, ...decision(outcome) },
});
const triaged = (outcome: string): RequestEvent => ({ type: 'RequestTriaged', data: decision(outcome) });

describe('a request with a safeguarding concern', () => {
  const worrying = given(request, received, identified);
  const told = given(request, received, identified, passed);

  it('is not withdrawn until the concern is passed on: no family ends it by declining', () => {
    worrying.when(withdraw).refuses('CONCERN_NOT_PASSED');
    told.when(withdraw).then(withdrawn);
    given(request, received, identified, passed, identified).when(withdraw).refuses('CONCERN_NOT_PASSED');
  });
  it('is not decided away from children’s services until it is passed on', () => {
    for (const outcome of ['ADVICE_TO_REFERRER', 'FFA_ALLOCATE_KEYWORKER', 'NOT_AGREED_BY_FAMILY']) {
      worrying.when(triage(outcome), {}, staff).refuses('CONCERN_NOT_PASSED');
      told.when(triage(outcome), {}, staff).then(triaged(outcome));
    }
  });
  it('goes to children’s services, is put off or goes to a panel all the same', () => {
    for (const outcome of ['STEP_UP_CHILDRENS_SERVICES', 'DEFER_INFO_NEEDED'])
      worrying.when(triage(outcome), {}, staff).then(triaged(outcome));
    const sent: RequestEvent = { type: 'RequestSentToPanel', data: { district: received.data.district } };
    worrying.when(triage('PANEL'), {}, staff).then(triaged('PANEL'), sent);
  });
});
