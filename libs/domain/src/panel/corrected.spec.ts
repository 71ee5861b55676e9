import { describe, expect, it } from '@jest/globals';
import type { EventOf, PanelEvent } from '#libs/contracts';
import type { RecordedEntry } from '../aggregate.ts';
import { noFacts, today } from '../testing/examples.ts';
import { scheduled } from '../testing/panel.ts';
import { refusalOf } from '../testing/specification.ts';
import { corrected } from './corrected.ts';

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
const correct = (event: PanelEvent): PanelEvent => corrected(event, today, { ...noFacts, entries });
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
