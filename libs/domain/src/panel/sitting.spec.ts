import { describe, expect, it } from '@jest/globals';
import type { PanelCommand, PanelEvent } from '#libs/contracts';
import { readCodeSets, referenceOf, type CodeSet } from '#libs/reference';
import { today } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import {
  attended,
  closed,
  decided,
  declined,
  facts,
  offered,
  PANEL,
  quorate,
  ready,
  scheduled,
  tabled,
} from '../testing/panel.ts';
import { panel } from './panel.ts';
import { arePapersClosed } from './sitting.ts';

const { reference: _, ...asked } = { ...scheduled().data, reference: 'P-1' } as {
  district: string;
  date: string;
  cadence: string;
  quorumRule: string;
  reference: string;
};
const schedule = (changed: object = {}): PanelCommand => ({
  type: 'SchedulePanel',
  data: { ...asked, ...changed },
});
const when = { ...today, reference: 'P-1', stream: PANEL };
const of = { panel: PANEL, member: 'teacher', agency: 'organisation-school' };
const attend = (changed: object = {}): PanelCommand => ({
  type: 'RecordPanelAttendance',
  data: { ...of, chairing: false, remote: false, ...changed },
});
const convene: PanelCommand = { type: 'ConvenePanel', data: { panel: PANEL } };
const close: PanelCommand = { type: 'ClosePanel', data: { panel: PANEL } };

/** All districts end with March 2028. */
const replaced = (set: CodeSet): CodeSet => ({
  ...set,
  codes: set.codes.map((code) => ({ ...code, validTo: '2028-03-31' })),
});

describe('a panel', () => {
  it('is scheduled for a district and a day, by a rule of who must be there', () => {
    given(panel).when(schedule(), when).then(scheduled());
    given(panel, scheduled()).when(schedule(), when).then();
  });
  it('is scheduled once a district and day', () => {
    given(panel, scheduled())
      .when(schedule({ cadence: 'FORTNIGHTLY' }), when)
      .refuses('ALREADY_SCHEDULED');
  });
  it('sits on a day of the calendar, under a chair who is known', () => {
    given(panel)
      .when(schedule({ date: '2026-02-30' }), when)
      .refuses('INVALID_DATE', { field: 'date' });
    given(panel)
      .when(schedule({ chair: 'nobody' }), when, facts)
      .refuses('NOT_FOUND', { worker: 'nobody' });
  });
  it('sits in a district that is there on its day', () => {
    const reference = referenceOf(
      readCodeSets().map((set) => (set.name === 'district' ? replaced(set) : set)),
    );
    given(panel)
      .when(schedule({ date: '2028-03-31' }), when, { ...facts, reference })
      .then({ ...scheduled(), data: { ...scheduled().data, date: '2028-03-31' } } as PanelEvent);
    given(panel)
      .when(schedule({ date: '2028-04-04' }), when, { ...facts, reference })
      .refuses('CODE_NOT_CURRENT', { field: 'district' });
  });
  it('that was never scheduled is not found', () => {
    for (const command of [attend(), convene, close])
      given(panel).when(command, {}, facts).refuses('NOT_FOUND');
  });
});

describe('a member', () => {
  const { panel: __, ...expected } = of;
  it('is expected, sends apologies, and comes all the same', () => {
    const expect1: PanelCommand = { type: 'ExpectPanelMember', data: of };
    const known: PanelEvent = { type: 'PanelMemberExpected', data: expected };
    const sorry: PanelEvent = { type: 'PanelMemberApologised', data: expected };
    given(panel, scheduled()).when(expect1, {}, facts).then(known);
    given(panel, scheduled(), known).when(expect1, {}, facts).then();
    given(panel, scheduled(), known).when({ type: 'RecordPanelApology', data: of }, {}, facts).then(sorry);
    given(panel, scheduled(), sorry).when({ type: 'RecordPanelApology', data: of }, {}, facts).then();
    given(panel, scheduled(), sorry).when(attend(), {}, facts).then(attended('teacher'));
  });
  it('comes once, in the room or from afar', () => {
    given(panel, scheduled(), attended('teacher')).when(attend(), {}, facts).then();
    given(panel, scheduled(), attended('teacher'))
      .when(attend({ remote: true }), {}, facts)
      .then(attended('teacher', true));
  });
  it('is an active worker of the agency spoken for', () => {
    given(panel, scheduled())
      .when(attend({ agency: 'organisation-health' }), {}, facts)
      .refuses('WORKER_NOT_ELIGIBLE', { worker: 'teacher', because: 'OTHER_AGENCY' });
    given(panel, scheduled()).when(attend()).refuses('NOT_FOUND', { worker: 'teacher' });
  });
});

