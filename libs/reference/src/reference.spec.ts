import { describe, expect, it } from '@jest/globals';
import type { Code, CodeSet } from './code-set.ts';
import { referenceOf } from './reference.ts';

const set = (name: string, version: string, codes: readonly Code[]): CodeSet => ({
  name,
  version,
  title: name,
  source: 'A test.',
  codes,
});

const gss = set('gss', '1', [
  { code: 'E07000101', title: 'Stevenage', validTo: '2013-03-31', belongsTo: 'stevenage' },
  { code: 'E07000243', title: 'Stevenage', validFrom: '2013-04-01', belongsTo: 'stevenage' },
  { code: 'E07000103', title: 'Watford', validTo: '2028-03-31', belongsTo: 'watford' },
  { code: 'E07000103', title: 'Watford', validFrom: '2028-04-01', belongsTo: 'west' },
  { code: 'E07000073', title: 'Harlow' },
]);

describe('a code', () => {
  const reference = referenceOf([gss]);

  it.each([
    ['E07000243', '2026-10-04', 'OK'],
    ['E07000243', '2013-04-01', 'OK'],
    ['E07000243', '2013-03-31', 'CODE_NOT_CURRENT'],
    ['E07000101', '2013-03-31', 'OK'],
    ['E07000101', '2013-04-01', 'CODE_NOT_CURRENT'],
    ['E07000103', '1974-04-01', 'OK'],
    ['E09000001', '2026-10-04', 'UNKNOWN_CODE'],
    ['toString', '2026-10-04', 'UNKNOWN_CODE'],
  ])('%s is on %s %s', (code, on, answer) => {
    expect(reference.check('gss', code, on)).toBe(answer);
  });

  it('may be used for a month or year in which it was current on some day', () => {
    expect(reference.check('gss', 'E07000101', '2013')).toBe('OK');
    expect(reference.check('gss', 'E07000101', '2013-04')).toBe('CODE_NOT_CURRENT');
  });

  it('is known where any version of its set has it, current or not', () => {
    const later = referenceOf([gss, set('gss', '2', [{ code: 'E1', title: 'One' }])]);
    expect(['E1', 'E07000101', 'E09000001'].map((code) => later.knows('gss', code))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('of a set that is not there is a mistake of the program', () => {
    expect(() => reference.check('colour', 'RED', '2026-10-04')).toThrow('there is no code set "colour"');
  });

  it('is listed for a date only while it is current', () => {
    expect(reference.codes('gss', '2026-10-04').map(({ code }) => code)).toEqual([
      'E07000243',
      'E07000103',
      'E07000073',
    ]);
    expect(reference.codes('gss')).toHaveLength(5);
  });

  it('belongs to what it belonged to on the day', () => {
    expect(reference.ownerOf('gss', 'E07000103', '2028-03-31')).toBe('watford');
    expect(reference.ownerOf('gss', 'E07000103', '2028-04-01')).toBe('west');
    expect(reference.ownerOf('gss', 'E07000073', '2028-04-01')).toBeUndefined();
  });
});

describe('a new version of a set', () => {
  const reference = referenceOf([
    set('level', '1', [
      { code: 'L2', title: 'Additional' },
      { code: 'L5', title: 'Dropped' },
    ]),
    set('level', '2', [{ code: 'L2', title: 'Targeted' }]),
  ]);

  it('is the one in force', () => {
    expect(reference.version('level')).toBe('2');
    expect(reference.codeSets().map(({ version }) => version)).toEqual(['2']);
  });

  it('leaves what was recorded under an older one readable in its own words', () => {
    expect(reference.title('level', 'L2')).toBe('Targeted');
    expect(reference.title('level', 'L2', '1')).toBe('Additional');
    expect(reference.title('level', 'L5')).toBe('Dropped');
    expect(reference.title('level', 'L9')).toBe('L9');
  });

  it('makes a code that it drops no longer current, not unknown', () => {
    expect(reference.check('level', 'L5', '2026-10-04')).toBe('CODE_NOT_CURRENT');
  });
});

describe('the district of a GSS code', () => {
  it.each([
    ['E07000243', '2026-10-04', { district: 'stevenage' }],
    ['E07000103', '2028-03-31', { district: 'watford' }],
    ['E07000103', '2028-04-01', { district: 'west' }],
    ['E07000101', '2026-10-04', 'CODE_NOT_CURRENT'],
    ['E07000073', '2026-10-04', 'OUT_OF_AREA'],
    ['E09000001', '2026-10-04', 'OUT_OF_AREA'],
    ['nowhere', '2026-10-04', 'OUT_OF_AREA'],
  ])('%s on %s is %j', (code, on, answer) => {
    expect(referenceOf([gss]).districtOf(code, on)).toEqual(answer);
  });

  it('of a district that left the authority is no longer current', () => {
    const left = set('gss', '2', [{ code: 'E07000103', title: 'Watford' }]);
    expect(referenceOf([gss, left]).districtOf('E07000103', '2028-04-01')).toBe('CODE_NOT_CURRENT');
  });
});

describe('what is used in place of a code', () => {
  const reference = referenceOf([
    set('district', '2', [
      { code: 'hill', title: 'Hill', validTo: '2028-03-31', replacedBy: 'east' },
      { code: 'east', title: 'East', validFrom: '2028-04-01', validTo: '2034-03-31', replacedBy: 'all' },
      { code: 'all', title: 'All', validFrom: '2034-04-01' },
      { code: 'reed', title: 'Reed', validTo: '2028-03-31' },
    ]),
  ]);

  it.each([
    ['hill', '2028-03-31', 'hill'],
    ['hill', '2028-04-01', 'east'],
    ['hill', '2035-01-01', 'all'],
    ['reed', '2028-04-01', undefined],
    ['elsewhere', '2028-04-01', undefined],
  ])('%s on %s is %j', (code, on, used) => {
    expect(reference.inPlaceOf('district', code, on)).toBe(used);
  });
});

describe('a quorum', () => {
  const three = { chair: true, agencies: 3, groups: {} };
  const health = { ...three, groups: { HEALTH: ['GP', 'HEALTH'] } };
  const reference = referenceOf([
    set('quorum-rule', '1', [
      { code: 'WEEKLY', title: 'Three', validTo: '2026-03-31', quorum: three },
      { code: 'WEEKLY', title: 'Three, and health', validFrom: '2026-04-01', quorum: health },
    ]),
  ]);

  it('is what the rule was on the day', () => {
    expect(reference.quorumOf('WEEKLY', '2026-03-31')).toEqual(three);
    expect(reference.quorumOf('WEEKLY', '2026-04-01')).toEqual(health);
    expect(reference.quorumOf('NONE', '2026-04-01')).toBeUndefined();
  });
});
