import { describe, expect, it } from '@jest/globals';
import type { Opened } from '#libs/contracts';
import { numbersOfLiving, personFact } from './standing.ts';

const NUMBER = '9997783530';
const registered: Opened.PersonEvent = {
  type: 'PersonRegistered',
  data: { reference: 'N-1', names: [], sex: 'F', adult: false },
};
const recorded = (verification: string, value = NUMBER, scheme = 'NHS'): Opened.PersonEvent => ({
  type: 'IdentifierRecorded',
  data: { scheme, value, verification },
});
const lives = (...events: Opened.PersonEvent[]): boolean =>
  numbersOfLiving(personFact([registered, ...events])).includes(NUMBER);

describe('who lives under a verified NHS number', () => {
  it('is whose record holds it, traced or seen', () => {
    expect([lives(recorded('PDS_TRACED')), lives(recorded('DOCUMENT_SEEN'))]).toEqual([true, true]);
  });

  it('is nobody of whom it is only said, or no longer, or of whom another number is', () => {
    expect(lives(recorded('UNVERIFIED'))).toBe(false);
    expect(lives(recorded('PDS_TRACED'), recorded('UNVERIFIED'))).toBe(false);
    expect(lives(recorded('PDS_TRACED', '9434765919'))).toBe(false);
    expect(lives(recorded('PDS_TRACED', NUMBER, 'UPN'))).toBe(false);
    const withdrawn = { scheme: 'NHS', value: NUMBER, reason: 'WRONG_PERSON' };
    expect(lives(recorded('PDS_TRACED'), { type: 'IdentifierWithdrawn', data: withdrawn })).toBe(false);
  });

  it('is nobody who has died, and nobody who is not there', () => {
    const died = { dateOfDeath: '2026-03-01', verification: 'NOTIFIED' };
    expect(lives(recorded('PDS_TRACED'), { type: 'DeathRecorded', data: died })).toBe(false);
    expect(numbersOfLiving(undefined)).toEqual([]);
  });
});
