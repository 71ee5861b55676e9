import { describe, expect, it } from '@jest/globals';
import type { ReceiveRequest, RequestCommand, RequestEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { keyworker, on } from '../testing/examples.ts';
import { after, given } from '../testing/specification.ts';
import { form, received } from '../testing/form.ts';
import { request } from './request.ts';

const id = 'request-1';
const triage = (outcome: string, rationale = 'Several needs.'): RequestCommand => ({
  type: 'TriageRequest',
  data: { request: id, outcome, rationale, decidedBy: 'worker-1' },
});
const triaged = (outcome: string): RequestEvent => ({
  type: 'RequestTriaged',
  data: { outcome, rationale: 'Several needs.', decidedBy: 'worker-1' },
});
const acknowledge: RequestCommand = { type: 'AcknowledgeRequest', data: { request: id, how: 'EMAIL' } };
const acknowledged: RequestEvent = { type: 'RequestAcknowledged', data: { how: 'EMAIL' } };
const withdraw: RequestCommand = { type: 'WithdrawRequest', data: { request: id, reason: 'NEEDS_MET' } };
const withdrawn: RequestEvent = { type: 'RequestWithdrawn', data: { reason: 'NEEDS_MET' } };
const link = (family: string): RequestCommand => ({
  type: 'LinkRequestToFamily',
  data: { request: id, family },
});
const linked: RequestEvent = { type: 'RequestLinkedToFamily', data: { family: 'family-1' } };
const duplicate: RequestCommand = {
  type: 'FlagDuplicateOfOpenWork',
  data: { request: id, family: 'family-1', episode: 'episode-1' },
};
const flagged: RequestEvent = {
  type: 'DuplicateOfOpenWorkFlagged',
  data: { family: 'family-1', episode: 'episode-1', keyworker: 'worker-7' },
};
const informs: RequestCommand = {
  type: 'ReceiveRequestInformation',
  data: { request: id, from: 'POLICE', summary: 'Officers attended.', peoplePresent: ['Mr A'] },
};
const informed: RequestEvent = {
  type: 'RequestInformationReceived',
  data: { from: 'POLICE', summary: 'Officers attended.', peoplePresent: ['Mr A'] },
};
const staff: Partial<Facts> = { workers: new Map([['worker-1', keyworker]]) };
const families: Partial<Facts> = { begun: new Set(['family-1', 'family-2']) };
const open: Partial<Facts> = {
  openEpisodes: [{ family: 'family-1', episode: 'episode-1', child: 'ava', keyworker: 'worker-7' }],
};
const came = given(request, received);
const decided = given(request, received, triaged('SINGLE_AGENCY'));
const gone = given(request, received, withdrawn);

describe('a request', () => {
  it('is acknowledged, once by each way', () => {
    came.when(acknowledge).then(acknowledged);
    given(request, received, acknowledged).when(acknowledge).then();
    const byLetter = { ...acknowledged, data: { how: 'LETTER' } };
    given(request, received, acknowledged)
      .when({ ...acknowledge, data: { request: id, how: 'LETTER' } })
      .then(byLetter);
    given(request, received, acknowledged, byLetter).when(acknowledge).then(acknowledged);
  });
  it('is linked to a family that is there, and not again to the same', () => {
    came.when(link('family-1'), {}, families).then(linked);
    came.when(link('family-1')).refuses('NOT_FOUND', { stream: 'family-1' });
    given(request, received, linked).when(link('family-1'), {}, families).then();
    given(request, received, linked)
      .when(link('family-2'), {}, families)
      .then({ type: 'RequestLinkedToFamily', data: { family: 'family-2' } });
  });
  it('of a family that is being helped points at the open episode and its keyworker, once', () => {
    came.when(duplicate, {}, open).then(flagged);
    given(request, received, flagged).when(duplicate, {}, open).then();
    came.when(duplicate).refuses('UNKNOWN_EPISODE', { episode: 'episode-1' });
  });
  it('is triaged, once', () => {
    came.when(triage('SINGLE_AGENCY'), {}, staff).then(triaged('SINGLE_AGENCY'));
    decided.when(triage('SINGLE_AGENCY'), {}, staff).refuses('REQUEST_DECIDED');
    decided.when(triage('IFST'), {}, staff).refuses('REQUEST_DECIDED');
  });
  it('stays on the table when the decision is deferred', () => {
    given(request, received, triaged('DEFER_INFO_NEEDED'))
      .when(triage('IFST'), {}, staff)
      .then(triaged('IFST'));
  });
  it('is not triaged without a rationale, nor by someone unknown', () => {
    came.when(triage('IFST', ' '), {}, staff).refuses('RATIONALE_REQUIRED', { field: 'rationale' });
    came.when(triage('IFST')).refuses('NOT_FOUND', { worker: 'worker-1' });
  });
  it('is neither acknowledged, triaged nor withdrawn before it came in', () => {
    const early = { ...on('2026-06-09'), lateReason: 'ENTERED_LATE' };
    came.when(acknowledge, early).refuses('END_BEFORE_START', { field: 'occurredAt' });
    came.when(triage('IFST'), early, staff).refuses('END_BEFORE_START');
    came.when(withdraw, early).refuses('END_BEFORE_START');
    came.when(acknowledge, on('2026-06-10')).then(acknowledged);
  });
  it('is withdrawn, once, unless it was decided', () => {
    came.when(withdraw).then(withdrawn);
    gone.when(withdraw).refuses('REQUEST_WITHDRAWN');
    decided.when(withdraw).refuses('REQUEST_DECIDED');
  });
  it('that was withdrawn is not worked on any more', () => {
    gone.when(acknowledge).refuses('REQUEST_WITHDRAWN');
    gone.when(triage('IFST'), {}, staff).refuses('REQUEST_WITHDRAWN');
    gone.when(link('family-1'), {}, families).refuses('REQUEST_WITHDRAWN');
    gone.when(duplicate, {}, open).refuses('REQUEST_WITHDRAWN');
  });
  it('takes in what others knew at any time, decided and withdrawn too', () => {
    for (const request of [came, decided, gone]) request.when(informs).then(informed);
    came.when(informs, { ...on('2026-03-03'), lateReason: 'RECEIVED_LATE' }).then(informed);
    came
      .when({ ...informs, data: { ...informs.data, summary: '' } })
      .refuses('REQUIRED', { field: 'summary' });
  });
  it('that never came in is not found', () => {
    for (const command of [acknowledge, link('family-1'), duplicate, triage('IFST'), withdraw, informs]) {
      given(request)
        .when(command, {}, { ...staff, ...families, ...open })
        .refuses('NOT_FOUND');
    }
  });
  it('stands in the timeline of its family, once there is one', () => {
    expect(request.families(request.initial, id)).toEqual([]);
    expect(request.families(after(request, [received]), id)).toEqual([]);
    expect(request.families(after(request, [received, linked, withdrawn]), id)).toEqual(['family-1']);
  });
  it('asks for the people it names, the open episode, or who decides', () => {
    const asks = (command: RequestCommand) => request.needs(command, request.initial);
    const known: ReceiveRequest = {
      ...form,
      children: form.children.map((child) => ({ ...child, person: 'ava' })),
    };
    expect(asks({ type: 'ReceiveRequest', data: known })).toEqual({ persons: ['ava', 'ava'] });
    expect(asks(duplicate)).toEqual({ openEpisodesIn: 'family-1' });
    expect(asks(link('family-1'))).toEqual({ begun: ['family-1'] });
    expect(asks(triage('IFST'))).toEqual({ workers: ['worker-1'] });
    expect(asks(withdraw)).toEqual({});
  });
});
