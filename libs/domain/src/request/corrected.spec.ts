import { describe, expect, it } from '@jest/globals';
import type { EventOf, RequestEvent } from '#libs/contracts';
import { keyworker, noFacts, on, today } from '../testing/examples.ts';
import { received } from '../testing/form.ts';
import { placed, refusalOf } from '../testing/specification.ts';
import { corrected, relies } from './corrected.ts';

const around = { ...today, ...on('2026-06-10'), stream: 'request-1', revision: 1 };
const correct = (event: RequestEvent): RequestEvent => corrected(event, around, noFacts);
const form = (changes: object): RequestEvent => ({ ...received, data: { ...received.data, ...changes } });
const noah = (changes: object): RequestEvent =>
  form({ children: [{ ...received.data.children[0], ...changes }] });
const contact = (changes: object): RequestEvent => ({
  type: 'ContactReceived',
  data: {
    reference: 'R-1',
    source: '2B',
    channel: 'PHONE',
    urgency: 'ROUTINE',
    district: 'herts.ff.stevenage',
    gss: 'E07000243',
    children: [{ familyName: 'Hill' }],
    concern: 'Not sleeping.',
    ...changes,
  },
});

describe('what came in', () => {
  it.each([
    ['a child yet to be born that day', noah({ dateOfBirth: '2026-06-17' }), 'DATE_IN_FUTURE'],
    ['a child with a number that is none', noah({ nhsNumber: '9997783531' }), 'INVALID_NHS_NUMBER'],
    ['a child both born and expected', noah({ expectedDeliveryDate: '2026-10-01' }), 'DOB_XOR_EDD'],
    ['an agreement by nobody', form({ agreedBy: ' ' }), 'AGREED_BY_MISSING'],
    ['a place elsewhere', form({ gss: 'E07000072' }), 'OUT_OF_AREA'],
    ['a contact about nobody', contact({ children: [{ givenName: ' ' }] }), 'REQUIRED'],
    ['a contact from elsewhere', contact({ gss: 'E07000072' }), 'OUT_OF_AREA'],
    [
      'an answer wanted before it was asked for',
      {
        type: 'AgencyInformationRequested',
        data: { agency: 'organisation-1', basis: 'PUBLIC_TASK', due: '2026-06-09' },
      },
      'END_BEFORE_START',
    ],
  ] as const)('is not corrected to %s', (_, event, code) => {
    expect(refusalOf(() => correct(event as RequestEvent)).code).toBe(code);
  });

  it('has its numbers in their one form, and the district of the place', () => {
    expect(correct(noah({ nhsNumber: '943 476 5919' }))).toMatchObject({
      data: { children: [{ nhsNumber: '9434765919' }] },
    });
    expect(correct(form({ gss: 'E07000243' }))).toMatchObject({ data: { district: 'herts.ff.stevenage' } });
    expect(correct(contact({ gss: 'E07000241' }))).toMatchObject({
      data: { district: 'herts.ff.welwyn-hatfield' },
    });
  });
});

describe('what was triaged', () => {
  const triaged = (outcome: string): EventOf<'RequestTriaged'> => ({
    type: 'RequestTriaged',
    data: { outcome, rationale: 'So.', decidedBy: 'worker-1' },
  });
  const mend = (from: string, to: string, activeTo = '2026-06-30') => {
    const entry = { ...placed(triaged(from), 1), ...told, data: { ...triaged(from).data } };
    const workers = new Map([['worker-1', { ...keyworker, activeTo }]]);
    return corrected(triaged(to), around, { ...noFacts, entries: [entry], workers });
  };
  const told = {
    ...{ stream: 'request-1', actor: today.actor, commandId: 'another', erased: false },
    ...{ subjects: [], families: [], sensitivity: 'STANDARD' as const },
  };

  it('goes to no panel by a correction, nor comes back from one', () => {
    expect(refusalOf(() => mend('IFST', 'PANEL')).code).toBe('REQUEST_NOT_AT_PANEL');
    expect(refusalOf(() => mend('PANEL', 'IFST')).code).toBe('REQUEST_AT_PANEL');
    expect(mend('IFST', 'SFYP')).toEqual(triaged('SFYP'));
  });
  it('was decided by somebody at work', () => {
    expect(refusalOf(() => mend('IFST', 'IFST', '2026-06-01')).code).toBe('WORKER_NOT_ELIGIBLE');
  });
});

it('is not voided where it went to a panel since, nor reopened for nothing once decided anew', () => {
  const reopened: RequestEvent = { type: 'RequestReopened', data: { reason: 'New facts.' } };
  const sent: RequestEvent = { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } };
  const acknowledged: RequestEvent = { type: 'RequestAcknowledged', data: { how: 'EMAIL' } };
  const rests = (later: RequestEvent, earlier: RequestEvent) => relies(placed(later, 2), placed(earlier, 1));
  expect([rests(sent, form({})), rests(sent, reopened)]).toEqual([true, true]);
  expect([rests(acknowledged, form({})), rests(acknowledged, reopened)]).toEqual([false, false]);
});
