import { describe, expect, it } from '@jest/globals';
import { EPISODE, FAMILY } from '../testing/hill.ts';
import { asOf, closed, due, handedOver, named, on, overseen, practised } from '../testing/practice.ts';
import type { Story, TestEvent } from '../testing/story.ts';

// Ava is helped since 1 March, by an agency that may be told of her.

const LEADS = 'organisation-a';
const AVA = 'p-ava';
const spoke = { family: FAMILY, capacity: 'CARER', method: 'VERBAL', takenBy: 'worker-kim' };
const gave = (by = 'p-mum', agencies = [LEADS]): TestEvent => ({
  type: 'AgreementGiven',
  data: { ...spoke, by, agencies, explained: 'All of it' },
});
const withdrew = (by = 'p-mum'): TestEvent => ({ type: 'AgreementWithdrawn', data: { ...spoke, by } });
const narrowed = (agencies: string[]): TestEvent => ({
  type: 'AgreementScopeChanged',
  data: { ...spoke, by: 'p-mum', agencies, explained: 'Less' },
});
const toDisclose = (decision: string, recipientAgency: string, persons = [AVA]): TestEvent => ({
  type: 'DisclosureDecided',
  data: {
    ...{ family: FAMILY, persons, recipientAgency, decision, classes: ['general'] },
    ...{ basis: 'PUBLIC_TASK', reason: 'Risk', decidedBy: 'worker-kim', needsAgreement: false },
  },
});
const ended = (story: Story, position?: number, day?: string) =>
  named(due(story, { clocks: ['AGREEMENT_ENDED'], by: '2028-01-01' }, position, day));
const DUE = [['AGREEMENT_ENDED', '2026-03-12', 0]];

/** Agreement is given on the 9th, and taken back on Tuesday the 10th. */
function takenBack(...more: TestEvent[]): Story {
  const story = practised().at('2026-03-09T10:00:00.000Z');
  story.tell(`agreement-${AVA}`, gave());
  for (const each of more) story.tell(`agreement-${AVA}`, each);
  story.at('2026-03-10T10:00:00.000Z').tell(`agreement-${AVA}`, withdrew());
  return story;
}

