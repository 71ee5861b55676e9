import { describe, expect, it } from '@jest/globals';
import { amendedIn } from './amended.ts';
import { logged, type Logged } from './fact.ts';
import { families } from './families/projection.ts';
import { recordProjections } from './projections.ts';
import { FAMILY, hillFamily } from './testing/hill.ts';
import { journalOf } from './testing/journal.ts';
import type { Story } from './testing/story.ts';

const at = ({ events }: Story, position: number): Logged => {
  const event = events[position];
  if (event === undefined) throw new RangeError('no such event');
  return logged(position, event, '');
};
const amending = (story: Story, entry: number, type = 'EntryVoided'): number =>
  story.tell(FAMILY, {
    type,
    data: { entry: story.events[entry]?.id ?? '', entryType: 'Any', entryVersion: 1, reason: 'TYPO' },
  });

describe('what an amendment is of', () => {
  it('is all of its stream up to itself, where a model is told by the entry', () => {
    const story = hillFamily();
    const decided = story.events.findIndex(({ type }) => type === 'LevelOfNeedDecided');
    const amendment = amending(story, decided);
    story.tell(FAMILY, { type: 'MemberLeft', data: { person: 'p-mum', reason: 'MOVED_OUT' } });
    const { entry, history } = amendedIn(journalOf(story.events), at(story, amendment), [families]);
    expect(entry?.position).toBe(decided);
    const ofFamily = story.events.flatMap(({ stream }, each) => (stream === FAMILY ? [each] : []));
    expect(history.map(({ position }) => position)).toEqual(ofFamily.filter((each) => each <= amendment));
  });

  it('is the entry and its like, and no more of a long stream, where none is', () => {
    const story = hillFamily();
    const note = story.tell(FAMILY, { type: 'InformationReceived', data: { summary: 'Seen at school' } });
    const first = amending(story, note, 'EntryCorrected');
    const second = amending(story, note);
    const journal = journalOf(story.events);
    const { entry, history } = amendedIn(journal, at(story, second), recordProjections);
    expect(entry?.position).toBe(note);
    expect(history.map(({ position }) => position)).toEqual([note, first, second]);
    expect(journal.whole).toEqual([]);
  });

  it('is the entry in the end, where an amendment is amended', () => {
    const story = hillFamily();
    const decided = story.events.findIndex(({ type }) => type === 'LevelOfNeedDecided');
    const voiding = amending(story, amending(story, decided, 'EntryCorrected'));
    const { entry } = amendedIn(journalOf(story.events), at(story, voiding), recordProjections);
    expect(entry?.position).toBe(decided);
  });

  it('is nothing where the stream has no such entry', () => {
    const story = hillFamily();
    const amendment = amending(story, story.events.length);
    expect(amendedIn(journalOf(story.events), at(story, amendment), [families]).entry).toBeUndefined();
  });
});
