import { describe, expect, it } from '@jest/globals';
import { eventTable, type DataClass } from '#libs/contracts';
import { AVA, hillFamily, request } from '../../testing/hill.ts';
import { project } from '../../testing/project.ts';
import { mask, maskEntry } from './mask.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';
import { summaryOf } from './summaries.ts';
import { anyData, erasedData } from '../../testing/any-data.ts';

const none = new Set<DataClass>();
const titles = { title: (_set: string, code: string) => code };

describe('what someone may not read', () => {
  it('is taken out, wherever it stands, and listed', () => {
    const { data, redactions } = mask(
      'RequestReceived',
      request(),
      new Set<DataClass>(['general', 'third-party']),
    );
    expect(data).toEqual({ ...request(), gss: undefined });
    expect(redactions).toEqual([{ pointer: '/gss', reason: 'WITHHELD' }]);
  });

  it('is told apart from what was erased', () => {
    const { redactions } = mask('SteppedUp', { episode: 'e', child: 'c', from: 'L2', to: 'L3' }, none, [
      '/rationale',
    ]);
    expect(redactions).toEqual([{ pointer: '/rationale', reason: 'ERASED' }]);
  });

  it('takes nothing from those who may read every class', () => {
    const all = new Set<DataClass>(['general', 'address', 'health', 'police', 'third-party', 'special']);
    const data = request();
    expect(mask('RequestReceived', data, all)).toEqual({ data, redactions: [] });
  });

  it('shows nothing of an event of a type that is not described', () => {
    expect(mask('NotYetInvented', { secret: 1 }, none)).toEqual({ data: {}, redactions: [] });
  });

  it('hides the day of a death with the death', () => {
    const story = hillFamily().at('2026-04-01T09:00:00.000Z');
    const data = { dateOfDeath: '2026-03-01', verification: 'CERTIFICATE' };
    story.tell(`person-${AVA}`, { type: 'DeathRecorded', data }, { lateReason: 'RECEIVED_LATE' });
    const entry = new TimelineReader(project(timeline, story.events)).event(story.head);
    expect(entry && maskEntry(entry, none)).toMatchObject({
      data: {},
      occurredAt: { precision: 'UNKNOWN' },
      late: 0,
      lateReason: null,
      redactions: [
        { pointer: '/dateOfDeath', reason: 'WITHHELD' },
        { pointer: '/verification', reason: 'WITHHELD' },
      ],
    });
  });
});

describe('the line that sums an event up', () => {
  it.each(Object.keys(eventTable))('holds nothing personal of %s once that is withheld', (type) => {
    const data = anyData(type, (field) => (field.kind === 'personal' ? 'PLANTED' : 'word'));
    const masked = mask(type, data, none);
    expect(JSON.stringify(masked.data)).not.toContain('PLANTED');
    const summary = summaryOf({ type, data: masked.data, codeSets: {} }, titles);
    expect(summary).toMatch(/^[A-Z0-9a-z].*[^:,(\s]$/);
    expect(summary).not.toMatch(/PLANTED|undefined|null|NaN|\(\)/);
  });

  it.each(Object.keys(eventTable))('tells %s of which all that was personal is erased', (type) => {
    const summary = summaryOf({ type, data: erasedData(type, () => 'word'), codeSets: {} }, titles);
    expect(summary).toMatch(/^[A-Z0-9a-z].*[^:,(\s]$/);
    expect(summary).not.toMatch(/undefined|null|NaN|\(\)/);
  });

  it('says a step as a practitioner would', () => {
    const data = { episode: 'e', child: 'c', from: 'L2', to: 'L3', decidedBy: 'w' };
    expect(summaryOf({ type: 'SteppedUp', data, codeSets: {} }, titles)).toBe('Stepped up from L2 to L3');
  });

  it('counts whoever led a meeting of the team once, also where they stand among those who came', () => {
    const met = { ledBy: 'w1', workers: ['w1', 'w2'], persons: ['p1', 'p2'], childrenPresent: ['p2', 'p3'] };
    expect(summaryOf({ type: 'TafHeld', data: met, codeSets: {} }, titles)).toBe(
      'Team around the family met: 2 workers, 0 other agencies, 3 people of the family there',
    );
  });

  it('calls a code what it was called when the event was written', () => {
    const title = (set: string, code: string, version?: string): string => `${set} ${code} of ${version}`;
    const event = {
      type: 'InformationReceived',
      data: { from: 'POLICE' },
      codeSets: { 'information-source': '2025.1' },
    };
    expect(summaryOf(event, { title })).toBe('Information received from information-source POLICE of 2025.1');
  });

  it('says so of a type it does not know', () => {
    expect(summaryOf({ type: 'NotYetInvented', data: {}, codeSets: {} }, titles)).toBe(
      'An event this version does not know',
    );
  });
});