describe('agreement that ended for a child who is helped', () => {
  it('is due to be acted on, from the day on which it did, for the episode and whoever holds it', () => {
    const story = takenBack();
    expect(ended(story)).toEqual(DUE);
    expect(due(story, { clocks: ['AGREEMENT_ENDED'], by: '2028-01-01' })).toMatchObject([
      { about: EPISODE, episode: EPISODE, family: FAMILY, agency: LEADS, keyworker: 'worker-kim' },
    ]);
    expect(ended(story, story.head - 1)).toEqual([]);
    expect(ended(story, story.head, '2026-03-09')).toEqual([]);
    expect(ended(story, story.head, '2026-03-16')).toEqual([['AGREEMENT_ENDED', '2026-03-12', 4]]);
  });
  it('is told of each child, and not of one who is helped no more', () => {
    const story = takenBack();
    const joins = { child: 'p-ben', level: 'L2', scheme: 'herts.con', schemeVersion: '2026.1' };
    story.tell(FAMILY, {
      type: 'LevelOfNeedDecided',
      data: { episode: EPISODE, ...joins, indicators: ['L2.01'], rationale: 'Late', decidedBy: 'worker-kim' },
    });
    story.tell('agreement-p-ben', gave());
    story.tell('agreement-p-ben', withdrew());
    expect(ended(story)).toHaveLength(2);
    story.tell(FAMILY, {
      type: 'ChildRemovedFromEpisode',
      data: { episode: EPISODE, child: 'p-ben', reason: 'HELPED_ELSEWHERE', decidedBy: 'worker-kim' },
    });
    expect(ended(story)).toEqual(DUE);
  });
  it('has not ended while another who may agree does, and has by the child’s own word', () => {
    const story = takenBack(gave('p-dad'));
    expect(ended(story)).toEqual([]);
    story.tell(`agreement-${AVA}`, { type: 'AgreementRefused', data: { ...spoke, by: AVA } });
    expect(ended(story)).toEqual(DUE);
  });
  it('has ended also where it is narrowed past the agency that leads, or rested on a responsibility that ended', () => {
    const story = practised().at('2026-03-10T10:00:00.000Z');
    story.tell(`agreement-${AVA}`, gave());
    story.tell(`agreement-${AVA}`, narrowed(['organisation-b']));
    expect(ended(story)).toEqual(DUE);
    story.tell(`agreement-${AVA}`, narrowed([LEADS]));
    expect(ended(story)).toEqual([]);
    const lapsed = { holder: 'p-mum', to: '2026-03' };
    story.tell(`person-${AVA}`, { type: 'ParentalResponsibilityEnded', data: lapsed });
    expect(ended(story)).toEqual(DUE);
  });
  it('is settled once it is given again, and once the episode is closed', () => {
    const again = takenBack();
    again.tell(`agreement-${AVA}`, gave());
    expect(ended(again)).toEqual([]);
    const over = takenBack();
    over.tell(FAMILY, closed);
    expect(ended(over)).toEqual([]);
    expect(ended(over, over.head - 1)).toEqual(DUE);
  });
  it('is not settled by what was agreed to before it ended, or before a responsibility did, and is told late', () => {
    const story = takenBack();
    story.at('2026-03-20T10:00:00.000Z').tell(`agreement-${AVA}`, gave(), on('2026-03-05'));
    expect(ended(story, story.head, '2026-03-10')).toEqual(DUE);
    story.tell(`agreement-${AVA}`, gave(), on('2026-03-12'));
    expect(ended(story)).toEqual([]);
    const lapsed = practised().at('2026-03-10T10:00:00.000Z');
    const over = { holder: 'p-mum', to: '2026-03-09' };
    lapsed.tell(`person-${AVA}`, { type: 'ParentalResponsibilityEnded', data: over });
    expect(ended(lapsed)).toEqual([]);
    lapsed.tell(`agreement-${AVA}`, gave(), on('2026-03-05'));
    expect(ended(lapsed)).toHaveLength(1);
    lapsed.tell(`agreement-${AVA}`, gave());
    expect(ended(lapsed)).toEqual([]);
  });
  it('is settled once another agency holds the help, and not while another worker of the same does', () => {
    const story = takenBack();
    story.tell(FAMILY, handedOver('worker-lea'));
    expect(ended(story)).toEqual(DUE);
    story.tell(FAMILY, {
      type: 'AccountableAgencyChanged',
      data: { episode: EPISODE, from: LEADS, to: 'organisation-b' },
    });
    expect(ended(story)).toEqual(DUE);
    story.tell(FAMILY, handedOver('worker-sam'));
    expect(ended(story)).toEqual([]);
  });
  it('is settled once it is decided that the agency be told of that child, and of no other', () => {
    const story = takenBack();
    story.tell('disclosure-1', toDisclose('DISCLOSE', LEADS, ['p-ben']));
    story.tell('disclosure-2', toDisclose('DISCLOSE', 'organisation-b'));
    story.tell('disclosure-3', toDisclose('WITHHOLD', LEADS));
    expect(ended(story)).toEqual(DUE);
    story.tell('disclosure-4', toDisclose('DISCLOSE', LEADS));
    expect(ended(story)).toEqual([]);
  });
  it('is told of nobody who died, and of nobody who is not there for whoever asks', () => {
    const story = takenBack();
    const unseen = { families: new Set<string>(), persons: new Set([AVA]), requests: new Set<string>() };
    const question = { clocks: ['AGREEMENT_ENDED'], by: '2028-01-01' };
    expect(overseen(story).due(question, { ...asOf(story), unseen }).edges).toEqual([]);
    story.tell(`person-${AVA}`, { type: 'DeathRecorded', data: {} });
    expect(ended(story)).toEqual([]);
  });
  it('is told of no pregnancy that ended, while a sister is helped', () => {
    const story = takenBack();
    const sister = { child: 'p-ben', level: 'L2', indicators: ['L2.01'], rationale: 'Late' };
    const data = { episode: EPISODE, ...sister, decidedBy: 'worker-kim' };
    story.tell(FAMILY, { type: 'LevelOfNeedDecided', data });
    expect(ended(story)).toEqual(DUE);
    story.tell(`person-${AVA}`, { type: 'PregnancyEndedWithoutBirth', data: {} });
    expect(ended(story)).toEqual([]);
  });
});
