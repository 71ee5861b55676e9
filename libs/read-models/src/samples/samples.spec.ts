import { describe, expect, it } from '@jest/globals';
import { hillFamily } from '../testing/hill.ts';
import { Explained } from '../testing/explained.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { samples } from './projection.ts';
import { SamplesReader } from './reader.ts';
import { sampleIndexes, sampleTables } from './table.ts';

const SAMPLE = 'sample-1';
const read = (story: Story): SamplesReader => new SamplesReader(project(samples, story.events));
const design = {
  purpose: 'ROUTINE',
  filter: { on: '2026-03-01', status: 'OPEN' },
  method: 'SIMPLE_RANDOM',
  size: 2,
  reserves: 1,
};
const designed: TestEvent = { type: 'SampleDesigned', data: { ...design, designedBy: 'user-1' } };
const committed: TestEvent = { type: 'SeedCommitted', data: { commitment: 'c', committedBy: 'user-1' } };
const frame = {
  position: 3,
  count: 5,
  root: 'r',
  whole: false,
  strata: [{ stratum: 'all', count: 5, take: 2 }],
};
const frozen: TestEvent = { type: 'FrameFrozen', data: { ...frame, frozenBy: 'user-1' } };
const held = (episode: string, rank: number) => ({ episode, heldBy: `family-${rank}`, stratum: 'all', rank });
const drawn: TestEvent = {
  type: 'SampleDrawn',
  data: {
    seed: 's',
    selected: [held('episode-b', 1), held('episode-a', 2)],
    reserves: [held('episode-c', 3)],
    drawnBy: 'user-1',
  },
};
const replaced: TestEvent = {
  type: 'CaseReplaced',
  data: {
    episode: 'episode-b',
    replacement: 'episode-c',
    stratum: 'all',
    reason: 'NOT_READABLE',
    replacedBy: 'user-1',
  },
};

function told() {
  const story = hillFamily();
  const positions = [designed, committed, frozen, drawn, replaced].map((event) => story.tell(SAMPLE, event));
  const closed = story.tell(SAMPLE, { type: 'SampleClosed', data: { closedBy: 'user-1' } });
  return { story, reader: read(story), positions: [...positions, closed] };
}

describe('samples', () => {
  it('are as far as they were at any position', () => {
    const { reader, positions } = told();
    const states = positions.map((position) => reader.sample(SAMPLE, position)?.state);
    expect(states).toEqual(['DESIGNED', 'COMMITTED', 'FROZEN', 'DRAWN', 'DRAWN', 'CLOSED']);
    expect(reader.sample(SAMPLE, (positions[0] ?? 0) - 1)).toBeUndefined();
    expect(reader.sample(SAMPLE)).toMatchObject({ design, commitment: 'c', frame, seed: 's' });
    expect(reader.sample(SAMPLE, positions[2])).toMatchObject({ frame, seed: null });
  });

  it('are listed in the order in which they were designed', () => {
    const { story } = told();
    story.tell('sample-2', { ...designed, data: { ...designed.data, purpose: 'THEME' } } as TestEvent);
    const names = (filter: object) =>
      read(story)
        .list(filter)
        .edges.map(({ node }) => node.sample);
    expect(names({})).toEqual([SAMPLE, 'sample-2']);
    expect(names({ state: 'DESIGNED' })).toEqual(['sample-2']);
    expect(names({ purpose: 'ROUTINE' })).toEqual([SAMPLE]);
  });

  it('say for which of them a seed was committed first, whatever became of it', () => {
    const { story } = told();
    expect(read(story).committedFirst('c')).toBe(SAMPLE);
    story.tell('sample-0', designed);
    story.tell('sample-0', { ...committed, data: { ...committed.data, commitment: 'c0' } });
    story.tell('sample-2', designed);
    story.tell('sample-2', committed);
    const reader = read(story);
    expect(['c', 'c0', 'd'].map((each) => reader.committedFirst(each))).toEqual([
      SAMPLE,
      'sample-0',
      undefined,
    ]);
  });

  it('find one by its commitment, not among all that there are', () => {
    const model = new Explained(sampleTables + sampleIndexes);
    new SamplesReader(model).committedFirst('c');
    model.close();
    expect(model.steps).toEqual(['SEARCH samples USING INDEX samples_by_commitment (commitment=?)']);
  });

  it('say who came in whose place, by then', () => {
    const { reader, positions } = told();
    const [, , frozenAt, drawnAt] = positions;
    expect(reader.cases(SAMPLE, frozenAt)).toEqual([]);
    expect(
      reader.cases(SAMPLE, drawnAt).map(({ episode, reserve, replaces }) => [episode, reserve, replaces]),
    ).toEqual([
      ['episode-b', false, null],
      ['episode-a', false, null],
      ['episode-c', true, null],
    ]);
    expect(reader.cases(SAMPLE)).toMatchObject([
      { episode: 'episode-b', heldBy: 'family-1', replacedBy: 'episode-c', reason: 'NOT_READABLE' },
      { episode: 'episode-a', replacedBy: null, replaces: null },
      { episode: 'episode-c', replaces: 'episode-b', reserve: true, reason: null },
    ]);
  });
});
