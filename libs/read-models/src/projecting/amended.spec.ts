import { describe, expect, it } from '@jest/globals';
import { Amendments, type Amended } from './amended.ts';
import { logged, type Logged } from '../fact.ts';
import { families } from '../families/projection.ts';
import type { Projection } from '../projection.ts';
import { recordProjections } from '../projections.ts';
import { FAMILY, hillFamily } from '../testing/hill.ts';
import { journalOf } from '../testing/journal.ts';
import type { Story } from '../testing/story.ts';

/** What the event at a position is of, for who has passed the log from a position on. */
const amendedAt = (
  { events }: Story,
  position: number,
  { projections = [families] as readonly Projection[], from = 0 } = {},
): Amended => {
  const passed = events.slice(from, position + 1).map((event, index) => logged(from + index, event, ''));
  const amendments = new Amendments(journalOf(events));
  amendments.pass(passed.slice(0, -3));
  amendments.pass(passed.slice(-4));
  return amendments.amendedBy(passed.at(-1) as Logged, projections);
};
const positions = ({ history }: Amended): number[] => history.map(({ position }) => position);
const amending = (story: Story, entry: number, type = 'EntryVoided'): number =>
  story.tell(FAMILY, {
    type,
    data: { entry: story.events[entry]?.id ?? '', entryType: 'Any', entryVersion: 1, reason: 'TYPO' },
  });

describe('what an amendment is of', () => {
  it('is what tells a model, up to itself, where the model is told by the entry', () => {
    const story = hillFamily();
    const note = story.tell(FAMILY, { type: 'InformationReceived', data: { summary: 'Seen at school' } });
    const decided = story.events.findIndex(({ type }) => type === 'LevelOfNeedDecided');
    const amendment = amending(story, decided);
    story.tell(FAMILY, { type: 'MemberLeft', data: { person: 'p-mum', reason: 'MOVED_OUT' } });
    const amended = amendedAt(story, amendment);
    expect(amended.entry?.position).toBe(decided);
    const ofFamily = story.events.flatMap(({ stream }, each) => (stream === FAMILY ? [each] : []));
    expect(positions(amended)).toEqual(ofFamily.filter((each) => each <= amendment && each !== note));
  });

  it.each([0, 5])(
    'is the entry and its own amendments, and no more of a long stream, where none is (from %i)',
    (from) => {
      const story = hillFamily();
      const note = story.tell(FAMILY, { type: 'InformationReceived', data: { summary: 'Seen at school' } });
      const first = amending(story, note, 'EntryCorrected');
      const other = story.tell(FAMILY, { type: 'InformationReceived', data: { summary: 'Seen at home' } });
      amending(story, other);
      const second = amending(story, note);
      amending(story, note);
      const amended = amendedAt(story, second, { projections: recordProjections, from });
      expect(amended.entry?.position).toBe(note);
      expect(positions(amended)).toEqual([note, first, second]);
    },
  );

  it('is the entry in the end, where an amendment is amended', () => {
    const story = hillFamily();
    const decided = story.events.findIndex(({ type }) => type === 'LevelOfNeedDecided');
    const voiding = amending(story, amending(story, decided, 'EntryCorrected'));
    expect(amendedAt(story, voiding).entry?.position).toBe(decided);
  });

  it('is nothing where the stream has no such entry', () => {
    const story = hillFamily();
    const inAnother = story.events.findIndex(({ stream }) => stream !== FAMILY);
    expect(amendedAt(story, amending(story, story.events.length)).entry).toBeUndefined();
    expect(amendedAt(story, amending(story, inAnother)).entry).toBeUndefined();
  });
});
