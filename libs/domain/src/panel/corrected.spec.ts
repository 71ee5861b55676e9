import { describe, expect, it } from '@jest/globals';
import type { EventOf, PanelEvent } from '#libs/contracts';
import type { RecordedEntry } from '../aggregate.ts';
import { noFacts, today } from '../testing/examples.ts';
import { scheduled } from '../testing/panel.ts';
import { placed, refusalOf } from '../testing/specification.ts';
import { corrected, relies } from './corrected.ts';

const panel = scheduled();
const entries: readonly RecordedEntry[] = [
  {
    ...today,
    id: 'entry-0',
    type: panel.type,
    data: { district: 'herts.ff.stevenage', date: '2026-06-16' },
    stream: 'panel-1',
    revision: 0,
    commandId: '0',
    subjects: [],
    families: [],
    sensitivity: 'STANDARD',
    codeSets: {},
    erased: false,
  },
];
const correct = (event: PanelEvent): PanelEvent =>
  corrected(event, { ...today, revision: 1 }, { ...noFacts, entries });
const to = (changes: object): PanelEvent => ({ ...panel, data: { ...panel.data, ...changes } }) as PanelEvent;
const decided = (level: string): EventOf<'ItemDecided'> => ({
  type: 'ItemDecided',
  data: {
    item: 'request-1',
    outcome: 'SINGLE_AGENCY',
    children: [{ child: 'ava', level, indicators: ['L2.01'] }],
    rationale: 'One need.',
    decidedBy: 'chair',
  },
});

describe('what a panel recorded', () => {
  it('is never corrected to another district or day, of which there is a panel of its own', () => {
    expect(refusalOf(() => correct(to({ date: '2026-06-23' }))).code).toBe('OTHER_RECORD');
    expect(refusalOf(() => correct(to({ district: 'herts.ff.dacorum' }))).code).toBe('OTHER_RECORD');
    expect(correct(to({ cadence: 'FORTNIGHTLY' }))).toMatchObject({ data: { cadence: 'FORTNIGHTLY' } });
  });
  it('says a level by signs of that level', () => {
    expect(refusalOf(() => correct(decided('L3'))).code).toBe('SCHEME_MISMATCH');
    expect(correct(decided('L2'))).toEqual(decided('L2'));
  });
});

describe('an agency that a panel allocated', () => {
  const [agency, keyworker] = ['organisation-care', 'worker-1'];
  const at = { item: 'request-1', agency, keyworker };
  const allocated = { ...decided('L2'), data: { ...decided('L2').data, agency, keyworker } };
  const events: readonly PanelEvent[] = [
    allocated,
    { type: 'AllocationOffered', data: at },
    { type: 'AllocationAccepted', data: { ...at, familyAgreed: true } },
  ];
  const told = (of: string, event: PanelEvent) =>
    corrected(
      event,
      { ...today, revision: 1 },
      {
        ...noFacts,
        entries,
        organisations: new Map([[agency, { agencyType: 'SOCIAL_CARE' }]]),
        acting: new Map([[keyworker, { agency: of, role: 'KEYWORKER', activeFrom: '2020', training: {} }]]),
      },
    );
  it.each(events)('is not corrected to another than the keyworker’s: $type', (event) => {
    expect(refusalOf(() => told('organisation-school', event)).code).toBe('WORKER_NOT_ELIGIBLE');
    expect(told(agency, event)).toEqual(event);
  });
});

describe('what a panel recorded is not voided', () => {
  const item = 'request-1';
  const quorate: PanelEvent = { type: 'PanelQuorate', data: { present: [] } };
  const tabled: PanelEvent = { type: 'ItemTabled', data: { item, evidencePositions: [] } };
  const offered: PanelEvent = { type: 'AllocationOffered', data: { item, agency: 'organisation-1' } };
  const accepted: PanelEvent = {
    type: 'AllocationAccepted',
    data: { item, agency: 'organisation-1', keyworker: 'worker-1', familyAgreed: true },
  };
  const other: PanelEvent = { ...tabled, data: { item: 'request-2', evidencePositions: [] } };
  const rests = (later: PanelEvent, earlier: PanelEvent) => relies(placed(later, 2), placed(earlier, 1));

  it.each([
    ['of a quorum by which it decided', decided('L2'), quorate],
    ['of an item on which it decided', decided('L2'), tabled],
    ['of a decision by which an agency took it on', accepted, decided('L2')],
    ['of an offer that an agency took on', accepted, offered],
  ])('%s', (_, later, earlier) => {
    expect(rests(later, earlier)).toBe(true);
  });
  it.each([
    ['an item that was tabled anew', tabled, tabled],
    ['another item', decided('L2'), other],
    ['a quorum, and no decision', offered, quorate],
    ['a decision that nobody took on', offered, decided('L2')],
  ])('but of %s it is', (_, later, earlier) => {
    expect(rests(later, earlier)).toBe(false);
  });
});
