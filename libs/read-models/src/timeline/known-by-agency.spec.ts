import { describe, expect, it } from '@jest/globals';
import { at } from '../testing/at.ts';
import { AVA, FAMILY, hillFamily } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

describe('what an agency knew of a child', () => {
  it('is also what an agency was asked and told the record, from then on, and nothing of another’s', () => {
    const story = hillFamily();
    const on = (type: 'AgencyInformationRequested' | 'AgencyInformationReceived', agency: string) =>
      story.tell('request-1', { type, data: { agency, due: '2026-03-12' } }, { families: [FAMILY] });
    const asked = on('AgencyInformationRequested', 'organisation-police');
    on('AgencyInformationReceived', 'organisation-gp');
    const told = on('AgencyInformationReceived', 'organisation-police');
    const known = (agency: string, position = story.head) =>
      new TimelineReader(project(timeline, story.events))
        .whatWasKnown(AVA, at(position), { agency })
        ?.events.edges.map(({ cursor }) => cursor);
    expect(known('organisation-police')).toEqual([asked, told]);
    expect(known('organisation-police', told - 1)).toEqual([asked]);
    expect(known('organisation-school')).toEqual([]);
  });
});
