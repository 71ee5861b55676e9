import type { Decided } from '../aggregate.ts';
import type { EventOf, ReceiveRequest } from '#libs/contracts';

export const form: ReceiveRequest = {
  requestRef: 'RFS-1',
  source: '2B',
  channel: 'PORTAL',
  urgency: 'ROUTINE',
  agreement: 'GIVEN_VERBAL',
  agreedBy: 'Isla Hill',
  gss: 'E07000241',
  children: [
    {
      givenName: 'Noah',
      familyName: 'Hill',
      dateOfBirth: '2015-05-01',
      sex: 'M',
      nhsNumber: '999 778 3530',
      upn: 'E919576519948',
      postcode: 'al10 2le',
      uprn: '0130879568',
    },
    { familyName: 'Hill', expectedDeliveryDate: '2026-10-01', sex: 'U' },
  ],
  answers: { whatIsWorrying: 'Not sleeping.' },
};

/** The form as it came in on 10 June 2026. */
export const received: Decided<EventOf<'RequestReceived'>> = {
  type: 'RequestReceived',
  occurredAt: { precision: 'INSTANT', value: '2026-06-10T09:00:00.000Z' },
  data: {
    ...form,
    reference: 'R-1',
    signatory: 'new-2',
    district: 'herts.ff.welwyn-hatfield',
    children: [
      {
        givenName: 'Noah',
        familyName: 'Hill',
        dateOfBirth: '2015-05-01',
        sex: 'M',
        subject: 'new-4',
        nhsNumber: '9997783530',
        upn: 'E919576519948',
        postcode: 'AL10 2LE',
        uprn: '130879568',
      },
      { familyName: 'Hill', expectedDeliveryDate: '2026-10-01', sex: 'U', subject: 'new-5' },
    ],
  },
};
