import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/contracts';
import { twoEpisodes } from './two-episodes.ts';

// Ava belongs to two families, one of her mother, one of her father.

const helped = (episode: string, family: string, opened: number) => ({
  family,
  episode,
  opened,
  child: 'ava',
  keyworker: 'worker-1',
  cover: null,
  coverUntil: null,
  agency: 'organisation-1',
});
const first = helped('episode-1', 'family-mother', 10);
const second = helped('episode-2', 'family-father', 20);

async function stepsOf(open: readonly (typeof first)[], cause: Partial<StoredEvent>, records = ['ava']) {
  const manager = twoEpisodes({
    readers: {
      families: {
        family: () => undefined,
        openEpisodesOf: () => [...open],
        openEpisode: (episode) => open.filter((each) => each.episode === episode),
      },
      people: { recordsOf: () => records },
    },
    caughtUp: async () => undefined,
    flagOf: (step) => `flag-${step}`,
  });
  return manager.steps({ id: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6', ...cause } as StoredEvent);
}

const opening = (episode: string): Partial<StoredEvent> => ({
  type: 'EpisodeOpened',
  data: { episode, children: ['ava'] },
});

describe('a child helped in two open episodes', () => {
  it('is put to a person, with both families', async () => {
    const [step, ...more] = await stepsOf([first, second], opening('episode-2'));
    expect(more).toEqual([]);
    expect(step?.order).toMatchObject({
      type: 'RaiseDataQualityFlag',
      data: {
        flag: 'CHILD_IN_TWO_EPISODES',
        persons: ['ava'],
        families: ['family-father', 'family-mother'],
      },
    });
  });

  it('is put to a person once, by the later of the two', async () => {
    expect(await stepsOf([first, second], opening('episode-1'))).toEqual([]);
  });

  it('is put to a person where the first is opened again', async () => {
    const reopened = { type: 'EpisodeReopened', data: { episode: 'episode-1' } };
    const [step] = await stepsOf([first, second], reopened);
    expect(step?.order.data).toMatchObject({ flag: 'CHILD_IN_TWO_EPISODES', persons: ['ava'] });
  });

  it('is put to a person where it is added to the second, or two records that are both helped are linked', async () => {
    const added = { type: 'ChildAddedToEpisode', data: { episode: 'episode-1', child: 'ava' } };
    expect(await stepsOf([first, second], added)).toHaveLength(1);
    const linked = { type: 'PersonsLinkedAsSame', data: { survivor: 'ava', other: 'ava-again' } };
    const [step] = await stepsOf([first, second], linked, ['ava', 'ava-again']);
    expect(step?.order.data).toMatchObject({ persons: ['ava', 'ava-again'] });
  });

  it('is put to a person too where two records that are linked are helped in one', async () => {
    const again = { ...first, child: 'ava-again' };
    const records = ['ava', 'ava-again'];
    const linked = { type: 'PersonsLinkedAsSame', data: { survivor: 'ava', other: 'ava-again' } };
    const data = { flag: 'CHILD_TWICE_IN_EPISODE', persons: records, families: ['family-mother'] };
    for (const cause of [linked, { ...opening('episode-1'), data: { episode: 'episode-1' } }]) {
      const [step, ...more] = await stepsOf([first, again], cause, records);
      expect(step?.order).toMatchObject({ type: 'RaiseDataQualityFlag', data });
      expect(more).toEqual([]);
    }
    const [both] = await stepsOf([first, again, second], linked, records);
    expect(both?.order.data).toMatchObject({ flag: 'CHILD_IN_TWO_EPISODES' });
  });

  it('is no child helped in one', async () => {
    expect(await stepsOf([first], opening('episode-1'))).toEqual([]);
  });
});
