import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fatherOf, followedUp } from '../testing/plan-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Ava’s mother is afraid of her father: what says where they are helped, and what she said, must not reach him, nor she what he
// said where it is he who is kept from her.

let served: Served;
let story: Story;
let assessment: string;

beforeEach(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, child, mother, keyworker } = story;
  await served.order('practitioner', 'giveAgreement', {
    ...{ person: child.id, by: mother.id, capacity: 'CARER', agencies: [], method: 'SIGNED' },
    ...{ explained: 'What it is for.', takenBy: keyworker, family: family.id },
  });
  const start = { type: 'FFA', formVersion: 'FFA-2026.1', children: [child.id], startedBy: keyworker };
  assessment = (await order('startAssessment', start)).id;
}, 60_000);
afterEach(() => served[Symbol.asyncDispose]());

function order(name: string, input: object): ReturnType<Served['order']> {
  return served.order('practitioner', name, { family: story.family.id, episode: story.episode, ...input });
}

const speaks = (person: string, said: string) =>
  order('recordVoice', { assessment, person, said, method: 'OWN_WORDS', recordedBy: story.keyworker });
const kept = (person: string, barred: string) =>
  served.order('coordinator', 'recordContactBar', { person, barred, scope: 'NO_INFORMATION' });

async function complete(): Promise<void> {
  const { child, keyworker } = story;
  const need = { need: 'PARENTING', bees: ['BEE.HEA'], severity: 'LOW', seen: 'She is tired.' };
  await order('identifyNeed', { assessment, ...need, identifiedBy: keyworker });
  await order('identifyStrength', { assessment, strength: 'They cook.', identifiedBy: keyworker });
  await order('recordAnalysis', { assessment, analysis: 'Sleep first.', analysedBy: keyworker });
  await speaks(child.id, 'I like soup.');
  const findings = [{ child: child.id, level: 'L2', send: 'NO_SIGN' }];
  await order('finaliseAssessment', { assessment, findings, finalisedBy: keyworker });
}

describe('a copy', () => {
  it('goes to nobody who is kept from a parent who was heard and never belonged to the family', async () => {
    const { child, mother, keyworker } = story;
    const named = { names: [{ use: 'LEGAL', given: 'Tom', family: 'Reed' }], dateOfBirth: '1988' };
    const father = (await served.order('coordinator', 'registerPerson', { ...named, sex: 'M', adult: true }))
      .id;
    const held = { person: child.id, holder: father, basis: 'BIRTH_REGISTRATION' };
    await served.order('coordinator', 'recordParentalResponsibility', held);
    await speaks(father, 'I live at 9 Refuge Road now.');
    await complete();
    const copy = { assessment, to: mother.id, how: 'IN_PERSON', givenBy: keyworker };
    await order('giveAssessmentCopy', copy);
    await kept(father, mother.id);
    await expect(order('giveAssessmentCopy', copy)).rejects.toThrow('CONTACT_BAR');
  });

  it('goes to nobody who is kept from somebody of the family that theirs parted from', async () => {
    const { family, episode, child, mother, keyworker } = story;
    const father = await fatherOf(served, story);
    const fear = { need: 'PARENTING', bees: ['BEE.HEA'], severity: 'HIGH', seen: 'She is afraid of him.' };
    await order('identifyNeed', { assessment, person: mother.id, ...fear, identifiedBy: keyworker });
    await complete();
    await order('agreePlan', { agreedBy: [father], familyPresent: true, takenBy: keyworker });
    await kept(mother.id, father);
    const { id: part } = await served.order('manager', 'splitFamily', {
      ...{ family: family.id, episode, members: [child.id, father], inBoth: [] },
      ...{ reason: 'SEPARATED', decidedBy: keyworker },
    });
    await followedUp(served);
    const copy = { family: part, to: father, how: 'IN_PERSON' };
    for (const [name, input] of [
      ['giveAssessmentCopy', { ...copy, assessment, givenBy: keyworker }],
      ['sharePlanCopy', { ...copy, sharedBy: keyworker }],
    ] as const)
      await expect(order(name, input)).rejects.toThrow('CONTACT_BAR');
  });
});
