import { describe, expect, it } from '@jest/globals';
import type { RequestCommand, RequestEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { keyworker, on, people, school, today } from '../testing/examples.ts';
import { form, received } from '../testing/form.ts';
import { given } from '../testing/specification.ts';
import { request } from './request.ts';

const id = 'request-1';
const came = { reference: 'R-1', occurredAt: on('2026-06-10').occurredAt, lateReason: 'ENTERED_LATE' };
const contact = {
  source: '1B',
  channel: 'PHONE',
  urgency: 'SOON',
  gss: 'E07000243',
  callerName: 'A neighbour',
  children: [{ familyName: 'Hill' }],
  concern: 'They shout at night.',
};
const contacted: RequestEvent = {
  type: 'ContactReceived',
  data: {
    ...contact,
    ...{ reference: 'R-1', district: 'herts.ff.stevenage', caller: 'new-1' },
    children: [{ familyName: 'Hill', subject: 'new-4' }],
  },
};
const receiveContact = (changed: object = {}): RequestCommand => ({
  type: 'ReceiveContact',
  data: { ...contact, ...changed },
});
const advice = {
  source: '2A',
  channel: 'PHONE',
  gss: 'E07000243',
  upn: 'A950000178301',
  question: 'Is anyone helping?',
};
const sought: RequestEvent = {
  type: 'AdviceSought',
  data: { ...advice, reference: 'R-1', district: 'herts.ff.stevenage', subject: 'new-4' },
};
const staff: Partial<Facts> = {
  workers: new Map([['worker-1', keyworker]]),
  organisations: new Map([['organisation-school', school]]),
};
const withdrawn: RequestEvent = { type: 'RequestWithdrawn', data: { reason: 'NEEDS_MET' } };
const { occurredAt: _, ...formEvent } = received;

describe('a contact', () => {
  it('is received with whoever asked as a subject of their own', () => {
    given(request).when(receiveContact(), came).then(contacted);
  });
  it('is received once', () => {
    given(request, contacted).when(receiveContact(), came).then();
  });
  it('says what the concern is, and something of each child', () => {
    given(request)
      .when(receiveContact({ concern: ' ' }), came)
      .refuses('REQUIRED', { field: 'concern' });
    given(request)
      .when(receiveContact({ children: [{}] }), came)
      .refuses('REQUIRED', { field: 'children.0.familyName' });
  });
  it('is about a place of the authority, and children born or expected', () => {
    given(request)
      .when(receiveContact({ gss: 'E06000055' }), came)
      .refuses('OUT_OF_AREA', { field: 'gss' });
    const child = (dates: object) => receiveContact({ children: [{ familyName: 'Hill', ...dates }] });
    given(request)
      .when(child({ dateOfBirth: '2027-01-01' }), came)
      .refuses('DATE_IN_FUTURE', { field: 'children.0.dateOfBirth' });
    given(request)
      .when(child({ dateOfBirth: '2020', expectedDeliveryDate: '2026-09-01' }), came)
      .refuses('DOB_XOR_EDD');
  });
  it('becomes a request in its own stream, under its own reference', () => {
    given(request, contacted)
      .when({ type: 'ReceiveRequest', data: { ...form, contact: id } }, { ...came, reference: '' })
      .then(formEvent);
  });
  it('stays a contact when it is reopened', () => {
    const reopened: RequestEvent = { type: 'RequestReopened', data: { reason: 'Once more.' } };
    given(request, contacted, withdrawn, reopened)
      .when({ type: 'ReceiveRequest', data: { ...form, contact: id } }, { ...came, reference: '' })
      .then(formEvent);
  });
  it('that was decided is reopened before it becomes a request', () => {
    const data = { outcome: 'ADVICE_TO_REFERRER', rationale: 'Advised.', decidedBy: 'worker-1' };
    given(request, contacted, { type: 'RequestTriaged', data })
      .when({ type: 'ReceiveRequest', data: { ...form, contact: id } }, came)
      .refuses('REQUEST_DECIDED');
  });
  it('becomes a request once, and not after it was withdrawn', () => {
    const becoming: RequestCommand = { type: 'ReceiveRequest', data: { ...form, contact: id } };
    given(request, contacted, received).when(becoming, came).refuses('ALREADY_A_REQUEST');
    given(request, contacted, withdrawn).when(becoming, came).refuses('REQUEST_WITHDRAWN');
    given(request).when(becoming, came).refuses('NOT_FOUND');
  });
  it('is not put to a panel, which decides on requests for support', () => {
    const data = { request: id, outcome: 'PANEL', rationale: 'Why not?', decidedBy: 'worker-1' };
    given(request, contacted).when({ type: 'TriageRequest', data }, {}, staff).refuses('CONTACT_ONLY');
  });
});

describe('advice', () => {
  it('is sought by the number that the file is found by', () => {
    given(request).when({ type: 'SeekAdvice', data: advice }, came).then(sought);
    given(request, sought).when({ type: 'SeekAdvice', data: advice }, came).then();
    given(request)
      .when({ type: 'SeekAdvice', data: { ...advice, upn: 'A950000178302' } }, came)
      .refuses('INVALID_UPN', { field: 'upn' });
    given(request)
      .when({ type: 'SeekAdvice', data: { ...advice, question: '' } }, came)
      .refuses('REQUIRED', { field: 'question' });
  });
  it('is given by an active worker', () => {
    const data = { request: id, advice: 'Ask the parents first.', givenBy: 'worker-1' };
    const { request: __, ...told } = data;
    given(request, sought)
      .when({ type: 'GiveAdvice', data }, {}, staff)
      .then({ type: 'AdviceGiven', data: told });
    given(request, sought).when({ type: 'GiveAdvice', data }).refuses('NOT_FOUND', { worker: 'worker-1' });
    given(request, sought)
      .when({ type: 'GiveAdvice', data: { ...data, advice: '' } }, {}, staff)
      .refuses('REQUIRED', { field: 'advice' });
    given(request, sought, withdrawn)
      .when({ type: 'GiveAdvice', data }, {}, staff)
      .refuses('REQUEST_WITHDRAWN');
  });
});

const asking = { request: id, agency: 'organisation-school', due: '2026-06-23', basis: 'PUBLIC_TASK' };
const { request: ___, ...askedOf } = asking;
const ask: RequestCommand = { type: 'RequestAgencyInformation', data: asking };
const asked: RequestEvent = { type: 'AgencyInformationRequested', data: askedOf };
const tell = (said: object = { summary: 'Often late.' }): RequestCommand => ({
  type: 'ReceiveAgencyInformation',
  data: { request: id, agency: 'organisation-school', ...said },
});
const told: RequestEvent = {
  type: 'AgencyInformationReceived',
  data: { agency: 'organisation-school', summary: 'Often late.' },
};
const silent = { agency: 'organisation-school', reason: 'NO_REPLY' };
const tellNothing: RequestCommand = {
  type: 'RecordInformationNotProvided',
  data: { request: id, ...silent },
};
const nothing: RequestEvent = { type: 'AgencyInformationNotProvided', data: silent };

describe('an agency', () => {
  it('is asked for information by a day, and asked again for the same or another', () => {
    given(request, received).when(ask, {}, staff).then(asked);
    given(request, received, asked).when(ask, {}, staff).then(asked);
    const later = { ...asking, due: '2026-06-30' };
    given(request, received, asked)
      .when({ ...ask, data: later }, {}, staff)
      .then({ ...asked, data: { ...askedOf, due: '2026-06-30' } });
  });
  it('is one that is there, and is not asked for yesterday', () => {
    given(request, received).when(ask).refuses('NOT_FOUND', { organisation: 'organisation-school' });
    given(request, received)
      .when({ ...ask, data: { ...asking, due: '2026-06-15' } }, {}, staff)
      .refuses('END_BEFORE_START', { field: 'due' });
    given(request, received)
      .when({ ...ask, data: { ...asking, due: '2026-02-30' } }, {}, staff)
      .refuses('INVALID_DATE', { field: 'due' });
    given(request, received, withdrawn).when(ask, {}, staff).refuses('REQUEST_WITHDRAWN');
  });
  it('answers at any time, whatever became of the request', () => {
    given(request, received, asked).when(tell()).then(told);
    given(request, received, asked, withdrawn).when(tell()).then(told);
    given(request, received, asked).when(tell({})).refuses('REQUIRED', { field: 'summary' });
  });
  it('that tells nothing is noted, with each reason it gives', () => {
    given(request, received, asked).when(tellNothing).then(nothing);
    given(request, received, asked, nothing).when(tellNothing).then(nothing);
  });
  it('that was not asked does not answer, nor does a partner for another agency', () => {
    given(request, received).when(tell()).refuses('NOT_ASKED', { agency: 'organisation-school' });
    given(request, received).when(tellNothing).refuses('NOT_ASKED');
    const other = { actor: { user: 'u', role: 'PARTNER', agency: 'organisation-other' } };
    given(request, received, asked).when(tell(), other).refuses('NOT_ASKED');
    const own = { actor: { ...today.actor, role: 'PARTNER', agency: 'organisation-school' } };
    given(request, received, asked).when(tell(), own).then(told);
  });
});

describe('agreement', () => {
  const asking = { request: id, asked: 'Her mother', outcome: 'GIVEN_VERBAL', how: 'PHONE' };
  const { request: _request, ...said } = asking;
  it('is sought of someone without a record, as a subject of their own', () => {
    given(request, received)
      .when({ type: 'SeekAgreement', data: asking })
      .then({ type: 'AgreementSought', data: { ...said, signatory: 'new-1' } });
  });
  it('is sought of a person of the record', () => {
    const data = { ...asking, person: 'mum' };
    given(request, received)
      .when({ type: 'SeekAgreement', data }, {}, people(['mum', { adult: true }]))
      .then({ type: 'AgreementSought', data: { ...said, person: 'mum' } });
    given(request, received).when({ type: 'SeekAgreement', data }).refuses('NOT_FOUND', { person: 'mum' });
  });
  it('is not sought for a request that was withdrawn', () => {
    given(request, received, withdrawn)
      .when({ type: 'SeekAgreement', data: asking })
      .refuses('REQUEST_WITHDRAWN');
  });
});

describe('what the front door asks of other streams', () => {
  const asks = (command: RequestCommand) => request.needs(command, request.initial);
  it('is who gives advice, who is asked, and who is named', () => {
    expect(asks({ type: 'GiveAdvice', data: { request: id, advice: 'A', givenBy: 'worker-1' } })).toEqual({
      workers: ['worker-1'],
    });
    expect(asks(ask)).toEqual({ organisations: ['organisation-school'] });
    expect(asks(tell())).toEqual({});
  });
});
