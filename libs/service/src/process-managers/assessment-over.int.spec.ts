import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { assessmentsOf, type StoredEvent } from '#libs/contracts';
import { eventsOf } from '../door/streams.ts';
import { HelpedFamily } from '../testing/helped-family.ts';
import { coordinator } from '../testing/telling.ts';
import { assessmentOver } from './assessment-over.ts';

// Ava is assessed; that it is complete is voided once help has closed, which leaves it open, as one that is begun at the very
// moment of closing is.

let helped: HelpedFamily;
let child: string;
let assessment: string;

beforeEach(async () => {
  helped = await HelpedFamily.open();
  [child = ''] = helped.desk.children;
  const { desk, mia } = helped;
  const how = { method: 'SIGNED', explained: 'What it is for.', takenBy: desk.worker };
  const agreeing = { person: child, family: desk.family, by: mia, capacity: 'CARER', agencies: [], ...how };
  await desk.send('GiveAgreement', agreeing, coordinator);
  const type = { type: 'YOUNG_CARER', formVersion: 'YOUNG_CARER-2026.1', children: [child] };
  assessment = (await send('StartAssessment', { ...type, startedBy: desk.worker })).id;
}, 60_000);
afterEach(() => helped.desk.close());

const send = (type: Parameters<HelpedFamily['desk']['send']>[0], data: object) =>
  helped.desk.send(type, { family: helped.desk.family, episode: helped.episode, ...data } as never);

async function complete(): Promise<void> {
  const by = { assessment, identifiedBy: helped.desk.worker };
  const need = { need: 'YOUNG_CARER', bees: ['BEE.HAP'], severity: 'LOW', seen: 'She cooks.' };
  await send('IdentifyNeed', { ...by, ...need });
  await send('IdentifyStrength', { ...by, strength: 'She cooks well.' });
  const voice = { person: child, method: 'OWN_WORDS', said: 'I like to cook.' };
  await send('RecordVoice', { assessment, ...voice, recordedBy: helped.desk.worker });
  await send('RecordAnalysis', { assessment, analysis: 'It is too much.', analysedBy: helped.desk.worker });
  const findings = [{ child }];
  await send('FinaliseAssessment', { assessment, findings, finalisedBy: helped.desk.worker });
}

async function close(): Promise<void> {
  const outcomes = helped.desk.children.map((each) => ({ child: each, outcome: 'They moved.' }));
  await send('CloseEpisode', { reason: 'MOVED_OUT_NO_TRANSFER', outcomes });
}

const stream = () => assessmentsOf(helped.episode);
const entry = async (of: string, type: string): Promise<StoredEvent> => {
  const found = (await eventsOf(of, helped.desk.record.store)).find((event) => event.type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
};
const steps = async (cause: StoredEvent) => assessmentOver({ store: helped.desk.record.store }).steps(cause);

it('an assessment is given up that stands open though its help is closed', async () => {
  const started = await entry(stream(), 'AssessmentStarted');
  expect(await steps(started)).toEqual([]);
  await expect(close()).rejects.toMatchObject({ code: 'OPEN_WORK' });
  await complete();
  await close();
  const closed = await entry(helped.desk.family, 'EpisodeClosed');
  for (const cause of [closed, started]) expect(await steps(cause)).toEqual([]);
  const final = await entry(stream(), 'AssessmentFinalised');
  await helped.desk.send('VoidEntry', { stream: stream(), entry: final.id, reason: 'TYPO' });
  for (const cause of [closed, started]) {
    const [step, ...others] = await steps(cause);
    expect(others).toEqual([]);
    expect(step).toMatchObject({
      ...{ name: assessment, stream: stream() },
      order: {
        type: 'AbandonAssessment',
        data: { family: helped.desk.family, episode: helped.episode, assessment, reason: 'EPISODE_CLOSED' },
      },
    });
  }
  await send('AbandonAssessment', { assessment, reason: 'EPISODE_CLOSED' });
  expect(await steps(closed)).toEqual([]);
});
