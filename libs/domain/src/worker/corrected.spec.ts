import { describe, expect, it } from '@jest/globals';
import type { Command } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { correcting } from '../correction/correcting.ts';
import { aggregates } from '../index.ts';
import { noFacts, school, today } from '../testing/examples.ts';
import { recordedIn } from '../testing/recorded.ts';
import { refusalOf } from '../testing/specification.ts';

const STREAM = 'worker-1';

/** Sam begins at the school, is trained, moves to the surgery and ends, one command each. */
const entries = recordedIn(STREAM, [
  [
    'WorkerRegistered',
    {
      name: 'Sam Hill',
      agency: 'organisation-school',
      role: 'KEYWORKER',
      activeFrom: '2024-09-01',
    },
  ],
  ['TrainingRecorded', { training: 'FFA_KEYWORKER', completedOn: '2024-10-01' }],
  ['WorkerMoved', { agency: 'organisation-surgery', role: 'KEYWORKER' }],
  ['WorkerEnded', { activeTo: '2026-05-31' }],
]);

const aggregate = aggregates['worker'];
const rules = aggregate && correcting(aggregate);
const organisations = new Map([
  ['organisation-surgery', school],
  ['organisation-gone', { agencyType: 'SCHOOL', endedOn: '2026-01-01' }],
]);

function decide(command: Command, known: Partial<Facts> = {}): unknown {
  const begun = new Set([...organisations.keys(), 'organisation-school']);
  const facts: Facts = { ...noFacts, entries, organisations, begun, ...known };
  return rules?.decide({ ...command, ...today, stream: STREAM }, rules.initial, facts);
}
const correct = (at: number, replaced: object): Command => ({
  type: 'CorrectEntry',
  data: { stream: STREAM, entry: `entry-${at}`, reason: 'TYPO', replaced },
});
const unsay = (at: number): Command => ({
  type: 'VoidEntry',
  data: { stream: STREAM, entry: `entry-${at}`, reason: 'TYPO' },
});
const codeOf = (command: Command, known?: Partial<Facts>): string =>
  refusalOf(() => decide(command, known)).code;

describe('correcting what stands of a worker', () => {
  it.each([
    ['training on a day to come', 1, { trainingRecorded: { completedOn: '2027-01-01' } }, 'DATE_IN_FUTURE'],
    ['a last day to come', 3, { workerEnded: { activeTo: '2027-01-01' } }, 'DATE_IN_FUTURE'],
    ['a last day before the first', 3, { workerEnded: { activeTo: '2024-08-31' } }, 'END_BEFORE_START'],
    ['a first day after the last', 0, { workerRegistered: { activeFrom: '2026-06-01' } }, 'END_BEFORE_START'],
    [
      'an agency that had ended',
      2,
      { workerMoved: { agency: 'organisation-gone' } },
      'ORGANISATION_NOT_ACTIVE',
    ],
  ])('does not take %s', (_, at, replaced, code) => {
    expect(codeOf(correct(at, replaced))).toBe(code);
  });

  it('takes what could have been recorded', () => {
    expect(decide(correct(3, { workerEnded: { activeTo: '2026-05-30' } }))).toHaveLength(1);
    expect(decide(correct(0, { workerRegistered: { agency: 'organisation-surgery' } }))).toHaveLength(1);
    expect(decide(unsay(3))).toHaveLength(1);
  });

  it('leaves whoever helps families with the agency that answers for them, and at work as long', () => {
    const helping = { caseload: ['episode-1'] };
    const working = { ...helping, entries: entries.slice(0, 3) };
    expect(codeOf(unsay(2), working)).toBe('OPEN_WORK');
    expect(codeOf(correct(2, { workerMoved: { agency: 'organisation-school' } }), working)).toBe('OPEN_WORK');
    expect(decide(correct(2, { workerMoved: { role: 'TEAM_MANAGER' } }), working)).toHaveLength(1);
    expect(codeOf(correct(3, { workerEnded: { activeTo: '2026-05-01' } }), helping)).toBe('OPEN_WORK');
    expect(decide(unsay(3), helping)).toHaveLength(1);
  });
});
