import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTemporaryUpn, nhsNumber, postcode, uprn, upn } from './identifiers.ts';

const refused = { ok: false };
const accepted = (value: string) => ({ ok: true, value });
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

describe('an NHS number', () => {
  it.each([
    ['9434765919', '9434765919'],
    ['9990000018', '9990000018'],
    ['943 476 5919', '9434765919'],
    [' 943\u00a04765919 ', '9434765919'],
    ['0101200005', '0101200005'],
  ])('%j is stored as %s', (text, value) => {
    expect(nhsNumber(text)).toEqual(accepted(value));
  });

  it.each([
    '9434765918',
    '9.43E+09',
    '9.434765919E+09',
    '943476591',
    '94347659190',
    '943-476-5919',
    '٩٤٣٤٧٦٥٩١٩',
    '0000000000',
    '',
    'not known',
  ])('%j is refused', (text) => {
    expect(nhsNumber(text)).toEqual(refused);
  });

  it('is refused whatever its last digit where the check digit would be 10', () => {
    for (let last = 0; last <= 9; last++) expect(nhsNumber(`999000000${last}`)).toEqual(refused);
  });

  it('has exactly one right check digit, or none', () => {
    fc.assert(
      fc.property(digits(9), (nine) => {
        fc.pre(nine !== '000000000');
        const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
        const check = (11 - (sum % 11)) % 11;
        const right = Array.from({ length: 10 }, (_, last) => last).filter(
          (last) => nhsNumber(nine + last).ok,
        );
        expect(right).toEqual(check === 10 ? [] : [check]);
      }),
    );
  });

  it('is refused when two neighbouring digits are swapped', () => {
    fc.assert(
      fc.property(digits(10), fc.nat(8), (number, at) => {
        fc.pre(nhsNumber(number).ok && number[at] !== number[at + 1]);
        const swapped =
          number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        expect(nhsNumber(swapped)).toEqual(refused);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a unique pupil number', () => {
  it.each([
    'A950000178301',
    'H243278544154',
    'N919200007001',
    'P207000016049',
    'Z91920000700A',
    'X00180001701A',
  ])('%s is accepted', (text) => {
    expect(upn(text)).toEqual(accepted(text));
  });

  it.each([
    ['B207000016049', 'a wrong check letter'],
    ['Q207000016049', 'a wrong check letter that help pages print, whose sum is 266 and not 267'],
    ['a950000178301', 'a lower-case letter'],
    ['I919412126477', 'a check letter that is not in use'],
    ['Z91920000700a', 'a lower-case closing letter'],
    ['Z91920000700S', 'a closing letter that is not in use'],
    ['A95000017830', 'twelve characters'],
    ['A9500001783011', 'fourteen characters'],
    ['A950 0001 78301', 'spaces inside'],
    ['UN1', 'a reason why it is not known'],
    ['', 'nothing'],
  ])('%j is refused: %s', (text) => {
    expect(upn(text)).toEqual(refused);
  });

  it('counts the closing letter of a temporary number as its place among the letters in use', () => {
    const letters = [...'ABCDEFGHJKLMNPQRTUVWXYZ'];
    const withB = letters.filter((first) => upn(`${first}91920000700B`).ok);
    expect(withB).toEqual([letters[(letters.indexOf('Z') + 13) % 23]]);
  });

  it('has exactly one right check letter', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11}[\dA-HJ-NP-RT-Z]$/), (rest) => {
        expect([...'ABCDEFGHJKLMNPQRTUVWXYZ'].filter((letter) => upn(letter + rest).ok)).toHaveLength(1);
      }),
    );
  });

  it('is temporary when it ends in a letter', () => {
    expect(isTemporaryUpn('Z91920000700A')).toBe(true);
    expect(isTemporaryUpn('N919200007001')).toBe(false);
  });
});

describe('a unique property reference number', () => {
  it.each([
    ['000000199356', '199356'],
    ['199356', '199356'],
    ['195135631394', '195135631394'],
  ])('%s is stored as %s', (text, value) => {
    expect(uprn(text)).toEqual(accepted(value));
  });

  it.each(['1234567890123', '0000000199356', '0', '', '19 9356', '1.99E+05', '-199356'])(
    '%j is refused',
    (text) => {
      expect(uprn(text)).toEqual(refused);
    },
  );
});

describe('a postcode', () => {
  it.each([
    ['SG13 8DE', 'SG13 8DE'],
    ['al102le', 'AL10 2LE'],
    ['  wd18   7hh ', 'WD18 7HH'],
    ['M1 1AA', 'M1 1AA'],
    ['M60 1NW', 'M60 1NW'],
    ['CR2 6XH', 'CR2 6XH'],
    ['DN55 1PT', 'DN55 1PT'],
    ['W1A 1HQ', 'W1A 1HQ'],
    ['EC1A 1BB', 'EC1A 1BB'],
    ['BT1 5GS', 'BT1 5GS'],
    ['GIR 0AA', 'GIR 0AA'],
  ])('%j is stored as %s', (text, value) => {
    expect(postcode(text)).toEqual(accepted(value));
  });

  it.each([
    'ZZ99',
    'ZZ99 3VZ',
    'SG13',
    'SG13 8D',
    'SG13 8DEE',
    'QA1 1AA',
    'SG13 8CI',
    '8DE SG13',
    '12345',
    '75008',
    '',
  ])('%j is refused', (text) => {
    expect(postcode(text)).toEqual(refused);
  });

  it('is not changed by being read again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}$/), (text) => {
        const first = postcode(text);
        if (first.ok) expect(postcode(first.value)).toEqual(first);
      }),
    );
  });
});

describe('every identifier', () => {
  it('takes any text whatever without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const parse of [nhsNumber, upn, uprn, postcode]) expect(typeof parse(text).ok).toBe('boolean');
      }),
    );
  });
});
