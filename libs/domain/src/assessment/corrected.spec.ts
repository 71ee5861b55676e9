import { describe, expect, it } from '@jest/globals';
import type { AssessmentEvent, Command } from '#libs/contracts';
import type { Facts, RecordedEntry } from '../aggregate.ts';
import { aggregates } from '../index.ts';
import { correcting } from '../correction/correcting.ts';
import { final, one, ready, started } from '../testing/assessment.ts';
import { noFacts, today } from '../testing/examples.ts';
import { hills } from '../testing/plan.ts';
import { refusalOf } from '../testing/specification.ts';

const STREAM = 'assessment-episode-1';
const aggregate = aggregates['assessment'];
const rules = aggregate && correcting(aggregate);
const copied: AssessmentEvent = {
  type: 'AssessmentCopyGiven',
  data: { ...one, to: 'mia', how: 'LETTER', givenBy: 'worker-1' },
};

const recorded = (...events: readonly AssessmentEvent[]): readonly RecordedEntry[] =>
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
// started 0, need 1, strength 2, voice of Ava 3, why not of Ben 4, analysis 5, complete 6, copy 7
const story = recorded(...ready, final, copied);

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
const refusal = (command: Command, entries = story): string => refusalOf(() => decide(command, entries)).code;

describe('an assessment that is corrected', () => {
  it('says what its own orders could have said', () => {
    expect(decide(correct(1, { needIdentified: { seen: 'No breakfast.' } }))).toHaveLength(1);
    expect(refusal(correct(1, { needIdentified: { seen: ' ' } }))).toBe('REQUIRED');
    expect(refusal(correct(0, { assessmentStarted: { type: 'FAMILY_HELP' } }))).toBe('OTHER_RECORD');
    expect(refusal(correct(0, { assessmentStarted: { formVersion: 'GCP-2026.1' } }))).toBe('NOT_OF_THE_TYPE');
    expect(refusal(correct(4, { voiceNotObtained: { reason: 'OTHER' } }))).toBe('REQUIRED');
    const findings = [
      { child: 'ava', level: 'L3', send: 'NO_SIGN' },
      { child: 'ben', level: 'L2', send: 'BEING_MET' },
    ];
    expect(decide(correct(6, { assessmentFinalised: { findings } }))).toHaveLength(1);
    const [ava] = findings;
    expect(
      refusal(correct(6, { assessmentFinalised: { findings: [ava, { child: 'ben', send: 'NO_SIGN' }] } })),
    ).toBe('REQUIRED');
    expect(refusal(correct(6, { assessmentFinalised: { findings: [ava] } }))).toBe('OTHER_RECORD');
  });
  it('stands while what was found in it does, and keeps what makes it complete', () => {
    for (const entry of [0, 6]) expect(refusal(unsay(entry))).toBe('ENTRY_RELIED_ON');
    for (const entry of [1, 2, 3, 4, 5]) expect(refusal(unsay(entry))).toBe('ASSESSMENT_INCOMPLETE');
    const twice = recorded(...ready, ...ready.slice(1, 2), final);
    expect(decide(unsay(1), twice)).toHaveLength(1);
  });
  it('is open again once nobody says that it is complete, but not beside another', () => {
    const complete = recorded(...ready, final);
    expect(decide(unsay(6), complete)).toHaveLength(1);
    const another = recorded(...ready, final, started({ assessment: 'assessment-2' }));
    expect(refusal(unsay(6), another)).toBe('ALREADY_OPEN');
  });
  it('leaves a copy that was given as it is', () => {
    expect(refusal(unsay(7))).toBe('ENTRY_STANDS');
  });
});
