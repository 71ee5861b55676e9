import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { FrameRow } from '#libs/read-models';
import { frameAt } from './frame.ts';

interface Vector {
  readonly frame: readonly string[];
  readonly draws: readonly {
    readonly stratified: boolean;
    readonly root: string;
    readonly strata: readonly object[];
    readonly design: { readonly method: string; readonly size: number; readonly least?: number };
  }[];
}

const file = new URL('../../../../test/vectors/sampling/vector.json', import.meta.url);
const { frame: lines, draws } = JSON.parse(readFileSync(file, 'utf8')) as Vector;

/** The published frame as the read models would tell of it. */
const rows = lines.map((line): FrameRow => {
  const [, episode = '', district = '', level] = /^(\S+) district=(\S+)\/level=(\S+)$/.exec(line) ?? [];
  const known = level === undefined || level === 'NONE' ? null : level;
  return {
    ...{ episode, family: 'family-1', status: 'OPEN', openedOn: '2026-03-01', closedOn: null },
    ...{ district, level: known, agency: 'organisation-1' },
  };
});
const filter = { on: '2026-03-02' };
const strata = ['DISTRICT', 'LEVEL'];
const all = () => rows;

describe('a frame', () => {
  it.each(draws)(
    'has the published root and strata ($design.method)',
    ({ stratified, design, ...expected }) => {
      const { root, shares, cases } = frameAt({ filter, ...design, ...(stratified && { strata }) }, 7, all);
      expect(cases).toHaveLength(150);
      expect(root).toBe(expected.root);
      expect(shares).toEqual(expected.strata);
    },
  );

  it('is of the order of its episodes, however they were found', () => {
    const design = { filter, strata, method: 'STRATIFIED_EQUAL', size: 20 };
    expect(frameAt(design, 7, () => rows.toReversed()).root).toBe(frameAt(design, 7, all).root);
  });

  it('says which of the strata that are named have no case', () => {
    const named = {
      on: '2026-03-02',
      districts: ['herts.ff.dacorum', 'herts.ff.hertsmere'],
      levels: ['L4', 'L2'],
    };
    const design = { filter: named, method: 'STRATIFIED_EQUAL', size: 20 };
    expect(frameAt({ ...design, strata }, 7, all).empty).toEqual(['herts.ff.hertsmere', 'L4']);
    expect(frameAt({ ...design, strata: ['LEVEL'] }, 7, all).empty).toEqual(['L4']);
  });

  it('has no shares where there are more strata than cases wanted', () => {
    const design = { filter, strata, method: 'STRATIFIED_EQUAL', size: 9 };
    expect(frameAt(design, 7, all)).toMatchObject({ shares: undefined, position: 7 });
  });
});
