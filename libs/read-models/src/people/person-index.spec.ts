import { describe, expect, it } from '@jest/globals';
import type { Described, KnownPerson } from './matching.ts';
import { namesAlike } from './names.ts';
import { PersonIndex } from './person-index.ts';

const ava: KnownPerson = {
  person: 'p-ava',
  names: [{ given: 'Ava', family: 'Hill' }],
  dateOfBirth: '2019-02-28',
  nhsNumbers: ['9990000018'],
  upns: ['A950000178301'],
};
const described: Described = {
  given: 'Ava',
  family: 'Hill',
  dateOfBirth: '2019-02-28',
  nhsNumber: '9990000018',
};
const recognise = (changes: Described) => new PersonIndex([ava]).recognise({ ...described, ...changes });

describe('a child on a form', () => {
  it('is recognised by a number, the birth date and the names', () => {
    expect(recognise({})).toMatchObject({ outcome: 'KNOWN', person: 'p-ava', match: { score: 1000 } });
  });

  it('is recognised by a pupil number as well, with the names in other case, accents and spacing', () => {
    const upn = 'A950000178301';
    expect(recognise({ nhsNumber: undefined, upn, given: ' ÁVA', family: 'hi ll' })).toMatchObject({
      outcome: 'KNOWN',
      match: { reasons: ['SAME_UPN', 'SAME_NAMES', 'SAME_BIRTH_DATE'] },
    });
  });

  it.each([
    [
      'another birth date',
      { dateOfBirth: '2019-02-27' },
      ['SAME_NHS_NUMBER', 'SAME_NAMES', 'OTHER_BIRTH_DATE'],
    ],
    ['no birth date', { dateOfBirth: undefined }, ['SAME_NHS_NUMBER', 'SAME_NAMES']],
    ['other names', { given: 'Omar' }, ['SAME_NHS_NUMBER', 'OTHER_NAMES', 'SAME_BIRTH_DATE']],
    ['names that are only alike', { family: 'Hills' }, ['SAME_NHS_NUMBER', 'NAMES_ALIKE', 'SAME_BIRTH_DATE']],
  ])('is put to a person with the same number and %s', (_what, changes, reasons) => {
    expect(recognise(changes)).toMatchObject({ outcome: 'REVIEW', matches: [{ person: 'p-ava', reasons }] });
  });

  it.each([
    ['the same names', {}, ['NO_SHARED_NUMBER', 'SAME_NAMES', 'SAME_BIRTH_DATE']],
    ['names alike', { family: 'Hills' }, ['NO_SHARED_NUMBER', 'NAMES_ALIKE', 'SAME_BIRTH_DATE']],
  ])(
    'is put to a person with %s and the birth date, without a number in common',
    (_what, changes, reasons) => {
      const result = recognise({ ...changes, nhsNumber: '9434765919' });
      expect(result).toMatchObject({ outcome: 'REVIEW', matches: [{ reasons }] });
    },
  );

  it.each([
    ['the same names with another birth date', { dateOfBirth: '2018-02-28' }],
    ['the same names without a birth date', { dateOfBirth: undefined }],
    ['the same birth date with other names', { given: 'Omar' }],
  ])('is new with %s', (_what, changes) => {
    expect(recognise({ ...changes, nhsNumber: undefined })).toEqual({ outcome: 'NEW' });
  });

  it('is recognised as the one who fits, whoever else has to be looked at', () => {
    const twin: KnownPerson = {
      ...ava,
      person: 'p-eva',
      names: [{ given: 'Eva', family: 'Hill' }],
      upns: [],
    };
    expect(new PersonIndex([twin, ava]).recognise(described)).toMatchObject({
      outcome: 'KNOWN',
      person: 'p-ava',
    });
  });

  it('is taken for neither of twins who are alike in name, day and number, and put to a person with both', () => {
    const result = new PersonIndex([ava, { ...ava, person: 'p-eva' }]).recognise(described);
    expect(result).toMatchObject({ outcome: 'REVIEW' });
    expect(result.outcome === 'REVIEW' && result.matches.map(({ person }) => person).sort()).toEqual([
      'p-ava',
      'p-eva',
    ]);
  });

  it('is compared with those added meanwhile, as they are known last', () => {
    const index = new PersonIndex();
    index.add(ava);
    index.add({ ...ava, nhsNumbers: [], upns: [] });
    expect(index.recognise(described)).toMatchObject({ outcome: 'REVIEW' });
  });
});

describe('names are alike', () => {
  it.each([
    ['Zoë', 'Murphy', 'Zoe', 'Murphey'],
    ['Catherine', 'Smith-Jones', 'Katherine', 'Smith Jones'],
  ])('%s %s and %s %s', (given, family, otherGiven, otherFamily) => {
    expect(namesAlike({ given, family }, { given: otherGiven, family: otherFamily })).toBe(true);
  });

  it.each([
    ['Ava', 'Hill', 'Ava', 'Stone'],
    ['Ava', 'Hill', 'Omar', 'Hill'],
    ['Ava', 'Hill', undefined, 'Hill'],
  ])('but not %s %s and %s %s', (given, family, otherGiven, otherFamily) => {
    expect(namesAlike({ given, family }, { given: otherGiven, family: otherFamily })).toBe(false);
  });
});
