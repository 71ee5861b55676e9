import { describe, expect, it } from '@jest/globals';
import type { OpenEpisodeRow } from '#libs/read-models';
import { openHelpOf } from './open-help.ts';

const help = (episode: string, child = 'ava') => ({ episode, child }) as OpenEpisodeRow;

/** Ava has a second record, and was of another family, some events of which cannot be read, until position 10. */
const readers = {
  families: {
    familiesOfAll: (_: readonly string[], position: number) =>
      position < 10 ? ['family-stale'] : ['family-1'],
    isStale: (family: string) => family === 'family-stale',
    openEpisodesOf: (records: readonly string[]) =>
      records.flatMap((record) => (record === 'ben' ? [] : [help('episode-1', record)])),
  },
  people: { recordsOf: (person: string) => (person === 'ava' ? ['ava', 'eva'] : [person]) },
};

describe('the open help of a child', () => {
  it('is each episode once, under whichever record the child is helped', () => {
    expect(openHelpOf(['ava'], 20, readers)).toEqual([help('episode-1', 'eva')]);
    expect(openHelpOf(['ben'], 20, readers)).toEqual([]);
  });

  it.each<[string, string[], number]>([
    ['who is not known', [], 20],
    ['whose number two have', ['ava', 'ben'], 20],
    ['whose family then could not all be read', ['ava'], 5],
  ])('cannot be said of one %s', (_, children, position) => {
    expect(openHelpOf(children, position, readers)).toBeUndefined();
  });
});
