import { describe, expect, it } from '@jest/globals';
import { EPISODE, FAMILY } from '../testing/hill.ts';
import { asOf, closed, handedOver, on, overseen, passes, practised } from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';

const gaps = (story: Story, position?: number) => overseen(story).ownershipGaps(asOf(story, position));
const none = { gaps: [], daysWithoutOwner: 0 };
const gap = { episode: EPISODE, family: FAMILY };

const left = (story: Story, worker: string, activeTo: string): number =>
  story.tell(worker, { type: 'WorkerEnded', data: { activeTo } });
const ended = (story: Story, endedOn: string, successor?: string): number =>
  story.tell('organisation-a', {
    type: 'OrganisationEnded',
    data: { endedOn, ...(successor !== undefined && { successor }) },
  });
const covered = {
  type: 'TemporaryCoverArranged',
  data: { episode: EPISODE, worker: 'worker-sam', reason: 'ABSENC' },
} as const;

describe('ownership', () => {
  it('has no gap at any position of a sound history', () => {
    const story = practised();
    story.days(10).tell(FAMILY, covered);
    left(story, 'worker-kim', '2026-03-11');
    story.days(10).tell(FAMILY, handedOver('worker-sam'));
    story.days(5).tell(FAMILY, closed);
    story.days(5);
    const owner = {
      type: 'AccountableAgencyAssigned',
      data: { episode: EPISODE, agency: 'organisation-a' },
    } as const;
    const data = { episode: EPISODE, worker: 'worker-sam', agency: 'organisation-a', familyAgreed: true };
    story.tell(FAMILY, [
      { type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'FAMILY_ASKED' } },
      owner,
      { type: 'KeyworkerAssigned', data },
    ]);
    for (let position = 0; position <= story.head; position++) expect(gaps(story, position)).toEqual(none);
  });

  it('has a gap where cover ended on the day meant, and the keyworker left: none while either holds it', () => {
    const story = practised();
    story.tell(FAMILY, { ...covered, data: { ...covered.data, until: '2026-03-12' } });
    left(story, 'worker-kim', '2026-03-10');
    passes(story, '2026-03-12T23:00:00.000Z');
    expect(gaps(story)).toEqual(none);
    passes(story, '2026-03-16T09:00:00.000Z');
    const open = { ...gap, because: 'KEYWORKER_LEFT', from: '2026-03-13T00:00:00.000Z', to: null };
    expect(gaps(story)).toEqual({ gaps: [open], daysWithoutOwner: 4 });
    story.at('2026-03-17T09:00:00.000Z').tell(FAMILY, handedOver('worker-sam'));
    passes(story, '2026-03-20T09:00:00.000Z');
    expect(gaps(story)).toEqual({
      gaps: [{ ...open, to: '2026-03-17T09:00:00.000Z' }],
      daysWithoutOwner: 5,
    });
  });

  it('has no gap where the keyworker holds it again after cover', () => {
    const story = practised();
    story.tell(FAMILY, { ...covered, data: { ...covered.data, until: '2026-03-12' } });
    left(story, 'worker-sam', '2026-03-12');
    passes(story, '2026-03-20T09:00:00.000Z');
    expect(gaps(story)).toEqual(none);
  });

  it('has a gap where the keyworker left before the hand-over', () => {
    const story = practised();
    story.at('2026-03-20T09:00:00.000Z');
    left(story, 'worker-kim', '2026-03-13');
    const before = story.head;
    story.at('2026-03-23T09:00:00.000Z').tell(FAMILY, handedOver('worker-sam'), on('2026-03-17'));
    expect(gaps(story, before)).toEqual({
      gaps: [{ ...gap, because: 'KEYWORKER_LEFT', from: '2026-03-14T00:00:00.000Z', to: null }],
      daysWithoutOwner: 7,
    });
    expect(gaps(story)).toEqual({
      gaps: [
        {
          ...gap,
          because: 'KEYWORKER_LEFT',
          from: '2026-03-14T00:00:00.000Z',
          to: '2026-03-17T00:00:00.000Z',
        },
      ],
      daysWithoutOwner: 3,
    });
  });

  it('has a gap where the one who covered left, or cover ended after the keyworker had gone', () => {
    const story = practised();
    story.at('2026-03-20T09:00:00.000Z').tell(FAMILY, covered, on('2026-03-10'));
    left(story, 'worker-kim', '2026-03-13');
    expect(gaps(story)).toEqual(none);
    left(story, 'worker-sam', '2026-03-16');
    expect(gaps(story).gaps).toEqual([
      { ...gap, because: 'KEYWORKER_LEFT', from: '2026-03-17T00:00:00.000Z', to: null },
    ]);
    const data = { episode: EPISODE, worker: 'worker-sam', reason: 'COVER_UNAVAILABLE' };
    story.tell(FAMILY, { type: 'TemporaryCoverEnded', data }, on('2026-03-15'));
    expect(gaps(story).gaps).toEqual([
      { ...gap, because: 'KEYWORKER_LEFT', from: '2026-03-15T00:00:00.000Z', to: null },
    ]);
  });

  it('has a gap where the agency ended and nobody took its work over', () => {
    const story = practised();
    story.at('2026-03-20T09:00:00.000Z');
    ended(story, '2026-03-18');
    expect(gaps(story).gaps).toEqual([
      { ...gap, because: 'AGENCY_ENDED', from: '2026-03-19T00:00:00.000Z', to: null },
    ]);
    const succeeded = practised();
    succeeded.at('2026-03-20T09:00:00.000Z');
    ended(succeeded, '2026-03-18', 'organisation-b');
    expect(gaps(succeeded)).toEqual(none);
  });

  it('has a gap where an episode opened without a keyworker or an agency', () => {
    const story = practised();
    story.at('2026-04-01T09:00:00.000Z').tell('family-2', {
      type: 'EpisodeOpened',
      data: { episode: 'episode-2', children: ['p-cal'], route: 'SELF', district: 'herts.ff.dacorum' },
    });
    expect(gaps(story)).toEqual(none);
    passes(story, '2026-04-02T09:00:00.000Z');
    const other = { episode: 'episode-2', family: 'family-2', from: '2026-04-01T09:00:00.000Z', to: null };
    expect(gaps(story).gaps).toEqual([
      { ...other, because: 'NO_KEYWORKER' },
      { ...other, because: 'NO_AGENCY' },
    ]);
  });
});
