import { describe, expect, it } from '@jest/globals';
import { AVA, BEN, EPISODE, FAMILY, hillFamily, MUM } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { families } from './projection.ts';
import { FamiliesReader } from './reader.ts';

const read = (story: Story): FamiliesReader => new FamiliesReader(project(families, story.events));
const joined = (person: string, livesHere?: string) =>
  ({
    type: 'MemberJoined',
    data: { person, role: 'CHILD', ...(livesHere !== undefined && { livesHere }) },
  }) as const;

describe('whoever lives with somebody', () => {
  it('is each member of a family of theirs, but who is said to live elsewhere', () => {
    const story = hillFamily();
    story.tell(FAMILY, [joined(BEN, 'PART'), joined('p-unsaid'), joined('p-dad', 'NO'), joined('p-left')]);
    story.tell(FAMILY, { type: 'MemberLeft', data: { person: 'p-left', reason: 'MOVED_OUT' } });
    story.tell('family-other', [
      { type: 'FamilyRegistered', data: { reference: 'F-OTHER' } },
      joined('p-dad', 'FULL'),
      joined('p-his', 'FULL'),
      joined(BEN, 'NO'),
    ]);
    const reader = read(story);
    expect(reader.livingWith([MUM]).sort()).toEqual([AVA, BEN, MUM, 'p-unsaid'].sort());
    expect(reader.livingWith(['p-dad']).sort()).toEqual(['p-dad', 'p-his']);
    expect(reader.livingWith(['p-left', 'p-nobody'])).toEqual([]);
  });

  it('is as was said last, and as before where a change of role says nothing of it', () => {
    const story = hillFamily();
    const changed = (data: object) =>
      story.tell(FAMILY, { type: 'MemberRoleChanged', data: { person: AVA, role: 'CHILD', ...data } });
    changed({ livesHere: 'NO' });
    changed({});
    expect(read(story).livingWith([MUM])).toEqual([MUM]);
    changed({ livesHere: 'PART' });
    expect(read(story).livingWith([MUM]).sort()).toEqual([AVA, MUM].sort());
  });
});

describe('the open help of families', () => {
  it('is told with who holds it, and until when somebody covers', () => {
    const story = hillFamily();
    const held = { family: FAMILY, episode: EPISODE, keyworker: 'worker-kim' };
    const theirs = [FAMILY, 'family-nobody'];
    expect(read(story).heldIn(theirs)).toEqual([{ ...held, cover: null, coverUntil: null }]);
    const cover = { episode: EPISODE, worker: 'worker-sam', reason: 'ABSENC', until: '2026-04-01' };
    story.tell(FAMILY, { type: 'TemporaryCoverArranged', data: cover });
    expect(read(story).heldIn(theirs)).toEqual([{ ...held, cover: 'worker-sam', coverUntil: '2026-04-01' }]);
    const outcomes = [{ child: AVA, outcome: 'Better' }];
    story.tell(FAMILY, {
      type: 'EpisodeClosed',
      data: { episode: EPISODE, reason: 'OUTCOMES_MET', outcomes },
    });
    expect(read(story).heldIn(theirs)).toEqual([]);
  });
});
