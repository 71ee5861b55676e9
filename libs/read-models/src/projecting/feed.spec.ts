import { describe, expect, it } from '@jest/globals';
import { families } from '../families/projection.ts';
import { Feed, PAGE, type Read } from './feed.ts';
import { Model } from './model.ts';
import { requests } from '../requests/projection.ts';
import { tablesOf } from '../testing/contents.ts';
import { journalOf } from '../testing/journal.ts';
import { project } from '../testing/project.ts';
import { Story } from '../testing/story.ts';

const PAGES = 3;
const vault: Read['vault'] = {
  prepare: async () => undefined,
  forget: () => undefined,
  open: ({ data }) => ({ data, erased: [] }),
};

/** So many families that are registered, and one under a reference that is taken. */
function log({ taken }: { taken?: number } = {}): Story {
  const story = new Story();
  for (let n = 0; n < PAGES * PAGE - 1; n++)
    story.tell(`family-${n}`, {
      type: 'FamilyRegistered',
      data: { reference: `F-${n === taken ? 0 : n}` },
    });
  return story;
}

function kept(projection: typeof families): Model {
  const model = Model.create(projection, ':memory:');
  model.finish();
  return model;
}

/** A feed of two models in use, and what is asked of its log. */
function following(story: Story) {
  const journal = journalOf(story.events);
  const asked: number[] = [];
  const fails = { at: Infinity };
  const read = {
    ...journal,
    textsAfter(after: number, limit: number) {
      asked.push(after);
      if (after >= fails.at) throw new Error('the disk is gone');
      return journal.textsAfter(after, limit);
    },
  };
  const models = [kept(families), kept(requests)];
  const feed = new Feed({ journal: read, vault }, models, PAGES * PAGE);
  return { feed, models, asked, fails };
}

const positions = (models: readonly Model[]) =>
  models.map(({ tables }) => tables.one<{ position: number }>('SELECT position FROM projection')?.position);

describe('a feed of models in use', () => {
  it('saves several pages at once, and says when it is at the end', async () => {
    const { feed, models, asked } = following(log());
    expect(await feed.step()).toBe('TO_THE_END');
    expect(asked).toEqual([-1, PAGE - 1, 2 * PAGE - 1]);
    expect(positions(models)).toEqual([PAGES * PAGE - 2, PAGES * PAGE - 2]);
    expect(await feed.step()).toBe('NOTHING');
  });

  it('saves behind the page that is waited for', async () => {
    const { feed, models } = following(log());
    expect(await feed.step((position) => position >= 10)).toBe('MORE_TO_COME');
    expect(positions(models)).toEqual([PAGE - 1, PAGE - 1]);
  });

  it('saves, and tells of, the pages before one that cannot be read', async () => {
    const { feed, models, fails } = following(log());
    fails.at = PAGE - 1;
    await expect(feed.step()).rejects.toThrow('the disk is gone');
    expect(positions(models)).toEqual([PAGE - 1, PAGE - 1]);
    fails.at = Infinity;
    expect(await feed.step()).toBe('TO_THE_END');
    expect(positions(models)).toEqual([PAGES * PAGE - 2, PAGES * PAGE - 2]);
  });

  it('takes a model that had to go back to where the others are, its one event parked', async () => {
    const story = log({ taken: PAGE + 7 });
    const { feed, models } = following(story);
    expect(await feed.step()).toBe('MORE_TO_COME');
    expect(positions(models)).toEqual([-1, 2 * PAGE - 1]);
    for (let steps = 0; steps < 2; steps++) await feed.step();
    expect(await feed.step()).toBe('NOTHING');
    expect(models.map(({ parked }) => parked)).toEqual([1, 0]);
    const [first] = models;
    expect(first && tablesOf(first.tables)).toEqual(project(families, story.events).contents());
  });
});
