import { describe, expect, it } from '@jest/globals';
import { FAMILY } from '../testing/hill.ts';
import { LATER, practised, received } from '../testing/practice.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { nothingUnseen } from '../unseen.ts';
import type { FlagQuestion } from './flags.ts';
import { oversight } from './projection.ts';
import { OversightReader } from './reader.ts';

const FLAG = 'flag-1';
const raised = (about: object) =>
  ({ type: 'DataQualityFlagRaised', data: { flag: 'LATE_BEFORE_DECISION', ...about } }) as const;
const resolved = { type: 'DataQualityFlagResolved', data: { resolution: 'EXPLAINED' } } as const;

function flags(story: Story, question: FlagQuestion = {}, at: object = {}) {
  const point = { position: story.head, knownAt: story.now, effectiveAt: null, provisional: false, ...at };
  const reader = new OversightReader(project(oversight, story.events));
  return reader.flags(question, point).edges.map(({ node }) => node);
}

describe('what does not fit together', () => {
  it('is listed until somebody says how it was resolved, and as of before still', () => {
    const story = practised();
    const at = story.tell(FLAG, raised({ families: [FAMILY], persons: ['p-ava'] }));
    const [flag] = flags(story, { open: true });
    expect(flag).toMatchObject({
      ...{ flag: FLAG, raised: at, families: [FAMILY], persons: ['p-ava'], request: null, open: true },
      district: 'herts.ff.stevenage',
    });
    story.tell(FLAG, resolved);
    expect(flags(story, { open: true })).toEqual([]);
    expect(flags(story)).toEqual([{ ...flag, open: false }]);
    expect(flags(story, { open: true }, { position: at })).toEqual([flag]);
    const { id: entry = '' } = story.events.at(-1) ?? {};
    const voiding = { entry, entryType: 'DataQualityFlagResolved', reason: 'TYPO' };
    story.tell(FLAG, { type: 'EntryVoided', data: voiding });
    expect(flags(story, { open: true })).toEqual([flag]);
  });

  it('is listed in the district of its request, though that is of no family', () => {
    const story = practised();
    received(story, '2026-04-13T09:00:00.000Z');
    const data = { district: 'herts.ff.st-albans', reason: 'FAMILY_MOVED' };
    story.tell(LATER, { type: 'RequestRedirected', data });
    story.tell(FLAG, raised({ request: LATER }));
    expect(flags(story, { district: 'herts.ff.st-albans' })).toMatchObject([{ flag: FLAG, families: [] }]);
    expect(flags(story, { district: 'herts.ff.stevenage' })).toEqual([]);
  });

  it('is not listed to whom one of those it names is not there', () => {
    const story = practised();
    story.tell(FLAG, raised({ families: [FAMILY], persons: ['p-ava'], request: LATER }));
    for (const unseen of [
      { ...nothingUnseen, persons: new Set(['p-ava']) },
      { ...nothingUnseen, families: new Set([FAMILY]) },
      { ...nothingUnseen, requests: new Set([LATER]) },
    ])
      expect(flags(story, {}, { unseen })).toEqual([]);
  });
});
