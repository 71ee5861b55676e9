import { describe, expect, it } from '@jest/globals';
import type { Command, PlanEvent } from '#libs/contracts';
import type { Facts, RecordedEntry } from '../aggregate.ts';
import { aggregates } from '../index.ts';
import { correcting } from '../correction/correcting.ts';
import { noFacts, today } from '../testing/examples.ts';
import { help, hills, planned } from '../testing/plan.ts';
import { refusalOf } from '../testing/specification.ts';

const STREAM = 'plan-episode-1';
const aggregate = aggregates['plan'];
const rules = aggregate && correcting(aggregate);

const met: PlanEvent = {
  type: 'TafHeld',
  data: { ...help, ledBy: 'worker-1', childrenAbsent: [{ child: 'ava', reason: 'At school.' }] },
};
const done: PlanEvent = { type: 'ActionCompleted', data: { ...help, action: 'action-1', person: 'ava' } };
const shared: PlanEvent = {
  type: 'PlanCopyShared',
  data: { ...help, version: 1, to: 'mia', how: 'LETTER', sharedBy: 'worker-1' },
};

const recorded = (...events: readonly PlanEvent[]): readonly RecordedEntry[] =>
  events.map(({ type, data }, revision) => ({
    ...today,
    type,
    data: JSON.parse(JSON.stringify(data)) as RecordedEntry['data'],
    revision,
    id: `entry-${revision}`,
    commandId: `${revision}`,
    stream: STREAM,
    subjects: [],
    families: ['family-1'],
    sensitivity: 'STANDARD',
    codeSets: {},
    erased: false,
  }));
const story = recorded(met, ...planned, done, shared);

function decide(command: Command, entries = story): unknown {
  const facts: Facts = { ...noFacts, ...hills, entries };
  return rules?.decide({ ...command, ...today, stream: STREAM }, rules.initial, facts);
}
const correct = (entry: number, replaced: object): Command => ({
  type: 'CorrectEntry',
  data: { stream: STREAM, entry: `entry-${entry}`, reason: 'TYPO', replaced },
});
const unsay = (entry: number): Command => ({
  type: 'VoidEntry',
  data: { stream: STREAM, entry: `entry-${entry}`, reason: 'TYPO' },
});
const refused = (command: Command, entries = story) => refusalOf(() => decide(command, entries)).code;

describe('correcting a plan', () => {
  it('mends what was said, as it could have been recorded', () => {
    expect(decide(correct(2, { goalSet: { wanted: 'Ava sleeps.' } }))).toHaveLength(1);
    expect(refused(correct(2, { goalSet: { wanted: ' ' } }))).toBe('REQUIRED');
    expect(refused(correct(2, { goalSet: { ambitions: ['BEE.SAF.1'] } }))).toBe('NOT_OF_THE_BEE');
    expect(decide(correct(4, { actionAdded: { due: '2026-07-01' } }))).toHaveLength(1);
    expect(refused(correct(4, { actionAdded: { due: '2026-06-01' } }))).toBe('END_BEFORE_START');
    expect(refused(correct(4, { actionAdded: { ownerWorker: 'worker-1' } }))).toBe('REQUIRED');
    expect(refused(correct(1, { planAgreed: { version: 7 } }))).toBe('OTHER_RECORD');
  });
  it('never says of another child what was said of one', () => {
    const reason = 'Asleep.';
    expect(decide(correct(0, { tafHeld: { childrenAbsent: [{ child: 'ava', reason }] } }))).toHaveLength(1);
    expect(refused(correct(0, { tafHeld: { childrenAbsent: [{ child: 'ben', reason }] } }))).toBe(
      'OTHER_RECORD',
    );
  });
  it('takes back a meeting, though it began the record, and what nothing rests on', () => {
    expect(decide(unsay(0))).toMatchObject([{ type: 'EntryVoided' }]);
    expect(decide(unsay(5))).toHaveLength(1);
    expect(decide(unsay(3))).toHaveLength(1);
  });
  it('takes back nothing that what came later rests on, and no copy that was given', () => {
    for (const entry of [1, 2, 4]) expect(refused(unsay(entry))).toBe('ENTRY_RELIED_ON');
    expect(refused(unsay(6))).toBe('ENTRY_STANDS');
  });
});
