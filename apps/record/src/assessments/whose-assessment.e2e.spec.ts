import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ASSESSMENTS, type Assessments } from '../testing/assessment-story.ts';
import { childIdentified, decideErasure, standAt } from '../testing/forgotten-story.ts';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { followedUp } from '../testing/plan-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Ava and Ben are assessed together: what becomes of it when one of them is sealed or erased, and when their family parts or
// becomes one with another.

let served: Served;
let story: Story;
let ben: string;
let ffa: string;

const HER_WORDS = 'I sleep on the sofa.';
const HIS_WORDS = 'I like the soup.';

beforeEach(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, child, mother, keyworker } = story;
  ben = (
    await served.order('coordinator', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Ben', family: 'Okafor' }],
      ...{ dateOfBirth: '2021-02-01', sex: 'M', adult: false },
    })
  ).id;
  const joining = { family: family.id, person: ben, role: 'CHILD', livesHere: 'FULL' };
  await served.order('coordinator', 'addMember', joining);
  const level = { level: 'L2', indicators: ['L2.01'], rationale: 'He is tired too.' };
  await order('manager', 'addChildToEpisode', { child: ben, decidedBy: keyworker, ...level });
  for (const person of [child.id, ben])
    await served.order('practitioner', 'giveAgreement', {
      ...{ person, by: mother.id, capacity: 'CARER', agencies: [], method: 'SIGNED' },
      ...{ explained: 'What it is for.', takenBy: keyworker, family: family.id },
    });
  const start = { type: 'FFA', formVersion: 'FFA-2026.1', children: [child.id, ben] };
  ffa = (await order('practitioner', 'startAssessment', { ...start, startedBy: keyworker })).id;
  await speaks(child.id, HER_WORDS);
  await speaks(ben, HIS_WORDS);
}, 60_000);
afterEach(() => served[Symbol.asyncDispose]());

function order(
  persona: 'practitioner' | 'manager',
  name: string,
  input: object,
): ReturnType<Served['order']> {
  return served.order(persona, name, { family: story.family.id, episode: story.episode, ...input });
}

async function speaks(person: string, said: string, family = story.family.id): Promise<void> {
  const voice = { assessment: ffa, person, said, method: 'OWN_WORDS', recordedBy: story.keyworker };
  await order('practitioner', 'recordVoice', { ...voice, family });
}

async function complete(): Promise<void> {
  const by = { assessment: ffa, identifiedBy: story.keyworker };
  const need = { need: 'PARENTING', bees: ['BEE.HEA'], severity: 'LOW', seen: 'They are tired.' };
  await order('practitioner', 'identifyNeed', { ...by, ...need });
  await order('practitioner', 'identifyStrength', { ...by, strength: 'They cook.' });
  const analysis = { assessment: ffa, analysis: 'Sleep comes first.', analysedBy: story.keyworker };
  await order('practitioner', 'recordAnalysis', analysis);
  const findings = [story.child.id, ben].map((child) => ({ child, level: 'L2', send: 'NO_SIGN' }));
  await order('practitioner', 'finaliseAssessment', {
    ...{ assessment: ffa, findings, finalisedBy: story.keyworker },
  });
}

const CERTIFICATE = `query ($erasure: ID!) {
  erasure(erasure: $erasure, purpose: OPERATIONS) { certificate { copies { kind person } } }
}`;
interface Certified {
  readonly certificate: { readonly copies: readonly object[] };
}
const read = (family: string, asOf?: object, persona: 'practitioner' | 'manager' = 'manager') =>
  served.read<Assessments>(persona, ASSESSMENTS, { family, asOf });
const voicesIn = ({ assessments }: Assessments) =>
  assessments.flatMap(({ voices }) => voices.map(({ said }) => said));

