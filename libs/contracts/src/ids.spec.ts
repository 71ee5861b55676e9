import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base32Id, parseReference, referenceOf, streamCategory, streamSubject, uuidv5 } from './ids.ts';

const number = fc.maxSafeNat().map((drawn) => drawn % 2 ** 45);

describe('ids', () => {
  it('are 26 characters that nobody mistakes for others', () => {
    expect(base32Id(new Uint8Array(16))).toBe('0'.repeat(26));
    expect(base32Id(new Uint8Array(16).fill(255))).toBe(`7${'z'.repeat(25)}`);
    expect(base32Id(Uint8Array.from({ length: 16 }, (_, index) => index))).toBe('00041061050r3gg28a1c60t3gf');
  });

  it('differ wherever a bit differs', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes, fc.nat(127), (one, bit) => {
        const other = Uint8Array.from(one);
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(base32Id(one)).not.toBe(base32Id(other));
        expect(base32Id(one)).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
      }),
    );
  });

  it('of events are UUIDs made from a name, as RFC 9562 shows', () => {
    expect(uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('of streams name their category and their subject', () => {
    expect([streamCategory('family-7d2k'), streamSubject('family-7d2k')]).toEqual(['family', '7d2k']);
    expect([streamCategory('codeset-closure-reason'), streamSubject('codeset-closure-reason')]).toEqual([
      'codeset',
      'closure-reason',
    ]);
    expect(streamCategory('ledger')).toBe('ledger');
  });
});

describe('references', () => {
  it('are a letter, nine characters and a check', () => {
    expect(referenceOf('F', 0)).toBe('F-0000000000');
    expect(referenceOf('P', 2 ** 45 - 1)).toBe('P-ZZZZZZZZZY');
  });

  it('are never made where the check is not a character', () => {
    expect(referenceOf('F', 32)).toBeUndefined();
    expect(referenceOf('F', 36)).toBeUndefined();
    expect(referenceOf('F', 37)).toBe('F-0000000150');
  });

  it('are read in any case, with or without the hyphen, with O for 0 and I or L for 1', () => {
    expect(parseReference('F', ' f-oooooooi5o ')).toBe('F-0000000150');
    expect(parseReference('F', 'F0000000L50')).toBe('F-0000000150');
  });

  it('are read back as they were made', () => {
    fc.assert(
      fc.property(number, (value) => {
        const made = referenceOf('R', value);
        if (made !== undefined) expect(parseReference('R', made.toLowerCase())).toBe(made);
      }),
    );
  });

  it('are refused with any one character wrong', () => {
    fc.assert(
      fc.property(
        number,
        fc.nat(9),
        fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
        (value, at, letter) => {
          const made = referenceOf('N', value);
          if (made === undefined || made[2 + at] === letter) return;
          expect(parseReference('N', made.slice(0, 2 + at) + letter + made.slice(3 + at))).toBeUndefined();
        },
      ),
    );
  });

  it.each([
    '',
    'F',
    'F-',
    'R-0000000150',
    'F-000000150',
    'F-00000000150',
    'F-0000000U50',
    'F--000000150',
    'family',
  ])('are refused where the shape is wrong (%j)', (text) => {
    expect(parseReference('F', text)).toBeUndefined();
  });
});
