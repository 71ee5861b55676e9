import { describe, expect, it } from '@jest/globals';
import type { CodeSet } from './code-set.ts';
import { CodeSetRefused, parseCodeSet, problemsBetween } from './code-set.ts';

const level = {
  name: 'level',
  version: '2026.1',
  title: 'Continuum of Need',
  source: 'Illustrative.',
  codes: [{ code: 'L1', title: 'Universal' }],
};

const problemsOf = (file: unknown): readonly string[] => {
  try {
    parseCodeSet(typeof file === 'string' ? file : JSON.stringify(file), 'level.json');
    return [];
  } catch (reason) {
    if (reason instanceof CodeSetRefused) return reason.problems;
    throw reason;
  }
};
const withCode = (code: object) => ({ ...level, codes: [{ code: 'L1', title: 'Universal', ...code }] });

describe('a code-set file', () => {
  it('is read as it stands, a byte-order mark skipped', () => {
    expect(parseCodeSet(`\uFEFF${JSON.stringify(level)}`, 'level.json')).toEqual(level);
  });

  it.each<[string, unknown, string[]]>([
    ['that is not JSON', '{', ['level.json: is not JSON']],
    ['that is a list', [], ['level.json: is not an object']],
    [
      'without a version and without codes',
      { ...level, version: undefined, codes: [] },
      [
        'level.json: "version" must be letters, digits, dots, hyphens and underscores, at most 64',
        'level.json: "codes" must be a list of at least one code',
      ],
    ],
    [
      'with a misspelt member',
      withCode({ validto: '2026-01-01' }),
      ['level.json: codes[0]: has an unknown member "validto"'],
    ],
    [
      'with a code that is a number',
      withCode({ code: 1 }),
      ['level.json: codes[0]: "code" must be letters, digits, dots, hyphens and underscores, at most 64'],
    ],
    [
      'with a quorum without agencies',
      withCode({ quorum: { chair: true, agencies: 0, groups: {} } }),
      [
        'level.json: codes[0]: "quorum" must be a chair (true or false), a number of agencies, and groups of agency types',
      ],
    ],
    [
      'with a quorum of an empty group',
      withCode({ quorum: { chair: true, agencies: 3, groups: { HEALTH: [] } } }),
      [
        'level.json: codes[0]: "quorum" must be a chair (true or false), a number of agencies, and groups of agency types',
      ],
    ],
    [
      'with a code of which it is said in other words what waits',
      withCode({ waitsFor: 'SOMEBODY', canBeTold: 'no' }),
      [
        'level.json: codes[0]: "waitsFor" must be one of INFORMATION, PANEL, CHILDRENS_SERVICES',
        'level.json: codes[0]: "canBeTold" must be true or false',
      ],
    ],
    [
      'with a grade that ranks below all others',
      withCode({ grading: { rank: 0, needsEvidence: true, moderated: true } }),
      [
        'level.json: codes[0]: "grading" must be a "rank" from 1, whether it "needsEvidence" and is "moderated", and the grade at which it "caps" the whole',
      ],
    ],
    [
      'with a title of nothing',
      withCode({ title: '' }),
      ['level.json: codes[0]: "title" must be a text of 1 to 300 characters'],
    ],
    [
      'with a day that is not',
      withCode({ validTo: '2026-02-30' }),
      ['level.json: codes[0]: "validTo" must be a date such as 2026-04-01'],
    ],
    [
      'with a name in capitals',
      { ...level, name: 'Level' },
      ['level.json: "name" must be lower-case words joined by hyphens'],
    ],
    ['with a code that is null', { ...level, codes: [null] }, ['level.json: codes[0]: is not an object']],
    [
      'whose code ends before it begins',
      withCode({ validFrom: '2026-04-01', validTo: '2026-03-31' }),
      ['level.json: codes[0]: "validTo" is before "validFrom"'],
    ],
    [
      'with a code that is replaced and still current',
      withCode({ replacedBy: 'L1' }),
      ['level.json: codes[0]: is replaced, and has no "validTo"'],
    ],
    [
      'with a code that is replaced by none of the set',
      withCode({ validTo: '2028-03-31', replacedBy: 'L7' }),
      ['level.json: codes[0]: "L7" is no code of the set'],
    ],
    [
      'with a code twice for the same days',
      {
        ...level,
        codes: [
          { code: 'L1', title: 'Universal', validTo: '2026-04-01' },
          { code: 'L1', title: 'Everyone', validFrom: '2026-04-01' },
        ],
      },
      [
        'level.json: codes[0]: "L1" stands twice for the same days',
        'level.json: codes[1]: "L1" stands twice for the same days',
      ],
    ],
  ])('%s is refused with its reasons', (_, file, problems) => {
    expect(problemsOf(file)).toEqual(problems);
  });

  it('may hold a code twice, for one period after the other', () => {
    const codes = [
      { code: 'L1', title: 'Universal', validTo: '2026-03-31' },
      { code: 'L1', title: 'Everyone', validFrom: '2026-04-01' },
    ];
    expect(problemsOf({ ...level, codes })).toEqual([]);
  });
});

describe('code sets together', () => {
  const indicator: CodeSet = {
    ...level,
    name: 'indicator',
    belongsTo: 'level',
    codes: [{ code: 'L1.01', title: 'On track', belongsTo: 'L1' }],
  };

  it('fit where every code belongs to one that is there', () => {
    expect(problemsBetween([level, indicator])).toEqual([]);
  });

  it('do not fit where a code belongs to one that is not there, or a name stands twice', () => {
    const stray = { ...indicator, codes: [{ code: 'L9.01', title: 'On track', belongsTo: 'L9' }] };
    expect(problemsBetween([level, stray, level])).toEqual([
      'indicator: L9.01 belongs to a code that is not there',
      'level: there are two sets of this name',
    ]);
  });

  it('do not fit where a quorum asks for a kind of agency that there is none of', () => {
    const types = { ...level, name: 'agency-type', codes: [{ code: 'GP', title: 'General practice' }] };
    const groups = { HEALTH: ['GP', 'DENTIST'] };
    const quorum = { chair: true, agencies: 3, groups };
    const rule = { ...level, name: 'quorum-rule', codes: [{ code: 'WEEKLY', title: 'Weekly', quorum }] };
    expect(problemsBetween([types, rule])).toEqual([
      'quorum-rule: WEEKLY asks for DENTIST, which is no agency type',
    ]);
  });
});
