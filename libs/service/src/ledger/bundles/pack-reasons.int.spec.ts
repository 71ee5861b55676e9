import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { trustFrom, verifyBundle } from '#libs/ledger';
import { documentOf, keysIn, linesOf } from '../../testing/bundle-reading.ts';
import { ALL, manifestOf, openedIn, PackedFamily } from '../../testing/packed-family.ts';
import { coordinator } from '../../testing/telling.ts';

// Tom is told all that is said of everybody but where they live, and has no copy of the plan or of the assessment: Mia is afraid of him.

const AFRAID = 'She is afraid of him.';

let packed: PackedFamily;

beforeAll(async () => {
  packed = await PackedFamily.open();
  const { child, mother, father, family, keyworker, send } = packed;
  const episode = await planned();
  const kept = { family, episode, decidedBy: keyworker, nobodyElse: false };
  await send('WithholdPlanCopy', { ...kept, from: father, reason: `Of the plan: ${AFRAID}` });
  const assessment = await assessed(episode);
  const copy = { ...kept, assessment, from: father };
  await send('WithholdAssessmentCopy', { ...copy, reason: `Of the assessment: ${AFRAID}` });
  const told = { decision: 'DISCLOSE', basis: 'SUBJECT_ACCESS', reason: 'Looked at entry by entry.' };
  for (const recipientPerson of [mother, father])
    await packed.decide({ persons: [mother, father, child], recipientPerson, classes: ALL, ...told });
  const harm = { decision: 'WITHHOLD', basis: 'SERIOUS_HARM', reason: `Of addresses: ${AFRAID}` };
  const where = { persons: [mother, child], recipientPerson: father, classes: ['address'] };
  await packed.decide({ ...where, ...harm });
}, 120_000);
afterAll(() => packed.close(), 60_000);

describe('a pack of somebody from whom something is kept', () => {
  it('tells him that it is, and not why, whatever else was decided that he is told', async () => {
    const { father, folder, keyworker, record } = packed;
    const { text } = await packed.pack(father);
    const trust = trustFrom(`log ${keysIn(folder)[0]}\nquorum none\n`);
    expect(verifyBundle(Buffer.from(text), trust).exit).toBe(0);
    expect(openedIn(text)).toContain('"Tom"');
    expect(openedIn(text).join()).not.toContain(AFRAID);
    const unsaid = manifestOf(text).withheld.filter(({ basis }) => basis === 'REASON_WITHHELD');
    const types = new Map(
      linesOf(text)
        .filter(({ kind }) => kind === 'event')
        .map((line) => [line['index'], documentOf(line).type]),
    );
    expect(unsaid.map(({ index }) => types.get(index))).toEqual([
      'PlanCopyWithheld',
      'AssessmentCopyWithheld',
      'DisclosureDecided',
    ]);
    for (const { decision, decidedBy } of unsaid) {
      expect((await record.store.event(decision))?.type).toBe('DisclosureDecided');
      expect(decidedBy).toBe(keyworker);
    }
  });

  it('tells somebody else of the family why a copy of the plan was kept from him, as that was decided', async () => {
    const opened = openedIn((await packed.pack(packed.mother)).text).join();
    expect(opened).toContain(`Of the plan: ${AFRAID}`);
    expect(opened).not.toContain(`Of addresses: ${AFRAID}`);
  });
});

/** Help, agreement to it, and a plan. */
async function planned(): Promise<string> {
  const { child, mother, family, agency, keyworker, send } = packed;
  const level = { level: 'L2', indicators: ['L2.02'], rationale: 'Often late.' };
  const { id: episode } = await send('OpenEpisode', {
    family,
    children: [{ child, ...level }],
    route: 'SELF',
    district: 'herts.ff.stevenage',
    agency,
    keyworker,
    familyAgreed: true,
    decidedBy: keyworker,
  });
  const agreeing = { person: child, family, by: mother, capacity: 'CARER', takenBy: keyworker };
  const how = { method: 'SIGNED', explained: 'What the plan is for.' };
  await send('GiveAgreement', { ...agreeing, ...how }, coordinator);
  await send('AgreePlan', { family, episode, agreedBy: [mother], familyPresent: true, takenBy: keyworker });
  return episode;
}

/** A complete assessment of the child. */
async function assessed(episode: string): Promise<string> {
  const { child, family, keyworker, send } = packed;
  const started = { type: 'FFA', formVersion: 'FFA-2026.1', children: [child], startedBy: keyworker };
  const { id: assessment } = await send('StartAssessment', { family, episode, ...started });
  const one = { family, episode, assessment };
  const need = { need: 'PARENTING', bees: ['BEE.HAP'], severity: 'LOW', seen: 'Late nights.' };
  await send('IdentifyNeed', { ...one, ...need, identifiedBy: keyworker });
  await send('IdentifyStrength', { ...one, strength: 'They talk.', identifiedBy: keyworker });
  const voice = { person: child, method: 'OWN_WORDS', said: 'I am tired.' };
  await send('RecordVoice', { ...one, ...voice, recordedBy: keyworker });
  await send('RecordAnalysis', { ...one, analysis: 'Sleep comes first.', analysedBy: keyworker });
  const findings = [{ child, level: 'L2', send: 'NO_SIGN' }];
  await send('FinaliseAssessment', { ...one, findings, finalisedBy: keyworker });
  return assessment;
}
