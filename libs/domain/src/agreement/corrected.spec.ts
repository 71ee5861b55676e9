import { describe, expect, it } from '@jest/globals';
import type { AgreementEvent, Command } from '#libs/contracts';
import type { Facts, RecordedEntry } from '../aggregate.ts';
import { aggregates } from '../index.ts';
import { around, given, SCHOOL, SURGERY } from '../testing/agreed.ts';
import { noFacts, today } from '../testing/examples.ts';
import { refusalOf } from '../testing/specification.ts';
import { correcting } from '../correction/correcting.ts';

const STREAM = 'agreement-ava';

/** Mia lets the school be told, then the surgery too, and last the school alone. */
const entries: readonly RecordedEntry[] = [given, changed([SCHOOL, SURGERY]), changed([SCHOOL])].map(
  ({ type, data }, revision) => ({
    ...today,
    type,
    data: { ...data },
    revision,
    id: `entry-${revision}`,
    commandId: `${revision}`,
    stream: STREAM,
    subjects: ['ava', 'mia'],
    families: ['family-1'],
    sensitivity: 'STANDARD',
    codeSets: {},
    erased: false,
  }),
);

function changed(agencies: string[]): AgreementEvent {
  return { type: 'AgreementScopeChanged', data: { ...given.data, agencies } };
}

const aggregate = aggregates['agreement'];
const rules = aggregate && correcting(aggregate);

function decide(command: Command, known = entries): unknown {
  const facts: Facts = { ...noFacts, ...around, entries: known, begun: new Set([SCHOOL, SURGERY]) };
  return rules?.decide({ ...command, ...today, stream: STREAM }, rules.initial, facts);
}
const correct = (entry: string, replaced: object): Command => ({
  type: 'CorrectEntry',
  data: { stream: STREAM, entry, reason: 'TYPO', replaced },
});
const occurred = (value: string) => ({ occurred: { precision: 'DATE', value } });
const unsay = (entry: string): Command => ({
  type: 'VoidEntry',
  data: { stream: STREAM, entry, reason: 'TYPO' },
});

describe('correcting what somebody agreed to', () => {
  it('lets no agency be told that they did not name', () => {
    const wider = { agreementScopeChanged: { agencies: [SCHOOL, SURGERY] } };
    expect(refusalOf(() => decide(correct('entry-2', wider))).code).toBe('WIDENS_AGREEMENT');
    const given = { agreementGiven: { agencies: [SURGERY] } };
    expect(refusalOf(() => decide(correct('entry-0', given), entries.slice(0, 1))).code).toBe(
      'WIDENS_AGREEMENT',
    );
  });
  it('takes back no narrowing, though a widening', () => {
    expect(refusalOf(() => decide(unsay('entry-2'))).code).toBe('WIDENS_AGREEMENT');
    expect(decide(unsay('entry-1'), entries.slice(0, 2))).toHaveLength(1);
  });
  it('brings nobody’s agreement back who took it back since, by another day either', () => {
    const [first, ...others] = entries;
    const { agencies: _, ...alone } = given.data;
    const late = { ...others[1], type: 'AgreementGiven', data: alone, revision: 2, id: 'entry-2' };
    const back = { ...others[0], type: 'AgreementWithdrawn', data: alone, revision: 1, id: 'entry-1' };
    const onDay = (value: string) => ({ occurredAt: { precision: 'DATE' as const, value } });
    const known = [first, { ...back, ...onDay('2026-06-10') }, { ...late, ...onDay('2026-06-05') }];
    const later: Command = {
      type: 'CorrectEntry',
      data: {
        stream: STREAM,
        entry: 'entry-2',
        reason: 'WRONG_DATE',
        replaced: {},
        ...occurred('2026-06-12'),
      },
    };
    expect(refusalOf(() => decide(later, known as RecordedEntry[])).code).toBe('WIDENS_AGREEMENT');
  });
  it('may leave an agency out, and mend what was said', () => {
    const less = { agreementScopeChanged: { agencies: [SURGERY] } };
    expect(decide(correct('entry-1', less), entries.slice(0, 2))).toHaveLength(1);
    const said = { agreementScopeChanged: { explained: 'Who is told what, and when.' } };
    expect(decide(correct('entry-2', said))).toHaveLength(1);
  });
  it('takes back what was recorded of somebody who said nothing, though nothing was recorded before', () => {
    const alone = entries.slice(0, 1);
    expect(decide(unsay('entry-0'), alone)).toMatchObject([{ type: 'EntryVoided' }]);
  });
  it('says no capacity in which whoever spoke could not speak, nor an agency twice', () => {
    const code = (said: object) => refusalOf(() => decide(correct('entry-0', { agreementGiven: said }))).code;
    expect(code({ capacity: '16_PLUS' })).toBe('NO_CAPACITY');
    expect(code({ capacity: 'PR' })).toBe('NO_CAPACITY');
    expect(code({ agencies: [SCHOOL, SCHOOL] })).toBe('DUPLICATE_VALUE');
    expect(code({ takenBy: 'left' })).toBe('WORKER_NOT_ELIGIBLE');
  });
});