describe('the quorum', () => {
  const here = ['chair', 'teacher', 'visitor'];
  it('is there when the rule’s people are, also where they vote from afar', () => {
    given(panel, scheduled(), ...here.map((member) => attended(member, true)))
      .when(convene)
      .then(quorate);
    given(panel, ...ready)
      .when(convene)
      .then();
  });
  it('lacks what the rule asks for and nobody brought', () => {
    given(panel, scheduled(), attended('teacher'))
      .when(convene)
      .then({ type: 'PanelAdjourned', data: { present: ['teacher'], lacking: ['CHAIR', 'AGENCIES'] } });
  });
  it('lacks a health representative where the rule asks for one', () => {
    const present = ['chair', 'teacher', 'helper'];
    given(panel, scheduled('CHAIR_AND_THREE_WITH_HEALTH'), ...present.map((member) => attended(member)))
      .when(convene)
      .then({ type: 'PanelAdjourned', data: { present, lacking: ['HEALTH'] } });
    given(panel, scheduled('CHAIR_AND_THREE'), ...present.map((member) => attended(member)))
      .when(convene)
      .then({ type: 'PanelQuorate', data: { present } });
  });
  it('is there once those who were missing came', () => {
    const adjourned: PanelEvent = {
      type: 'PanelAdjourned',
      data: { present: ['chair'], lacking: ['AGENCIES'] },
    };
    given(panel, scheduled(), attended('chair'), adjourned, attended('teacher'), attended('visitor'))
      .when(convene)
      .then(quorate);
  });
  it('is of nobody in an empty panel', () => {
    given(panel, scheduled()).when(convene).refuses('PANEL_EMPTY');
    const sorry: PanelEvent = {
      type: 'PanelMemberApologised',
      data: { member: 'teacher', agency: 'organisation-school' },
    };
    given(panel, scheduled(), sorry).when(convene).refuses('PANEL_EMPTY');
  });
  it('is judged by a rule of the code set', () => {
    given(panel, scheduled('ANYBODY'), attended('chair')).when(convene).refuses('CODE_NOT_CURRENT');
  });
});

describe('a panel that ends', () => {
  it('leaves nothing open behind', () => {
    given(panel, ...ready)
      .when(close)
      .refuses('OPEN_WORK', { items: 1 });
    given(panel, ...ready, decided, offered, declined)
      .when(close)
      .refuses('OPEN_WORK', { items: 1 });
    given(panel, ...ready, decided, offered)
      .when(close)
      .then(closed);
    given(panel, ...ready, decided, closed)
      .when(close)
      .then();
  });
  it('may leave what is deferred or withdrawn', () => {
    const item = { item: 'request-1', family: 'family-1' };
    const deferred: PanelEvent = {
      type: 'ItemDeferred',
      data: { ...item, until: '2026-06-23', needed: ['A'] },
    };
    given(panel, scheduled(), tabled, deferred).when(close).then(closed);
    given(panel, scheduled(), tabled, { type: 'ItemWithdrawn', data: item }).when(close).then(closed);
  });
  it('takes nobody in any more', () => {
    given(panel, ...ready, decided, closed)
      .when(attend(), {}, facts)
      .refuses('PANEL_CLOSED');
    given(panel, ...ready, decided, closed)
      .when(convene)
      .refuses('PANEL_CLOSED');
  });
});

describe('what a panel asks of other streams', () => {
  it('is who comes, and of which agency', () => {
    const asks = (command: PanelCommand) => panel.needs(command, panel.initial);
    expect(asks(attend())).toEqual({ workers: ['teacher'], organisations: ['organisation-school'] });
    expect(asks(schedule({ chair: 'chair' }))).toEqual({ workers: ['chair'] });
    expect(asks(schedule())).toEqual({});
    expect(asks(convene)).toEqual({});
  });
});

describe('the papers of a panel', () => {
  const on = (today: string) => arePapersClosed({ date: '2026-03-16' }, today);

  it('are read by its members for four weeks after its day', () => {
    expect(on('2026-03-15')).toBe(false);
    expect(on('2026-04-13')).toBe(false);
    expect(on('2026-04-14')).toBe(true);
  });
});
