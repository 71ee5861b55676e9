import { describe, expect, it } from '@jest/globals';
import { at } from '../testing/at.ts';
import { AVA, BEN, FAMILY, hillFamily, MUM } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } }) as const;
const about = { family: FAMILY, by: MUM, takenBy: 'worker-kim', capacity: 'PR', method: 'VERBAL' };
const given: TestEvent = {
  type: 'AgreementGiven',
  data: { ...about, agencies: ['organisation-a'], explained: 'All of it.' },
};

describe('agreements as of both axes', () => {
  const told = () => {
    const story = hillFamily().at('2026-03-10T09:00:00.000Z');
    const agreed = story.tell(`agreement-${AVA}`, given, {
      ...on('2026-03-05'),
      persons: [MUM],
      families: [FAMILY],
    });
    story.tell(
      `agreement-${AVA}`,
      {
        type: 'AgreementReviewed',
        data: { ...about, occasion: 'REGULAR', explained: 'Again.', note: 'Glad.' },
      },
      on('2026-03-08'),
    );
    story.tell(
      `agreement-${AVA}`,
      {
        type: 'CompetenceAssessed',
        data: {
          ...{ family: FAMILY, matter: 'HELP', competent: false },
          ...{ rationale: 'Seven.', assessedBy: 'worker-kim' },
        },
      },
      on('2026-03-09'),
    );
    const ended = story.tell(
      `agreement-${AVA}`,
      { type: 'AgreementWithdrawn', data: { ...about, method: 'SIGNED', reason: 'Enough.' } },
      on('2026-03-10'),
    );
    return { story, agreed, ended };
  };

  it('have lapsed where the parental responsibility of whoever agreed ended since', () => {
    const { story, agreed } = told();
    const end = { type: 'ParentalResponsibilityEnded', data: { holder: MUM, to: '2026-03' } } as const;
    const withdrawn = story.tell(`person-${AVA}`, end, { persons: [MUM] });
    const again = story.tell(`agreement-${AVA}`, given);
    const ended = story.tell(`person-${AVA}`, end, { persons: [MUM] });
    story.tell(`person-${MUM}`, end);
    const lapsed = (position: number) =>
      read(story)
        .agreements(AVA, at(position))
        .voices.map((voice) => [voice.says, voice.lapsed]);
    expect(lapsed(agreed)).toEqual([['AGREES', false]]);
    expect(lapsed(withdrawn)).toEqual([['WITHDREW', false]]);
    expect(lapsed(again)).toEqual([['AGREES', false]]);
    expect(lapsed(ended)).toEqual([['AGREES', true]]);
  });

  it('are what each said last, known by then and of that day', () => {
    const { story, agreed, ended } = told();
    const reader = read(story);
    expect(reader.agreements(AVA, at(agreed)).voices).toMatchObject([
      {
        by: MUM,
        person: AVA,
        family: FAMILY,
        says: 'AGREES',
        agencies: ['organisation-a'],
        capacity: 'PR',
        method: 'VERBAL',
        explained: 'All of it.',
        reviewedOn: null,
        on: { value: '2026-03-05' },
      },
    ]);
    expect(reader.agreements(AVA, at(ended))).toMatchObject({
      voices: [
        {
          says: 'WITHDREW',
          agencies: [],
          reason: 'Enough.',
          ...{ capacity: 'PR', method: 'SIGNED', explained: null, note: 'Glad.' },
          reviewedOn: { value: '2026-03-08' },
          on: { value: '2026-03-10' },
        },
      ],
      competence: [{ matter: 'HELP', competent: false, rationale: 'Seven.', assessedBy: 'worker-kim' }],
    });
    expect(reader.agreements(AVA, at(ended, '2026-03-08'))).toMatchObject({
      voices: [{ says: 'AGREES', explained: 'Again.', note: 'Glad.', reviewedOn: { value: '2026-03-08' } }],
      competence: [],
    });
    expect(reader.agreements(AVA, at(ended, '2026-03-04')).voices).toEqual([]);
  });

  it('are not brought back by what was agreed before, and is told late', () => {
    const { story, agreed, ended } = told();
    const late = story.at('2026-03-20T09:00:00.000Z').tell(`agreement-${AVA}`, given, on('2026-03-06'));
    const says = (position: number, day?: string) =>
      read(story)
        .agreements(AVA, at(position, day))
        .voices.map((voice) => [voice.says, voice.lapsed, voice.on.value]);
    expect(says(agreed)).toEqual([['AGREES', false, '2026-03-05']]);
    expect(says(late)).toEqual(says(ended));
    expect(says(late, '2026-03-07')).toEqual([['AGREES', false, '2026-03-06']]);
    const end = { type: 'ParentalResponsibilityEnded', data: { holder: BEN, to: '2026-03' } } as const;
    story.tell(`person-${AVA}`, end, on('2026-03-10'));
    const his = { type: 'AgreementGiven', data: { ...given.data, by: BEN } } as const;
    const before = story.tell(`agreement-${AVA}`, his, on('2026-03-09'));
    expect(says(before)).toContainEqual(['AGREES', true, '2026-03-09']);
  });

  it('are not those of whoever agreed for another', () => {
    const { story } = told();
    expect(read(story).agreements(MUM, at(story.head))).toMatchObject({ voices: [], competence: [] });
  });

  it('stand in the story of the family and of the person', () => {
    const { story, agreed } = told();
    const reader = read(story);
    const family = reader.familyTimeline(FAMILY, at(story.head)).edges.map(({ node }) => node.position);
    const person = reader.personTimeline(AVA, at(story.head)).edges.map(({ node }) => node.position);
    expect(family).toContain(agreed);
    expect(person).toContain(agreed);
  });
});
