import { describe, expect, it } from '@jest/globals';
import { at } from '../../testing/at.ts';
import { AVA, BEN, EPISODE, FAMILY, hillFamily, MUM, step, level } from '../../testing/hill.ts';
import { project } from '../../testing/project.ts';
import type { Story, TestEvent } from '../../testing/story.ts';
import { timeline } from '../projection.ts';
import type { PersonAsOf } from './person-rows.ts';
import { TimelineReader } from '../reader.ts';

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

describe('the circumstances of a person', () => {
  const told = (...events: TestEvent[]): PersonAsOf | undefined => {
    const story = hillFamily();
    story.tell(`person-${AVA}`, events);
    return read(story).personAsOf(AVA, at(story.head));
  };
  const upn = { scheme: 'UPN', value: 'E919576519948', verification: 'UNVERIFIED' };

  it('are what stands of languages, warnings, bars and care', () => {
    expect(
      told(
        { type: 'LanguageNeedRecorded', data: { language: 'Polish', interpreter: true } },
        { type: 'LanguageNeedRecorded', data: { language: 'Polish', interpreter: false } },
        { type: 'WarningRecorded', data: { warning: 'WEAPONS' } },
        { type: 'WarningRecorded', data: { warning: 'DANGEROUS_ANIMAL', details: 'Dogs', from: '2026' } },
        { type: 'WarningEnded', data: { warning: 'DANGEROUS_ANIMAL', to: '2026-02' } },
        { type: 'ContactBarRecorded', data: { barred: BEN, scope: 'NO_CONTACT', orderReference: 'NMO' } },
        { type: 'ContactBarLifted', data: { barred: MUM, scope: 'NO_CONTACT', to: '2026-02' } },
        { type: 'YoungCarerRegistered', data: { caresFor: MUM, from: '2025' } },
        { type: 'YoungCarerEnded', data: { to: '2026-02' } },
        { type: 'AddressRecorded', data: { type: 'REFUGE', line: '3 Safe Way', confidentialFrom: [BEN] } },
        {
          type: 'SendStatusRecorded',
          data: { status: 'EHCP', ehcRequestedOn: '2025-09-01', ehcPlanOn: '2026-01-19' },
        },
      ),
    ).toMatchObject({
      languageNeeds: [{ language: 'Polish', interpreter: false, communication: null }],
      warnings: [
        { warning: 'WEAPONS', to: null },
        { warning: 'DANGEROUS_ANIMAL', details: 'Dogs', from: '2026', to: '2026-02' },
      ],
      contactBars: [{ barred: BEN, scope: 'NO_CONTACT', orderReference: 'NMO', from: null, to: null }],
      youngCarer: { caresFor: MUM, from: '2025', to: '2026-02' },
      addresses: [{ line: '3 Safe Way', confidentialFrom: [BEN] }],
      sendStatus: { status: 'EHCP', from: null, ehcRequestedOn: '2025-09-01', ehcPlanOn: '2026-01-19' },
    });
  });

  it('say why there is no pupil number, until there is one', () => {
    const unknown: TestEvent = { type: 'UpnUnknownReasonRecorded', data: { reason: 'UN1' } };
    expect(told(unknown)?.upnUnknownReason).toBe('UN1');
    expect(told(unknown, { type: 'IdentifierRecorded', data: upn })?.upnUnknownReason).toBeNull();
  });

  it('have no death that was retracted, whatever day is asked about; one recorded again stands', () => {
    const died: TestEvent = { type: 'DeathRecorded', data: { dateOfDeath: '2026-03-02' } };
    const alive: TestEvent = { type: 'DeathRecordRetracted', data: { reason: 'Her namesake' } };
    expect(told(died)?.death).toMatchObject({ dateOfDeath: '2026-03-02' });
    expect(told(died, alive)?.death).toBeNull();
    expect(told(died, alive, died)?.death).toMatchObject({ dateOfDeath: '2026-03-02' });
    const story = hillFamily();
    const { occurredAt } = on('2026-03-02');
    story.tell(`person-${AVA}`, died, { occurredAt });
    const before = story.head;
    story.days(3).tell(`person-${AVA}`, alive);
    expect(read(story).personAsOf(AVA, at(before, '2026-03-02'))?.death).not.toBeNull();
    expect(read(story).personAsOf(AVA, at(story.head, '2026-03-02'))?.death).toBeNull();
  });
});

describe('an unborn child', () => {
  const expecting = (): Story => {
    const story = hillFamily();
    story.tell(`person-${BEN}`, {
      type: 'PersonRegistered',
      data: {
        reference: 'N-BEN',
        names: [{ use: 'LEGAL', family: 'Hill' }],
        expectedDeliveryDate: '2026-05-01',
        sex: 'U',
        adult: false,
      },
    });
    return story;
  };

  it('is unborn until the day of birth, as known then, and the same person after it', () => {
    const story = expecting();
    const before = story.head;
    story
      .at('2026-05-05T09:00:00.000Z')
      .tell(
        `person-${BEN}`,
        { type: 'BirthRecorded', data: { dateOfBirth: '2026-05-03', sex: 'M', multipleIndex: 1 } },
        { occurredAt: { precision: 'UNKNOWN' } },
      );
    const known = read(story);
    expect(known.personAsOf(BEN, at(before))).toMatchObject({ unborn: true, sex: 'U', dateOfBirth: null });
    expect(known.personAsOf(BEN, at(story.head, '2026-05-02'))).toMatchObject({ unborn: true, sex: 'U' });
    expect(known.personAsOf(BEN, at(story.head))).toMatchObject({
      unborn: false,
      sex: 'M',
      dateOfBirth: '2026-05-03',
      expectedDeliveryDate: '2026-05-01',
      multipleIndex: 1,
    });
  });

  it('is expected on the day last said', () => {
    const story = expecting();
    story.tell(`person-${BEN}`, {
      type: 'ExpectedDeliveryDateRevised',
      data: { expectedDeliveryDate: '2026-05-09' },
    });
    expect(read(story).personAsOf(BEN, at(story.head))?.expectedDeliveryDate).toBe('2026-05-09');
  });

  it('is not expected any more once the pregnancy ended', () => {
    const story = expecting();
    story.tell(`person-${BEN}`, { type: 'PregnancyEndedWithoutBirth', data: { endedOn: '2026-03' } });
    expect(read(story).personAsOf(BEN, at(story.head))).toMatchObject({
      unborn: false,
      pregnancyEnded: { endedOn: '2026-03' },
    });
  });
});

describe('the history of a child’s level', () => {
  it('has a step of which only the month is told after the level that it steps from', () => {
    const story = hillFamily();
    const month = { occurredAt: { precision: 'MONTH', value: '2026-03' } } as const;
    story.tell(FAMILY, step(AVA, 'L2', 'L3'), month);
    const spans = read(story).levelHistory(AVA, at(story.head));
    expect(spans.map(({ level, to }) => [level, to?.value])).toEqual([
      ['L2', '2026-03'],
      ['L3', undefined],
    ]);
  });

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
