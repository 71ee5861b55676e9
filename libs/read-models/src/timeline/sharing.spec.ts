import { describe, expect, it } from '@jest/globals';
import { at } from '../testing/at.ts';
import { AVA, FAMILY, hillFamily } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } }) as const;
describe('disclosures as of both axes', () => {
  const named = { family: FAMILY, persons: [AVA] };
  const toSchool = { ...named, recipientAgency: 'organisation-b', classes: ['general'] };
  const decided = (decision: string): TestEvent => ({
    type: 'DisclosureDecided',
    data: {
      ...toSchool,
      decision,
      basis: 'PUBLIC_TASK',
      reason: 'Why.',
      decidedBy: 'worker-kim',
      needsAgreement: false,
    },
  });
  const told = () => {
    const story = hillFamily().at('2026-03-10T09:00:00.000Z');
    const with_ = { persons: [AVA], families: [FAMILY] };
    const note = story.tell(`person-${AVA}`, {
      type: 'EthnicityRecorded',
      data: { ethnicity: 'WBRI', selfDefined: true },
    });
    const secret = story.tell(`person-${AVA}`, {
      type: 'LanguageNeedRecorded',
      data: { language: 'Polish', interpreter: false },
    });
    const ids = (...positions: number[]) => positions.map((position) => story.events[position]?.id ?? '');
    story.tell(
      'disclosure-1',
      {
        type: 'DisclosureRequested',
        data: { ...toSchool, purpose: 'Plan.', requester: 'subject-1', requesterName: 'Mrs Lee' },
      },
      { ...with_, ...on('2026-03-10') },
    );
    const withheld = story.tell('disclosure-1', decided('WITHHOLD'), { ...with_, ...on('2026-03-11') });
    story.tell(
      'disclosure-1',
      {
        type: 'DisclosureOverridden',
        data: {
          ...toSchool,
          decision: 'DISCLOSE',
          basis: 'VITAL',
          reason: 'Risk.',
          manager: 'worker-lea',
          needsAgreement: false,
        },
      },
      { ...with_, ...on('2026-03-12') },
    );
    const shared = story.tell(
      'disclosure-1',
      {
        type: 'InformationDisclosed',
        data: { ...toSchool, entries: ids(note), position: note, how: 'EMAIL', disclosedBy: 'worker-kim' },
      },
      { ...with_, ...on('2026-03-13') },
    );
    story.tell(
      'disclosure-1',
      {
        type: 'RecipientAcknowledged',
        data: {
          ...{ ...named, informationDisclosed: ids(shared)[0] ?? '' },
          ...{ acknowledger: 'subject-2', acknowledgerName: 'Mrs Lee' },
        },
      },
      { ...with_, ...on('2026-03-14') },
    );
    story.tell(
      'disclosure-1',
      {
        type: 'DisclosureErrorNotified',
        data: {
          ...{ ...named, informationDisclosed: ids(shared)[0] ?? '', error: 'Too much.' },
          ...{ affected: [AVA], notified: ['RECIPIENT'], decisionStands: false, notifiedBy: 'worker-kim' },
        },
      },
      { ...with_, ...on('2026-03-15') },
    );
    return { story, note, secret, withheld, shared };
  };

  it('tell what was decided, by whom, overridden, shared and acknowledged', () => {
    const { story, note, withheld, shared } = told();
    const reader = read(story);
    const informationDisclosed = story.events[shared]?.id;
    expect(reader.disclosuresOfFamily(FAMILY, at(withheld))).toMatchObject([
      {
        state: 'WITHHELD',
        request: { purpose: 'Plan.' },
        decisions: [{ decision: 'WITHHOLD', basis: 'PUBLIC_TASK' }],
        shared: [],
      },
    ]);
    expect(reader.disclosuresAbout(AVA, at(story.head))).toEqual([
      {
        disclosure: 'disclosure-1',
        family: FAMILY,
        persons: [AVA],
        recipientAgency: 'organisation-b',
        recipientPerson: null,
        classes: ['general'],
        state: 'DISCLOSED',
        request: {
          ...{ on: { precision: 'DATE', value: '2026-03-10' }, purpose: 'Plan.' },
          ...{ requesterName: 'Mrs Lee', requesterOrganisation: null, basis: null },
        },
        decisions: [
          expect.objectContaining({ decision: 'WITHHOLD', decidedBy: 'worker-kim', isOverride: false }),
          expect.objectContaining({
            decision: 'DISCLOSE',
            decidedBy: 'worker-lea',
            isOverride: true,
            reason: 'Risk.',
          }),
        ],
        shared: [
          expect.objectContaining({
            id: informationDisclosed,
            entries: [story.events[note]?.id],
            position: note,
          }),
        ],
        acknowledgements: [expect.objectContaining({ informationDisclosed, acknowledgerName: 'Mrs Lee' })],
        errors: [
          {
            ...{ informationDisclosed, affected: [AVA], affectedTold: [], notified: ['RECIPIENT'] },
            ...{ decisionStands: false, notifiedBy: 'worker-kim', error: 'Too much.' },
            on: { precision: 'DATE', value: '2026-03-15' },
          },
        ],
      },
    ]);
    expect(reader.disclosuresAbout(AVA, at(story.head, '2026-03-12'))).toMatchObject([
      { state: 'TO_DISCLOSE' },
    ]);
    expect(reader.disclosuresOfFamily(FAMILY, at(story.head, '2026-03-09'))).toEqual([]);
  });

  it('make known to an agency what was shared with it, from then on and no more', () => {
    const { story, note, secret, withheld, shared } = told();
    const reader = read(story);
    const known = (agency: string, position: number, day?: string) =>
      reader
        .whatWasKnown(AVA, at(position, day), { agency, first: 100 })
        ?.events.edges.map(({ node }) => node.position);
    expect(known('organisation-b', withheld)).toEqual([]);
    expect(known('organisation-b', shared)).toEqual([note]);
    expect(known('organisation-b', shared, '2026-03-12')).toEqual([]);
    expect(known('organisation-c', shared)).toEqual([]);
    expect(known('organisation-b', shared)).not.toContain(secret);
  });
});