describe('an assessment of two children', () => {
  it('tells nothing of the one who left and is sealed, and all of the other', async () => {
    const { family, episode, child, keyworker } = story;
    const before = await read(family.id);
    standAt(served, '2026-03-20T09:00:00.000Z');
    const leaves = { family: family.id, episode, child: child.id };
    await served.order('manager', 'removeChildFromEpisode', {
      ...{ ...leaves, reason: 'HELPED_ELSEWHERE', decidedBy: keyworker },
    });
    const gone = { family: family.id, person: child.id, reason: 'ADOPTED' };
    await served.order('coordinator', 'removeMember', gone);
    await sealed(served, child.id, await custodians(served, story));
    await followedUp(served);
    for (const asOf of [undefined, { position: before.asOf.position }]) {
      const told = await read(family.id, asOf, 'practitioner');
      for (const hers of [child.id, HER_WORDS]) expect(JSON.stringify(told)).not.toContain(hers);
      expect(voicesIn(told)).toEqual([HIS_WORDS]);
    }
  });

  it('has no words of the one who is erased, and all of the other; who has a copy stands in the certificate', async () => {
    const { family, child, request, mother, keyworker } = story;
    await complete();
    const copy = { to: mother.id, how: 'IN_PERSON', givenBy: keyworker };
    await order('practitioner', 'giveAssessmentCopy', { assessment: ffa, ...copy });
    const outcomes = [child.id, ben].map((each) => ({ child: each, outcome: 'They sleep.' }));
    await order('manager', 'closeEpisode', { reason: 'MOVED_OUT_NO_TRANSFER', outcomes });
    await followedUp(served);
    await childIdentified(served, story);
    const erasure = await decideErasure(served, { persons: [ben] }, [family.id, request.id], 'UNLAWFUL');
    standAt(served, '2026-05-02T09:00:00.000Z');
    await served.record.erasures.look();
    await served.record.projector.reached(await served.record.store.head());
    const { certificate } = await served.read<Certified>('privacy-officer', CERTIFICATE, { erasure });
    expect(certificate.copies).toEqual([{ kind: 'ASSESSMENT', person: mother.id }]);
    const told = await read(family.id);
    expect(JSON.stringify(told)).not.toContain(HIS_WORDS);
    expect(voicesIn(told)).toEqual([HER_WORDS, null]);
    expect(told).toMatchObject({ erased: true });
  });

  it('goes on in the family that lives on, where two become one', async () => {
    const survivor = await mergedIntoAnother(served, story);
    const whole = await read(survivor);
    expect(voicesIn(whole)).toEqual([HER_WORDS, HIS_WORDS]);
    expect(whole).toMatchObject({ erased: false });
    await speaks(story.mother.id, 'I rest.', survivor);
    expect(voicesIn(await read(survivor))).toEqual([HER_WORDS, HIS_WORDS, 'I rest.']);
    await expect(speaks(story.mother.id, 'I rest.')).rejects.toThrow('EPISODE_CONTINUED');
  });

  it('goes with the help where the family parts, and stays as it was in the other', async () => {
    const { family, episode, child, mother, keyworker } = story;
    const { position } = await served.order('manager', 'splitFamily', {
      ...{ family: family.id, episode, members: [child.id, ben, mother.id], inBoth: [mother.id] },
      ...{ reason: 'SEPARATED', decidedBy: keyworker },
    });
    await followedUp(served);
    const families = await served.read<{ nodes: { id: string }[] }>(
      'manager',
      `query { families(keyworker: "${keyworker}", purpose: OPERATIONS) { nodes { id } } }`,
    );
    const part = families.nodes.map(({ id }) => id).find((id) => id !== family.id) ?? '';
    await speaks(ben, 'I paint.', part);
    expect(voicesIn(await read(part))).toEqual([HER_WORDS, HIS_WORDS, 'I paint.']);
    expect(voicesIn(await read(family.id, { position }))).toEqual([HER_WORDS, HIS_WORDS]);
    expect(voicesIn(await read(family.id))).toEqual([HER_WORDS, HIS_WORDS]);
  });

  it('is at the revision that an order about it expects, and open again once its completion is voided', async () => {
    await complete();
    const { nodes } = await served.read<{ nodes: { id: string; type: string }[] }>(
      'practitioner',
      `query ($family: ID!) { familyTimeline(family: $family, last: 50, purpose: FAMILY_HELP) { nodes { id type } } }`,
      { family: story.family.id },
    );
    const entryOf = (type: string) => nodes.find((node) => node.type === type)?.id;
    const stream = `assessment-${story.episode}`;
    const { revision: before } = await read(story.family.id);
    const void1 = { stream, reason: 'TYPO' };
    await expect(
      served.order('practitioner', 'voidEntry', { ...void1, entry: entryOf('NeedIdentified') }),
    ).rejects.toThrow('ASSESSMENT_INCOMPLETE');
    await served.order('practitioner', 'voidEntry', { ...void1, entry: entryOf('AssessmentFinalised') });
    await followedUp(served);
    expect((await read(story.family.id)).assessments).toMatchObject([{ status: 'OPEN' }]);
    const outcomes = [story.child.id, ben].map((child) => ({ child, outcome: 'They sleep.' }));
    const close = order('manager', 'closeEpisode', { reason: 'MOVED_OUT_NO_TRANSFER', outcomes });
    await expect(close).rejects.toThrow('OPEN_WORK');
    const giveUp = { assessment: ffa, reason: 'MOVED_AWAY' };
    const stale = order('practitioner', 'abandonAssessment', { ...giveUp, expectedRevision: before });
    await expect(stale).rejects.toThrow('CONFLICT');
    const { revision } = await read(story.family.id);
    await order('practitioner', 'abandonAssessment', { ...giveUp, expectedRevision: revision });
  });
});
