import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '#libs/access';
import type { CommandOf } from '#libs/contracts';
import { trustFrom, verifyBundle } from '#libs/ledger';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { documentOf, keysIn, linesOf } from '../../testing/bundle-reading.ts';
import { ava, NOON, order } from '../../testing/small-record.ts';
import { agencies } from '../../testing/story-of-help.ts';
import { coordinator, teamManager, type Send } from '../../testing/telling.ts';
import { createPack } from './create-pack.ts';

// Tom is told all that is said of everybody but where they live, and has no copy of the plan or of the assessment: Mia is afraid of him.

const ALL = ['general', 'address', 'health', 'police', 'third-party', 'special'];
const AFRAID = 'She is afraid of him.';

let folder: string;
let record: FamilyRecord;
let send: Send;
let family: string;
let keyworker: string;
let [mother, father] = ['', ''];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pack-reasons-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: NOON });
  record = await openRecord(settings, { inline: true });
  send = (type, data, actor = teamManager, more = {}) =>
    record.door.send(order(type, data, { actor, ...more }));
  const { agency, keyworker: worker } = await agencies(send);
  keyworker = worker;
  const child = (await send('RegisterPerson', ava)).id;
  [mother, father] = [await adult('Mia'), await adult('Tom')];
  const members = [
    { person: child, role: 'CHILD' },
    { person: mother, role: 'MOTHER' },
    { person: father, role: 'FATHER' },
  ];
  family = (await send('RegisterFamily', { members })).id;
  const episode = await planned(child, agency);
  const kept = { family, episode, decidedBy: keyworker, nobodyElse: false };
  await send('WithholdPlanCopy', { ...kept, from: father, reason: `Of the plan: ${AFRAID}` });
  const assessment = await assessed(child, episode);
  const copy = { ...kept, assessment, from: father };
  await send('WithholdAssessmentCopy', { ...copy, reason: `Of the assessment: ${AFRAID}` });
  for (const recipientPerson of [mother, father])
    await decide({ persons: [mother, father, child], recipientPerson, classes: ALL });
  await decide({ persons: [mother, child], recipientPerson: father, classes: ['address'] }, 'WITHHOLD');
}, 120_000);
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
}, 60_000);

describe('a pack of somebody from whom something is kept', () => {
  it('tells him that it is, and not why, whatever else was decided that he is told', async () => {
    const text = await packFor(father);
    expect(verifyBundle(Buffer.from(text), trustFrom(`log ${keysIn(folder)[0]}\nquorum none\n`)).exit).toBe(
      0,
    );
    expect(openedIn(text)).toContain('"Tom"');
    expect(openedIn(text).join()).not.toContain(AFRAID);
    const { withheld } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { withheld: readonly Withheld[] };
    const unsaid = withheld.filter(({ basis }) => basis === 'REASON_WITHHELD');
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
    const opened = openedIn(await packFor(mother)).join();
    expect(opened).toContain(`Of the plan: ${AFRAID}`);
    expect(opened).not.toContain(`Of addresses: ${AFRAID}`);
  });
});

interface Withheld {
  readonly index: number;
  readonly decision: string;
  readonly basis: string;
  readonly decidedBy: string;
}

/** Help, agreement to it, and a plan. */
async function planned(child: string, agency: string): Promise<string> {
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
async function assessed(child: string, episode: string): Promise<string> {
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

type Deciding = Pick<CommandOf<'DecideDisclosure'>['data'], 'persons' | 'recipientPerson' | 'classes'>;

async function decide(what: Deciding, decision = 'DISCLOSE'): Promise<void> {
  const basis = decision === 'DISCLOSE' ? 'SUBJECT_ACCESS' : 'SERIOUS_HARM';
  const reason = decision === 'DISCLOSE' ? 'Looked at entry by entry.' : `Of addresses: ${AFRAID}`;
  await send('DecideDisclosure', { family, ...what, decision, basis, reason, decidedBy: keyworker });
}

async function packFor(person: string): Promise<string> {
  await record.projector.reached(await record.store.head());
  const principal = personas['privacy-officer'];
  const { text } = await createPack(
    { family, person, principal, by: keyworker, how: 'IN_PERSON', door: 'OPERATOR' },
    record,
  );
  return text;
}

async function adult(given: string): Promise<string> {
  const names = [{ use: 'LEGAL', given, family: 'Hill' }];
  return (await send('RegisterPerson', { names, sex: 'U', adult: true })).id;
}

/** The values that are opened, as JSON. */
function openedIn(text: string): string[] {
  const lines = linesOf(text).filter(({ kind }) => kind === 'opening');
  return lines.map(({ opened }) => JSON.stringify((JSON.parse(String(opened)) as unknown[])[2]));
}
