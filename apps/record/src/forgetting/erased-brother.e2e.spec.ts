import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childIdentified, decideErasure, standAt } from '../testing/forgotten-story.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Two children were helped together; the record of one is erased, and the other needs help again.

let served: Served;
let story: Story;
let brother: string;
let closed: Receipt;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, episode, child, keyworker, request } = story;
  const named = { names: [{ use: 'LEGAL', given: 'Ben', family: 'Okafor' }], dateOfBirth: '2021-02-01' };
  brother = (await served.order('coordinator', 'registerPerson', { ...named, sex: 'M', adult: false })).id;
  const joining = { family: family.id, person: brother, role: 'CHILD', livesHere: 'FULL' };
  await served.order('coordinator', 'addMember', joining);
  await served.order('manager', 'addChildToEpisode', {
    ...{ family: family.id, episode, child: brother, decidedBy: keyworker },
    ...{ level: 'L2', indicators: ['L2.01'], rationale: 'He is tired as well.' },
  });
  closed = await closes([child.id, brother]);
  await childIdentified(served, story);
  await decideErasure(served, { persons: [brother] }, [family.id, request.id], 'UNLAWFUL');
  standAt(served, '2026-05-02T09:00:00.000Z');
  await served.record.erasures.look();
  await served.record.projector.reached(await served.record.store.head());
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

async function closes(children: readonly string[]): Promise<Receipt> {
  const outcomes = children.map((child) => ({ child, outcome: 'Sleeps well.' }));
  const about = { family: story.family.id, episode: story.episode, reason: 'OUTCOMES_MET', outcomes };
  return served.order('manager', 'closeEpisode', { ...about, familyView: 'Glad of it.' });
}

const COMPARED = `query ($family: ID!, $from: AsOf!, $to: AsOf) {
  compareFamily(family: $family, from: $from, to: $to, purpose: AUDIT) { erasedSince }
}`;

describe('a family of which one child was erased', () => {
  it.each([false, true])(
    'is compared with what it was before, and says so (backwards: %s)',
    async (isBack) => {
      const [then, now] = [{ position: closed.position }, { knownAt: '2026-05-02T09:00:00.000Z' }];
      const [from, to] = isBack ? [now, then] : [then, now];
      const asked = { family: story.family.id, from, to };
      const { erasedSince } = await served.read<{ erasedSince: string | null }>('auditor', COMPARED, asked);
      expect(erasedSince).toBe('2026-05-02T09:00:00.000Z');
      const ofNow = { ...asked, from: now, to: now };
      expect(await served.read('auditor', COMPARED, ofNow)).toEqual({ erasedSince: null });
    },
  );

  it('is helped again, and the help closes with the other one’s outcome', async () => {
    const { family, episode, agency, keyworker, child } = story;
    const again = { reason: 'NEEDS_RETURNED', agency, keyworker, familyAgreed: true };
    await served.order('manager', 'reopenEpisode', { family: family.id, episode, ...again });
    await expect(closes([child.id, brother])).rejects.toThrow('SUBJECT_ERASED');
    await expect(closes([])).rejects.toThrow('REQUIRED');
    await closes([child.id]);
  });
});
