import { describe, expect, it } from '@jest/globals';
import { Followers } from './followers.ts';

const PLATFORM = { user: 'platform-client', role: 'SYSTEM', agency: 'organisation-1' };
const SCHOOL = { user: 'school-client', role: 'PARTNER', agency: 'organisation-2' };

describe('who follows the feed', () => {
  it('is as far behind the log as the last that it was given', () => {
    const followers = new Followers(() => 7);
    followers.delivered(PLATFORM, 40);
    followers.delivered(SCHOOL, 3);
    followers.delivered(PLATFORM, 99);
    expect(followers.standing(100)).toEqual([
      { agency: 'organisation-2', client: 'school-client', position: 3, lag: 97, streams: 0, lastAt: 7 },
      { agency: 'organisation-1', client: 'platform-client', position: 99, lag: 1, streams: 0, lastAt: 7 },
    ]);
  });

  it('is shown with the streams that it has open, also where nothing was delivered yet', () => {
    const followers = new Followers(() => 7);
    followers.opened(PLATFORM);
    followers.opened(PLATFORM);
    followers.ended(PLATFORM);
    expect(followers.standing(5)).toMatchObject([{ position: -1, lag: 6, streams: 1 }]);
  });

  it('is forgotten once a thousand others have been heard since', () => {
    const followers = new Followers();
    followers.delivered(SCHOOL, 3);
    for (let client = 0; client < 1000; client++)
      followers.delivered({ ...PLATFORM, user: `client-${client}` }, client);
    expect(followers.standing(5).map(({ agency }) => agency)).not.toContain('organisation-2');
    expect(followers.standing(5).length).toBe(1000);
  });
});
