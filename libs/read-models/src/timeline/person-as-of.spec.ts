import { describe, expect, it } from '@jest/globals';
import { at } from '../testing/at.ts';
import { AVA, EPISODE, FAMILY, hillFamily, MUM, step, level } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } as const });

describe('a person as of a day', () => {
  const told = (): Story => {
    const story = hillFamily().at('2026-03-10T09:00:00.000Z');
    story.tell(`person-${AVA}`, [
      { type: 'PersonNameRecorded', data: { use: 'KNOWN_AS', given: 'Avie', family: 'Hill' } },
      {
        type: 'IdentifierRecorded',
        data: { scheme: 'NHS', value: '9990000018', verification: 'PDS_TRACED' },
      },
      { type: 'IdentifierRecorded', data: { scheme: 'TEMP_UPN', value: 'T1', verification: 'UNVERIFIED' } },
      { type: 'IdentifierWithdrawn', data: { scheme: 'TEMP_UPN', value: 'T1', reason: 'REPLACED' } },
      {
        type: 'AddressRecorded',
        data: { type: 'HOME', line: '1 New Road', postcode: 'SG1 1AA', from: '2020' },
      },
      { type: 'AddressEnded', data: { type: 'HOME', to: '2026-03' } },
      { type: 'AddressRecorded', data: { type: 'HOME', line: '2 Old Road' } },
      { type: 'RelationshipRecorded', data: { other: MUM, type: 'CHILD' } },
      { type: 'ParentalResponsibilityRecorded', data: { holder: MUM, basis: 'BIRTH_MOTHER' } },
      { type: 'EthnicityRecorded', data: { ethnicity: 'WBRI', selfDefined: true } },
      { type: 'SendStatusRecorded', data: { status: 'SEN_SUPPORT', from: '2025-09' } },
    ]);
    return story;
  };

  it('has names, numbers, addresses, relationships and needs as they stood', () => {
    const story = told();
    const ava = read(story).personAsOf(AVA, at(story.head));
    expect(ava).toMatchObject({
      reference: 'N-AVA',
      names: [{ given: 'Ava' }, { given: 'Avie', use: 'KNOWN_AS' }],
      dateOfBirth: '2019-02-28',
      sex: 'F',
      adult: false,
      identifiers: [{ scheme: 'NHS', value: '9990000018', verification: 'PDS_TRACED' }],
      addresses: [
        { line: '1 New Road', from: '2020', to: '2026-03' },
        { line: '2 Old Road', to: null },
      ],
      relationships: [{ other: MUM, type: 'CHILD', from: null, to: null }],
      parentalResponsibility: [{ holder: MUM, basis: 'BIRTH_MOTHER', from: null, to: null }],
      ethnicity: { ethnicity: 'WBRI', selfDefined: true },
      sendStatus: { status: 'SEN_SUPPORT', from: '2025-09' },
      death: null,
      families: [FAMILY],
      erased: false,
    });
  });

  it('is known by name on a day before anything else was so', () => {
    const story = told();
    expect(read(story).personAsOf(AVA, at(story.head, '2026-03-01'))).toMatchObject({
      names: [{ given: 'Ava' }],
      identifiers: [],
      ethnicity: null,
    });
  });

  it('is no member of a family that was left', () => {
    const story = told();
    story.tell(FAMILY, { type: 'MemberLeft', data: { person: AVA, reason: 'MOVED_OUT' } });
    expect(read(story).personAsOf(AVA, at(story.head))?.families).toEqual([]);
  });
});

describe('the history of a child’s level', () => {
  it('runs from decision to decision by the day each occurred, whenever it was recorded', () => {
    const story = hillFamily();
    story.at('2026-03-20T09:00:00.000Z').tell(FAMILY, step(AVA, 'L2', 'L3'), on('2026-03-10'));
    story.at('2026-04-20T09:00:00.000Z').tell(FAMILY, step(AVA, 'L3', 'L2'), on('2026-04-15'));
    const spans = read(story).levelHistory(AVA, at(story.head));
    expect(spans.map(({ level: is, how, to }) => ({ is, how, to: to?.value ?? null }))).toEqual([
      { is: 'L2', how: 'DECIDED', to: '2026-03-10' },
      { is: 'L3', how: 'STEPPED_UP', to: '2026-04-15' },
      { is: 'L2', how: 'STEPPED_DOWN', to: null },
    ]);
    expect(spans[1]).toMatchObject({
      indicators: ['L3.07'],
      rationale: 'Worse',
      scheme: '2026.1',
      family: FAMILY,
    });
  });

  it('ends with the episode', () => {
    const story = hillFamily();
    const outcomes = [{ child: AVA, outcome: 'Better' }];
    const data = { episode: EPISODE, reason: 'OUTCOMES_MET', outcomes };
    story.tell(FAMILY, { type: 'EpisodeClosed', data }, on('2026-05-01'));
    expect(read(story).levelHistory(AVA, at(story.head))[0]?.to).toEqual({
      precision: 'DATE',
      value: '2026-05-01',
    });
  });

  it('keeps decisions of one day in the order in which they were recorded', () => {
    const story = hillFamily();
    story.tell(FAMILY, step(AVA, 'L2', 'L3'), on('2026-03-01'));
    const levels = read(story).levelHistory(AVA, at(story.head));
    expect(levels.map((span) => span.level)).toEqual(['L2', 'L3']);
  });

  it('is as short as what was known', () => {
    const story = hillFamily();
    const before = story.head;
    story.tell(FAMILY, { type: 'LevelOfNeedDecided', data: level(AVA, 'L2') });
    expect(read(story).levelHistory(AVA, at(before))).toHaveLength(1);
  });
});
