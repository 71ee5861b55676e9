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

/** The one who is left is assessed, and their mother signs, agrees to a plan, has copies and is told; of the other nothing is said. */
async function assessedAndPlanned(): Promise<void> {
  const { family, episode, child, mother, keyworker } = story;
  const order = (name: string, input: object) =>
    served.order('practitioner', name, { family: family.id, episode, ...input });
  await served.order('practitioner', 'giveAgreement', {
    ...{ person: child.id, family: family.id, by: mother.id, capacity: 'CARER', agencies: [] },
    ...{ method: 'SIGNED', explained: 'What it is for.', takenBy: keyworker },
  });
  const ffa = { type: 'FFA', formVersion: 'FFA-2026.1', startedBy: keyworker };
  const start = (children: string[]) => order('startAssessment', { ...ffa, children });
  await expect(start([child.id, brother])).rejects.toThrow('SUBJECT_ERASED');
  const { id: assessment } = await start([child.id]);
  const voice = { assessment, method: 'OWN_WORDS', said: 'I sleep.', recordedBy: keyworker };
  await expect(order('recordVoice', { ...voice, person: brother })).rejects.toThrow('SUBJECT_ERASED');
  await order('recordVoice', { ...voice, person: child.id });
  const withheld = { from: brother, nobodyElse: false, reason: 'Not his.', decidedBy: keyworker };
  const ofAssessment = order('withholdAssessmentCopy', { ...withheld, assessment });
  await expect(ofAssessment).rejects.toThrow('SUBJECT_ERASED');
  await order('abandonAssessment', { assessment, reason: 'MOVED_AWAY' });
  await order('agreePlan', { agreedBy: [mother.id], familyPresent: true, takenBy: keyworker });
  await expect(order('withholdPlanCopy', withheld)).rejects.toThrow('SUBJECT_ERASED');
  await order('sharePlanCopy', { to: mother.id, how: 'IN_PERSON', sharedBy: keyworker });
  await served.order('privacy-officer', 'decideDisclosure', {
    ...{ family: family.id, persons: [mother.id], recipientPerson: mother.id, classes: ['general'] },
    ...{ decision: 'DISCLOSE', basis: 'SUBJECT_ACCESS', reason: 'It is hers.', decidedBy: keyworker },
  });
  const held = { person: child.id, holder: mother.id, basis: 'BIRTH_MOTHER' };
  await served.order('coordinator', 'recordParentalResponsibility', held);
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

  it('is helped, assessed and told again, and the help closes with the other one’s outcome', async () => {
    const { family, episode, agency, keyworker, child } = story;
    const again = { reason: 'NEEDS_RETURNED', agency, keyworker, familyAgreed: true };
    await served.order('manager', 'reopenEpisode', { family: family.id, episode, ...again });
    await assessedAndPlanned();
    await expect(closes([child.id, brother])).rejects.toThrow('SUBJECT_ERASED');
    await expect(closes([])).rejects.toThrow('REQUIRED');
    await closes([child.id]);
  });
});
