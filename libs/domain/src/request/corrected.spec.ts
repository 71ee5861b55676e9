import { describe, expect, it } from '@jest/globals';
import type { RequestEvent } from '#libs/contracts';
import { noFacts, on, today } from '../testing/examples.ts';
import { received } from '../testing/form.ts';
import { placed, refusalOf } from '../testing/specification.ts';
import { corrected, relies } from './corrected.ts';

const around = { ...today, ...on('2026-06-10'), stream: 'request-1' };
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

it('is not voided where it went to a panel since, nor reopened for nothing once decided anew', () => {
  const reopened: RequestEvent = { type: 'RequestReopened', data: { reason: 'New facts.' } };
  const sent: RequestEvent = { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } };
  const acknowledged: RequestEvent = { type: 'RequestAcknowledged', data: { how: 'EMAIL' } };
  const rests = (later: RequestEvent, earlier: RequestEvent) => relies(placed(later, 2), placed(earlier, 1));
  expect([rests(sent, form({})), rests(sent, reopened)]).toEqual([true, true]);
  expect([rests(acknowledged, form({})), rests(acknowledged, reopened)]).toEqual([false, false]);
});
