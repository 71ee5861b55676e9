import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { allocate, type Spread } from './allocate.ts';
import { commitmentOf, draw } from './draw.ts';
import { ALL, countsOf, frameLines, stratumKey, type FrameCase } from './frame.ts';

interface Vector {
  readonly seed: string;
  readonly frame: readonly string[];
  readonly draws: readonly {
    readonly name: string;
    readonly stratified: boolean;
    readonly design: Spread & { readonly reserves: number };
    readonly commitment: string;
    readonly strata: readonly object[];
    readonly selected: readonly string[];
    readonly reserves: readonly string[];
  }[];
}

const file = new URL('../../../test/vectors/sampling/vector.json', import.meta.url);
const { seed, frame: lines, draws } = JSON.parse(readFileSync(file, 'utf8')) as Vector;
const frameOf = (stratified: boolean): FrameCase[] =>
  lines.map((line) => {
    const [id = '', stratum = ''] = line.split(' ');
    return { id, stratum: stratified ? stratum : ALL };
  });
const drawn = (frame: readonly FrameCase[], design: Spread & { reserves: number }) =>
  draw(frame, { seed, shares: allocate(countsOf(frame), design) ?? [], reserves: design.reserves });
const ids = (cases: readonly FrameCase[]) => cases.map(({ id }) => id);

describe.each(draws)('the published sample, $name', ({ stratified, design, ...expected }) => {
  const frame = frameOf(stratified);

  it('is drawn by this program as by the other', () => {
    expect(expected.selected).toHaveLength(20);
    expect(commitmentOf(seed)).toBe(expected.commitment);
    expect(allocate(countsOf(frame), design)).toEqual(expected.strata);
    const { selected, reserves } = drawn(frame, design);
    expect({ selected: ids(selected), reserves: ids(reserves) }).toEqual({
      selected: expected.selected,
      reserves: expected.reserves,
    });
  });

  it('does not hang on the order in which the cases come', () => {
    const turned = drawn(frame.toReversed(), design);
    expect(turned).toEqual(drawn(frame, design));
    expect(frameLines(frame.toReversed())).toEqual(frameLines(frame));
  });
});

describe('a draw', () => {
  it('ranks each stratum by itself, and says who stands by', () => {
    const frame = frameOf(true);
    const { selected, reserves } = drawn(frame, { method: 'STRATIFIED_EQUAL', size: 20, reserves: 2 });
    for (const { stratum, count } of countsOf(frame)) {
      const all = [...selected, ...reserves].filter((each) => each.stratum === stratum);
      expect(all.map(({ rank }) => rank)).toEqual(all.map((_, at) => at + 1));
      expect(all.length).toBeLessThanOrEqual(count);
    }
  });
  it('keeps the order of those who were there when others come', () => {
    const frame = frameOf(false);
    const all = (cases: FrameCase[]) =>
      ids(drawn(cases, { method: 'SIMPLE_RANDOM', size: 150, reserves: 0 }).selected);
    const few = frame.slice(0, 40);
    const among = new Set(ids(few));
    expect(all(frame).filter((id) => among.has(id))).toEqual(all(few));
  });
  it('is another with another seed', () => {
    const shares = [{ stratum: ALL, count: 150, take: 20 }];
    const other = draw(frameOf(false), { seed: `${seed}0`, shares, reserves: 0 });
    expect(ids(other.selected)).not.toEqual(draws[0]?.selected);
  });
});

describe('the key of a stratum', () => {
  it('says each axis in the order of the design', () => {
    expect(
      stratumKey([
        ['DISTRICT', 'herts.ff.dacorum'],
        ['LEVEL', null],
      ]),
    ).toBe('district=herts.ff.dacorum/level=NONE');
    expect(stratumKey([])).toBe('all');
  });
});
