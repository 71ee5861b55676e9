import { describe, expect, it } from '@jest/globals';
import type { Opened } from '#libs/contracts';
import { endedAsLinked, numbersOfLiving, personFact } from './standing.ts';

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

describe('a person of two records', () => {
  const standing = new Map();
  const born = { standing, dateOfBirth: '2020-02-02' };
  const died = { standing, dateOfDeath: '2026-01-05' };

  it('died where either says so, on the day that their own says where it does', () => {
    expect(endedAsLinked(born, [died])).toEqual({ ...born, dateOfDeath: '2026-01-05' });
    const own = { ...born, dateOfDeath: '2026-02' };
    expect(endedAsLinked(own, [died])).toEqual(own);
    expect(endedAsLinked(born, [{ standing }])).toEqual(born);
  });

  it('is of a pregnancy that ended where either says so, and neither tells of the birth', () => {
    const ended = { standing, pregnancyEndedOn: '2026-01-05' };
    expect(endedAsLinked({ standing }, [ended])).toEqual(ended);
    expect(endedAsLinked(born, [ended])).toEqual(born);
    expect(endedAsLinked({ standing }, [ended, born])).toEqual({ standing });
  });
});
