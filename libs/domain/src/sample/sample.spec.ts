import { describe, expect, it } from '@jest/globals';
import type { CommandOf, SampleCommand, SampleEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { after, given } from '../testing/specification.ts';
import type { DrawFact, FrameFact } from './fact.ts';
import { sample } from './sample.ts';

const DISTRICT = 'herts.ff.stevenage';
const wanted = {
  purpose: 'ROUTINE',
  filter: { on: '2026-06-01', status: 'OPEN' },
  strata: ['DISTRICT'],
  method: 'STRATIFIED_PROPORTIONAL',
  size: 3,
  reserves: 2,
};
const design = (changes: Partial<CommandOf<'DesignSample'>['data']> = {}): SampleCommand => ({
  type: 'DesignSample',
  data: { ...wanted, ...changes },
});
const filtered = (filter: object): SampleCommand => design({ filter: { on: '2026-06-01', ...filter } });
const designed: SampleEvent = {
  type: 'SampleDesigned',
  data: { ...wanted, least: 1, designedBy: 'user-1' },
};
const commit = (commitment = 'c1'): SampleCommand => ({
  type: 'CommitSeed',
  data: { sample: 'sample-1', commitment },
});
const committed: SampleEvent = {
  type: 'SeedCommitted',
  data: { commitment: 'c1', committedBy: 'user-1' },
};
const freeze: SampleCommand = { type: 'FreezeFrame', data: { sample: 'sample-1' } };
const strata = [
  { stratum: 'district=a', count: 9, take: 2 },
  { stratum: 'district=b', count: 4, take: 1 },
];
const frame: FrameFact = { position: 40, count: 13, root: 'r1', strata, empty: [] };
const frozen: SampleEvent = {
  type: 'FrameFrozen',
  data: { position: 40, count: 13, root: 'r1', whole: false, strata, frozenBy: 'user-1' },
};
const draw = (seed = 's'): SampleCommand => ({ type: 'DrawSample', data: { sample: 'sample-1', seed } });
const held = (episode: string, stratum: string, rank: number) => ({
  ...{ episode, heldBy: `family-of-${episode}`, stratum, rank },
});
const selected = [held('e1', 'district=a', 1), held('e2', 'district=a', 2), held('e3', 'district=b', 1)];
const reserves = [held('e4', 'district=a', 3), held('e5', 'district=a', 4), held('e6', 'district=b', 2)];
const drawing: DrawFact = { commitment: 'c1', root: 'r1', selected, reserves };
const drawn: SampleEvent = {
  type: 'SampleDrawn',
  data: { seed: 's', selected, reserves, drawnBy: 'user-1' },
};
const replace = (episode: string): SampleCommand => ({
  type: 'ReplaceCase',
  data: { sample: 'sample-1', episode, reason: 'NOT_READABLE' },
});
const replaced = (episode: string, replacement: string, stratum: string): SampleEvent => ({
  type: 'CaseReplaced',
  data: { episode, replacement, stratum, reason: 'NOT_READABLE', replacedBy: 'user-1' },
});
const close: SampleCommand = { type: 'CloseSample', data: { sample: 'sample-1' } };
const closed: SampleEvent = { type: 'SampleClosed', data: { closedBy: 'user-1' } };
const facts = (changes: Partial<Facts> = {}): Partial<Facts> => ({ seedOf: 'sample-1', ...changes });
const told = (changes: Partial<FrameFact> = {}) => facts({ frame: { ...frame, ...changes } });

const nothing = given(sample);
const begun = given(sample, designed);
const bound = given(sample, designed, committed);
const fixed = given(sample, designed, committed, frozen);
const done = given(sample, designed, committed, frozen, drawn);

describe('a design', () => {
  it('says what is wanted, and leaves out what nothing was said of', () => {
    nothing.when(design()).then(designed);
    const { strata: _, ...simple } = wanted;
    nothing
      .when(design({ method: 'SIMPLE_RANDOM', strata: [], filter: { ...wanted.filter, districts: [] } }))
      .then({ type: 'SampleDesigned', data: { ...simple, method: 'SIMPLE_RANDOM', designedBy: 'user-1' } });
    nothing.when(filtered({ districts: [DISTRICT], openedFrom: '2026-01-01', openedTo: '2026-01-01' })).then({
      ...designed,
      data: {
        ...designed.data,
        filter: { on: '2026-06-01', districts: [DISTRICT], openedFrom: '2026-01-01', openedTo: '2026-01-01' },
      },
    });
  });
  it('wants at least one case, and not more than can be drawn', () => {
    nothing.when(design({ size: 0 })).refuses('SAMPLE_SIZE', { field: 'size' });
    nothing.when(design({ size: 1001 })).refuses('SAMPLE_SIZE', { field: 'size' });
    nothing.when(design({ reserves: 101 })).refuses('SAMPLE_SIZE', { field: 'reserves' });
  });
  it('has strata where its method has them, and none where it has not', () => {
    nothing.when(design({ method: 'SIMPLE_RANDOM' })).refuses('STRATA_NOT_TAKEN', { field: 'strata' });
    nothing.when(design({ strata: [] })).refuses('REQUIRED', { field: 'strata' });
    nothing
      .when(design({ method: 'STRATIFIED_EQUAL', least: 2 }))
      .refuses('STRATA_NOT_TAKEN', { field: 'least' });
    nothing.when(design({ least: 4 })).refuses('TOO_FEW_FOR_STRATA', { field: 'least' });
    nothing.when(design({ strata: ['LEVEL', 'LEVEL'] })).refuses('DUPLICATE_VALUE', { field: 'strata' });
  });
  it('is of days that there are, that have come, and in their order', () => {
    nothing.when(filtered({ on: '2026-02-30' })).refuses('INVALID_DATE', { field: 'filter.on' });
    nothing.when(filtered({ on: '2026-06-17' })).refuses('DATE_IN_FUTURE', { field: 'filter.on' });
    nothing
      .when(filtered({ closedTo: '2026-06-17' }))
      .refuses('DATE_IN_FUTURE', { field: 'filter.closedTo' });
    nothing
      .when(filtered({ openedFrom: '2026-02-02', openedTo: '2026-02-01' }))
      .refuses('END_BEFORE_START', { field: 'filter.openedTo' });
    nothing
      .when(filtered({ closedFrom: '2026-02-02', closedTo: '2026-02-01' }))
      .refuses('END_BEFORE_START', { field: 'filter.closedTo' });
    nothing.when(filtered({ levels: ['L2', 'L2'] })).refuses('DUPLICATE_VALUE', { field: 'filter.levels' });
  });
});

describe('a seed', () => {
  it('is committed once, before the frame', () => {
    begun.when(commit(), {}, facts()).then(committed);
    begun.when(commit(), {}, {}).then(committed);
    bound.when(commit()).then();
    bound.when(commit('c2')).refuses('SEED_COMMITTED');
    fixed.when(commit('c2')).refuses('SEED_COMMITTED');
    expect(sample.needs(commit(), sample.initial)).toEqual({ seedOf: 'c1' });
  });
  it('draws one sample: another that committed it first keeps it', () => {
    begun.when(commit(), {}, facts({ seedOf: 'sample-2' })).refuses('SEED_USED');
    fixed.when(draw(), {}, facts({ draw: drawing, seedOf: 'sample-2' })).refuses('SEED_USED');
  });
});

describe('a frame', () => {
  it('is frozen as the record stands, once a seed is committed', () => {
    bound.when(freeze, {}, told()).then(frozen);
    begun.when(freeze, {}, told()).refuses('SEED_NOT_COMMITTED');
    fixed.when(freeze, {}, told({ position: 50 })).then();
    const { least: _, ...asked } = { ...wanted, least: 1 };
    expect(sample.needs(freeze, after(sample, [designed, committed])).frame).toEqual({ ...asked, least: 1 });
    expect(sample.needs(freeze, after(sample, [designed]))).toEqual({});
  });
  it('has a case, and one of each that it names', () => {
    bound.when(freeze, {}, told({ count: 0, strata: [] })).refuses('FRAME_EMPTY');
    bound.when(freeze, {}, told({ empty: ['L4'] })).refuses('STRATUM_EMPTY', { stratum: 'L4' });
  });
  it('has no more strata than can be served, and no more cases than an entry holds', () => {
    const { strata: _, ...unserved } = frame;
    bound.when(freeze, {}, facts({ frame: unserved })).refuses('TOO_FEW_FOR_STRATA');
    const many = Array.from({ length: 1000 }, (_, at) => ({ stratum: `s${at}`, count: 5, take: 1 }));
    bound.when(freeze, {}, told({ count: 5000, strata: many })).refuses('SAMPLE_TOO_LARGE', { cases: 3000 });
  });
  it('is taken whole where as many are wanted as there are, and says so', () => {
    const few = [{ stratum: 'district=a', count: 3, take: 3 }];
    bound.when(freeze, {}, told({ count: 3, strata: few })).then({
      type: 'FrameFrozen',
      data: { position: 40, count: 3, root: 'r1', whole: true, strata: few, frozenBy: 'user-1' },
    });
  });
});

describe('a draw', () => {
  it('comes after the frame, and the seed before it (I20)', () => {
    fixed.when(draw(), {}, facts({ draw: drawing })).then(drawn);
    nothing.when(draw()).refuses('NOT_FOUND');
    begun.when(draw(), {}, facts({ draw: drawing })).refuses('SEED_NOT_COMMITTED');
    bound.when(draw(), {}, facts({ draw: drawing })).refuses('FRAME_NOT_FROZEN');
    done.when(draw(), {}, facts({ draw: drawing })).refuses('SAMPLE_DRAWN');
    expect(sample.needs(draw('t'), after(sample, [designed, committed, frozen]))).toMatchObject({
      draw: { position: 40, seed: 't', reserves: 2, size: 3 },
      seedOf: 'c1',
    });
    expect(sample.needs(draw(), after(sample, [designed, committed]))).toEqual({});
  });
  it('is with the seed that was committed, from the frame that was frozen', () => {
    fixed.when(draw('t'), {}, facts({ draw: { ...drawing, commitment: 'c2' } })).refuses('SEED_MISMATCH');
    fixed.when(draw(), {}, facts({ draw: { ...drawing, root: 'r2' } })).refuses('FRAME_CHANGED');
  });
  it('may have no reserves', () => {
    const { reserves: _, ...without } = { seed: 's', selected, reserves, drawnBy: 'user-1' };
    fixed
      .when(draw(), {}, facts({ draw: { ...drawing, reserves: [] } }))
      .then({ type: 'SampleDrawn', data: without });
  });
});

describe('a case', () => {
  it('gives way to the next reserve of its stratum, until none is left', () => {
    done.when(replace('e2')).then(replaced('e2', 'e4', 'district=a'));
    done.when(replace('e3')).then(replaced('e3', 'e6', 'district=b'));
    const once = given(sample, designed, committed, frozen, drawn, replaced('e2', 'e4', 'district=a'));
    once.when(replace('e4')).then(replaced('e4', 'e5', 'district=a'));
    once.when(replace('e2')).refuses('CASE_NOT_SELECTED');
    given(sample, designed, committed, frozen, drawn, replaced('e3', 'e6', 'district=b'))
      .when(replace('e6'))
      .refuses('NO_RESERVE_LEFT');
  });
  it('is replaced only where it was drawn', () => {
    fixed.when(replace('e1')).refuses('SAMPLE_NOT_DRAWN');
    done.when(replace('e4')).refuses('CASE_NOT_SELECTED');
    done.when(replace('e9')).refuses('CASE_NOT_SELECTED');
  });
});

describe('a sample', () => {
  it('is closed at any time, and for good', () => {
    begun.when(close).then(closed);
    done.when(close).then(closed);
    nothing.when(close).refuses('NOT_FOUND');
    const over = given(sample, designed, committed, frozen, closed);
    over.when(close).then();
    for (const command of [commit(), freeze, draw(), replace('e1')])
      over.when(command).refuses('SAMPLE_CLOSED');
  });
  it('is designed once', () => {
    begun.when(design({ size: 9 })).then();
  });
});
