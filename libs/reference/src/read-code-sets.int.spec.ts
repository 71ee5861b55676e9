import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CodeSetRefused } from './code-set.ts';
import { durationOf } from './limit.ts';
import { readCodeSets } from './read-code-sets.ts';
import { referenceOf } from './reference.ts';

describe('the code sets that ship with the product', () => {
  const reference = referenceOf(readCodeSets());
  const codes = (set: string) => reference.codes(set, '2026-10-01').map(({ code }) => code);

  it('hold every set that an order or a fact names', () => {
    const proto = join(import.meta.dirname, '../../../proto');
    const files = readdirSync(proto, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.proto'),
    );
    const named = files.flatMap((file) =>
      [...readFileSync(join(proto, file), 'utf8').matchAll(/\bcode: "([^"]+)"/g)].map(
        ([, name = '']) => name,
      ),
    );
    const shipped = new Set(reference.codeSets().map(({ name }) => name));
    expect([...new Set(named)].filter((name) => !shipped.has(name))).toEqual([]);
  });

  it('put ten district councils into eight Families First districts', () => {
    const districts = codes('gss').map((gss) => reference.districtOf(gss, '2026-10-01'));
    const ours = districts.filter((answer) => typeof answer === 'object').map(({ district }) => district);
    expect(ours).toHaveLength(10);
    expect([...new Set(ours)].sort()).toEqual(codes('district').sort());
    expect(codes('district')).toHaveLength(8);
  });

  it.each([
    ['E07000100', 'E07000240', '2012-04-01'],
    ['E07000104', 'E07000241', '2012-04-01'],
    ['E07000097', 'E07000242', '2013-04-01'],
    ['E07000101', 'E07000243', '2013-04-01'],
  ])('replace %s by %s on %s', (before, after, day) => {
    expect(reference.districtOf(before, day)).toBe('CODE_NOT_CURRENT');
    expect(reference.districtOf(after, day)).toMatchObject({ district: expect.any(String) });
    expect(reference.ownerOf('gss', before, '2010')).toBe(reference.ownerOf('gss', after, day));
  });

  it.each(['E07000072', 'E07000073', 'E07000077'])('know %s in west Essex as a neighbour', (gss) => {
    expect(reference.title('gss', gss)).not.toBe(gss);
    expect(reference.districtOf(gss, '2026-10-01')).toBe('OUT_OF_AREA');
  });

  it('hold fourteen ambitions under seven Outcome Bees', () => {
    const counted = Map.groupBy(reference.codes('ambition'), ({ belongsTo }) => belongsTo);
    expect([...counted].map(([bee, ambitions]) => [bee, ambitions.length])).toEqual([
      ['BEE.IND', 3],
      ['BEE.AMB', 3],
      ['BEE.SAF', 1],
      ['BEE.HEA', 2],
      ['BEE.RES', 2],
      ['BEE.INC', 1],
      ['BEE.HAP', 2],
    ]);
  });

  it('hold indicators under each of the four levels', () => {
    expect(codes('level')).toEqual(['L1', 'L2', 'L3', 'L4']);
    expect(new Set(reference.codes('indicator').map(({ belongsTo }) => belongsTo))).toEqual(
      new Set(codes('level')),
    );
    expect(reference.ownerOf('indicator', 'L3.07', '2026-10-01')).toBe('L3');
  });

  it('hold the 22 census sources, and twenty ethnicities in which refused is not unknown', () => {
    expect(codes('source')).toHaveLength(22);
    expect(codes('ethnicity')).toHaveLength(20);
    expect(codes('ethnicity')).toEqual(expect.arrayContaining(['CHNE', 'REFU', 'NOBT']));
  });

  it('hold the bank holidays of every year from 2016 to 2027, those proclaimed for once among them', () => {
    const days = reference.codes('bank-holiday').map(({ code }) => code);
    const counted = Map.groupBy(days, (day) => day.slice(0, 4));
    expect([...counted].map(([year, found]) => [year, found.length])).toEqual(
      Array.from({ length: 12 }, (_, at) => [String(2016 + at), { 2022: 10, 2023: 9 }[2016 + at] ?? 8]),
    );
    expect(days).toEqual(
      expect.arrayContaining(['2020-05-08', '2022-06-03', '2022-09-19', '2023-05-08', '2026-12-28']),
    );
    expect(days).not.toContain('2020-05-04');
  });

  it('say how long the work may take, and when help is thought to drift', () => {
    const unlimited = reference.codes('clock').filter(({ limit }) => durationOf(limit) === undefined);
    // Its last day is what was said when it began.
    expect(unlimited.map(({ code }) => code)).toEqual(['PLAN_ACTION', 'COVER_ENDS']);
    expect(reference.codes('drift-rule').map(({ code, limit }) => [code, limit])).toEqual([
      ['OPEN_LONG', '12 months'],
      ['REVIEWS_WITHOUT_CHANGE', '3 times'],
      ['STEP_UP_UNANSWERED', undefined],
      ['REPEAT_REQUESTS', '3 times in 12 months'],
    ]);
  });
});

describe("an authority's own folder", () => {
  let folder: string;
  const write = (file: string, content: unknown) => {
    writeFileSync(join(folder, file), JSON.stringify(content));
  };
  const set = {
    name: 'sex',
    version: '7',
    title: 'Sex',
    source: 'Ours.',
    codes: [{ code: 'X', title: 'Other' }],
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'code-sets-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read instead, and nothing but its JSON files', () => {
    write('sex.json', set);
    write('notes.txt', 'not a set');
    expect(readCodeSets(folder)).toEqual([set]);
  });

  it('is refused with every reason at once', () => {
    write('gender.json', set);
    write('sex.json', { ...set, version: '' });
    expect(() => readCodeSets(folder)).toThrow(CodeSetRefused);
    expect(() => readCodeSets(folder)).toThrow(
      /^gender\.json: holds the set "sex"\nsex\.json: "version" must be /,
    );
  });
});
