import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ASSESSMENTS, FFA_DUE, type Assessments } from '../testing/assessment-story.ts';
import { fatherOf, followedUp, standingAt } from '../testing/plan-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Ava and her mother are helped from 2 March 2026; a Families First Assessment begins on the 9th. The father is barred.

let served: Served;
let story: Story;
let [father, ffa, begun] = ['', '', ''];

const help = () => ({ family: story.family.id, episode: story.episode });
const order = (name: string, input: object) => served.order('practitioner', name, { ...help(), ...input });
const refusal = (name: string, input: object) =>
  expect(served.order('practitioner', name, { ...help(), ...input })).rejects;
const of = (input: object) => ({ assessment: ffa, ...input });
const read = (
  persona: 'practitioner' | 'partner' | 'manager' | 'administrator' = 'practitioner',
  asked: object = {},
) => served.read<Assessments>(persona, ASSESSMENTS, { family: story.family.id, ...asked });
const due = async (by = '2026-12-31') =>
  (await served.read<{ nodes: { clock: string; dueOn: string }[] }>('manager', FFA_DUE, { by })).nodes.map(
    ({ clock, dueOn }) => [clock, dueOn],
  );

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00Z' });
  story = await helpOpens(served);
  await staffAround(served, story);
  father = await fatherOf(served, story);
  await followedUp(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

describe('a Families First Assessment', () => {
  it('begins only once those who may agree to help do, and is open once a family', async () => {
    standingAt(served, '2026-03-09T09:00:00Z');
    const { keyworker, child, mother } = story;
    const start = { type: 'FFA', formVersion: 'FFA-2026.1', children: [child.id], startedBy: keyworker };
    await refusal('startAssessment', start).toThrow('NO_AGREEMENT');
    expect(await due()).toEqual([['FIRST_TAF', '2026-04-13']]);
    await order('giveAgreement', {
      ...{ person: child.id, by: mother.id, capacity: 'CARER', agencies: [], method: 'SIGNED' },
      ...{ explained: 'What it is for.', takenBy: keyworker, episode: undefined },
    });
    await refusal('startAssessment', { ...start, formVersion: 'GCP-2026.1' }).toThrow('NOT_OF_THE_TYPE');
    ({ id: ffa, position: begun } = await order('startAssessment', start));
    await refusal('startAssessment', start).toThrow('ALREADY_OPEN');
    const profile = { ...start, type: 'GRADED_CARE_PROFILE', formVersion: 'GCP-2026.1' };
    const { id } = await order('startAssessment', profile);
    await refusal('startAssessment', profile).toThrow('ALREADY_OPEN');
    await order('startAssessment', { ...start, type: 'YOUNG_CARER', formVersion: 'YOUNG_CARER-2026.1' });
    await order('abandonAssessment', { assessment: id, reason: 'STARTED_IN_ERROR', note: 'Too soon.' });
    expect((await read()).assessments).toMatchObject([
      { assessment: ffa, scope: 'FFA', type: 'FFA', status: 'OPEN', children: [child.id], needs: [] },
      { type: 'GRADED_CARE_PROFILE', status: 'ABANDONED', abandonNote: 'Too soon.' },
      { scope: 'ONE_MATTER', type: 'YOUNG_CARER', status: 'OPEN' },
    ]);
    expect(await due()).toEqual([
      ['FFA_COMPLETE', '2026-03-30'],
      ['FIRST_TAF', '2026-04-20'],
    ]);
    const other = (await read()).assessments.at(-1)?.assessment;
    await order('abandonAssessment', { assessment: other, reason: 'FAMILY_DECLINED' });
  });

  it('says what was found, who was heard, and what stands in the family’s story', async () => {
    const { keyworker: worker, child, mother } = story;
    const need = { need: 'NEGLECT', bees: ['BEE.HEA'], headlines: ['SF06'], severity: 'HIGH' };
    const said = { seen: 'No breakfast.', identifiedBy: worker };
    await order('identifyNeed', of({ ...need, ...said, person: child.id }));
    await order('identifyStrength', of({ strength: 'They eat together.', identifiedBy: worker }));
    const finalise = of({
      findings: [{ child: child.id, level: 'L2', send: 'NO_SIGN' }],
      finalisedBy: worker,
    });
    await order('recordAnalysis', of({ analysis: 'Mornings are hard.', analysedBy: worker }));
    await refusal('finaliseAssessment', finalise).toThrow('ASSESSMENT_INCOMPLETE');
    const voice = { method: 'DRAWING_OR_PLAY', said: 'I am hungry at ten.', recordedBy: worker };
    await order('recordVoice', of({ ...voice, person: child.id }));
    const unheard = { person: mother.id, reason: 'OTHER', recordedBy: worker };
    await refusal('recordVoiceNotObtained', of(unheard)).toThrow('REQUIRED');
    await order('recordVoiceNotObtained', of({ ...unheard, note: 'At work.' }));
    expect(await read('manager', { assessment: ffa })).toMatchObject({
      assessments: [
        {
          status: 'OPEN',
          needs: [{ person: child.id, ...need, seen: 'No breakfast.' }],
          strengths: [{ person: null, strength: 'They eat together.', bees: null }],
          voices: [
            { person: child.id, heard: true, method: 'DRAWING_OR_PLAY', said: 'I am hungry at ten.' },
            { person: mother.id, heard: false, said: null, reason: 'OTHER', note: 'At work.' },
          ],
          analyses: [{ analysis: 'Mornings are hard.' }],
        },
      ],
    });
    const told = await served.read<{ nodes: { type: string; summary: string }[] }>(
      'practitioner',
      `query ($family: ID!) {
        familyTimeline(family: $family, last: 20, purpose: FAMILY_HELP) { nodes { type summary } }
      }`,
      { family: story.family.id },
    );
    const summaries = told.nodes.map(({ summary }) => summary);
    expect(summaries).toEqual(
      expect.arrayContaining([
        'Families First Assessment started: one child',
        'Need identified: neglect, high: No breakfast.',
        'Voice recorded, by drawing or play: I am hungry at ten.',
        'Voice not obtained: another reason, which the note says: At work.',
      ]),
    );
    await order('finaliseAssessment', finalise);
    expect(await due()).toEqual([['FIRST_TAF', '2026-04-20']]);
  });

  it('keeps its type and its form from whoever reads the log without keys', async () => {
    const stored: string[] = [];
    for await (const { events } of served.record.store.readAll({
      filter: { streamPrefixes: ['assessment-'] },
    }))
      stored.push(...events.map(({ document }) => Buffer.from(document).toString('utf8')));
    expect(stored.length).toBeGreaterThan(5);
    const text = stored.join();
    expect(text).toContain('ONE_MATTER');
    for (const word of ['GRADED_CARE', 'YOUNG_CARER', 'GCP-', 'NEGLECT', 'breakfast', 'hungry', 'At work'])
      expect(text).not.toContain(word);
  });

  it('is signed, and a copy goes to nobody whom a bar keeps from any of them', async () => {
    const { keyworker: worker, child, mother } = story;
    await order('signAssessment', of({ signedBy: [mother.id], takenBy: worker }));
    await order('declineSignature', of({ person: father, reason: 'Not asked.', takenBy: worker }));
    await served.order('practitioner', 'recordContactBar', {
      ...{ person: child.id, barred: father, scope: 'NO_CONTACT' },
    });
    const copy = { how: 'IN_PERSON', givenBy: worker };
    await order('giveAssessmentCopy', of({ ...copy, to: mother.id }));
    await refusal('giveAssessmentCopy', of({ ...copy, to: father })).toThrow('CONTACT_BAR');
    const why = { from: father, reason: 'The order stands.', nobodyElse: false, decidedBy: worker };
    await order('withholdAssessmentCopy', of(why));
    expect((await read('practitioner', { assessment: ffa })).assessments).toMatchObject([
      {
        ...{ status: 'FINAL', findings: [{ child: child.id, level: 'L2', send: 'NO_SIGN' }] },
        signatures: [
          { person: mother.id, signed: true, reason: null },
          { person: father, signed: false, reason: 'Not asked.' },
        ],
        copies: [{ to: mother.id, how: 'IN_PERSON' }],
        withheld: [{ from: father, reason: 'The order stands.', nobodyElse: false }],
      },
    ]);
  });

  it('is as it was known on a day in the middle, on both axes', async () => {
    expect((await read('practitioner', { asOf: { position: begun } })).assessments).toMatchObject([
      { assessment: ffa, status: 'OPEN', needs: [], voices: [], finalisedOn: null },
    ]);
    expect((await read('practitioner', { asOf: { effectiveAt: '2026-03-08' } })).assessments).toEqual([]);
  });

  it('is read by those who may read the family, and by no other', async () => {
    expect((await read('manager')).assessments).toHaveLength(3);
    await expect(read('partner')).rejects.toThrow('NOT_FOUND');
    await expect(read('administrator')).rejects.toThrow('NOT_PERMITTED');
    const unknown = { family: `family-${'0'.repeat(26)}` };
    await expect(served.read('practitioner', ASSESSMENTS, unknown)).rejects.toThrow('NOT_FOUND');
  });

  it('is started again, and help does not close while one is open', async () => {
    const outcomes = [{ child: story.child.id, outcome: 'On time.' }];
    const close = () =>
      served.order('manager', 'closeEpisode', { ...help(), reason: 'MOVED_OUT_NO_TRANSFER', outcomes });
    const start = { startedBy: story.keyworker, children: [story.child.id] };
    const { id } = await order('startAssessment', { ...start, type: 'FFA', formVersion: 'FFA-2026.1' });
    await expect(close()).rejects.toThrow('OPEN_WORK');
    expect(await due()).toEqual([
      ['FFA_COMPLETE', '2026-03-30'],
      ['FIRST_TAF', '2026-04-20'],
    ]);
    await order('abandonAssessment', { assessment: id, reason: 'NOT_ENGAGING' });
    expect((await due()).map(([clock]) => clock)).toEqual(['FIRST_TAF']);
    await close();
    await followedUp(served);
    expect(served.record.managers.parked()).toEqual([]);
    const late = { ...help(), ...start, type: 'FFA', formVersion: 'FFA-2026.1' };
    await expect(served.order('manager', 'startAssessment', late)).rejects.toThrow('EPISODE_CLOSED');
  });
});
