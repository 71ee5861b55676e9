import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { overAndOver } from '../testing/at-once.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A mother takes back what she agreed to at the moment at which somebody acts on it: twenty times over.

const TIMES = 20;

let served: Served;
let story: Story;
let staff: Awaited<ReturnType<typeof staffAround>>;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  staff = await staffAround(served, story);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const about = () => ({
  ...{ person: story.child.id, family: story.family.id, by: story.mother.id, takenBy: story.keyworker },
  ...{ capacity: 'CARER', method: 'SIGNED' },
});
const given = () => {
  const agencies = [staff.school, story.agency];
  return served.order('coordinator', 'giveAgreement', { ...about(), agencies, explained: 'All of it.' });
};

/** Whatever is done rests on agreement that stood: it is before what took it back, or refused. */
async function whileWithdrawn(prepare: () => Promise<() => Promise<Receipt>>): Promise<void> {
  const came = await overAndOver(served, TIMES, async () => {
    await given();
    const acts = await prepare();
    return [acts, () => served.order('coordinator', 'withdrawAgreement', { ...about(), reason: 'Enough.' })];
  });
  for (const [acted, withdrawn] of came) {
    expect(withdrawn?.answer).toBe('done');
    expect(['done', 'NO_AGREEMENT']).toContain(acted?.answer);
    expect(acted?.position).toBeLessThan(withdrawn?.position ?? 0);
  }
}

async function idAt(position: string): Promise<string> {
  let at = 0;
  for await (const { events } of served.record.store.readAll())
    for (const { id } of events) if (at++ === Number(position)) return id;
  throw new Error(`nothing stands at ${position}`);
}

describe('a bar that is recorded at the same moment', () => {
  it('lets nothing be told to whom it keeps out once it is', async () => {
    const { child, family, keyworker } = story;
    const name = { person: child.id, use: 'KNOWN_AS', given: 'Avie', family: 'Okafor' };
    const { position } = await served.order('practitioner', 'recordPersonName', name);
    const entry = await idAt(position);
    const came = await overAndOver(served, TIMES, async () => {
      const names = [{ use: 'LEGAL', given: 'Tom', family: 'Okafor' }];
      const { id: tom } = await served.order('coordinator', 'registerPerson', {
        names,
        sex: 'M',
        adult: true,
      });
      const shared = {
        persons: [child.id],
        recipientPerson: tom,
        classes: ['general'],
        decision: 'DISCLOSE',
      };
      const deciding = { ...shared, family: family.id, basis: 'LEGAL', reason: 'An order of the court.' };
      const decided = await served.order('practitioner', 'decideDisclosure', {
        ...deciding,
        decidedBy: keyworker,
      });
      const telling = { disclosure: decided.id, entries: [entry], how: 'EMAIL', disclosedBy: keyworker };
      const bar = { person: child.id, barred: tom, scope: 'NO_INFORMATION' };
      return [
        () => served.order('practitioner', 'discloseInformation', telling),
        () => served.order('coordinator', 'recordContactBar', bar),
      ];
    });
    for (const [told, barred] of came) {
      expect(barred?.answer).toBe('done');
      expect(['done', 'CONTACT_BAR']).toContain(told?.answer);
      expect(told?.position).toBeLessThan(barred?.position ?? 0);
    }
  }, 60_000);
});

describe('agreement that is withdrawn at the same moment', () => {
  it('lets nothing be told by it once it is', async () => {
    const need = { person: story.child.id, language: 'fr', interpreter: true };
    const { position } = await served.order('practitioner', 'recordLanguageNeed', need);
    const entry = await idAt(position);
    await whileWithdrawn(async () => {
      const shared = { persons: [story.child.id], recipientAgency: staff.school, classes: ['general'] };
      const deciding = { family: story.family.id, ...shared, decision: 'DISCLOSE', basis: 'CONSENT' };
      const reason = { reason: 'The school can help.', decidedBy: story.keyworker };
      const decided = await served.order('practitioner', 'decideDisclosure', { ...deciding, ...reason });
      const telling = {
        disclosure: decided.id,
        entries: [entry],
        how: 'EMAIL',
        disclosedBy: story.keyworker,
      };
      return () => served.order('practitioner', 'discloseInformation', telling);
    });
  }, 60_000);

  // Who holds the help in the end is by chance: it comes last.
  it('lets nobody take the help over by it once it is', async () => {
    const { family, episode, agency, keyworker } = story;
    let [to, then] = [staff.second, keyworker];
    await whileWithdrawn(() => {
      const over = { family: family.id, episode, to, agency, agreementReviewed: true, reason: 'LEFTRL' };
      return Promise.resolve(async () => {
        const receipt = await served.order('manager', 'handOverKeyworker', over);
        [to, then] = [then, to];
        return receipt;
      });
    });
  }, 60_000);
});
