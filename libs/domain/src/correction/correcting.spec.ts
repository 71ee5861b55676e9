import { describe, expect, it } from '@jest/globals';
import type { Command, JsonObject } from '#libs/contracts';
import type { Facts, RecordedEntry } from '../aggregate.ts';
import { aggregates } from '../index.ts';
import { keyworker, noFacts, today } from '../testing/examples.ts';
import { refusalOf } from '../testing/specification.ts';
import { correcting } from './correcting.ts';

const FAMILY = 'family-1';
const EPISODE = 'episode-1';

/** A story of a family, each pair an append: who joined, the help that opened, and what followed. */
const appends: readonly (readonly [type: string, data: JsonObject][])[] = [
  [
    ['FamilyRegistered', { reference: 'F-1' }],
    ['MemberJoined', { person: 'ava' }],
  ],
  [
    ['EpisodeOpened', { episode: EPISODE, children: ['ava'], route: 'SELF', district: 'herts.ff.stevenage' }],
    ['AccountableAgencyAssigned', { episode: EPISODE, agency: 'organisation-school' }],
    ['KeyworkerAssigned', { episode: EPISODE, worker: 'worker-1', agency: 'organisation-school' }],
    [
      'LevelOfNeedDecided',
      {
        ...{ episode: EPISODE, child: 'ava', level: 'L2', decidedBy: 'worker-1' },
        ...{ indicators: ['L2.01'], rationale: 'Tired.' },
      },
    ],
  ],
  [
    [
      'EpisodeClosed',
      { episode: EPISODE, outcomes: [{ child: 'ava', outcome: 'Well', bees: [] }], reason: 'OUTCOMES_MET' },
    ],
  ],
  [
    ['EpisodeReopened', { episode: EPISODE, reason: 'NEW_INFORMATION' }],
    ['AccountableAgencyAssigned', { episode: EPISODE, agency: 'organisation-school' }],
    ['KeyworkerAssigned', { episode: EPISODE, worker: 'worker-2', agency: 'organisation-school' }],
  ],
];

const entries: readonly RecordedEntry[] = appends
  .flatMap((events, append) => events.map(([type, data]) => ({ type, data, commandId: String(append) })))
  .map((event, revision) => ({ ...entryOf(event.type, event.data, revision), commandId: event.commandId }));

function entryOf(type: string, data: JsonObject, revision = 0): RecordedEntry {
  return {
    ...today,
    type,
    data,
    id: `${type}-${revision}`,
    stream: FAMILY,
    revision,
    commandId: 'another',
    subjects: [],
    families: [FAMILY],
    sensitivity: 'STANDARD',
    codeSets: {},
    erased: false,
  };
}

const named = (type: string): string => entries.find((each) => each.type === type)?.id ?? '';
const rules = correcting(aggregates['family'] ?? neverThere());

function neverThere(): never {
  throw new Error('there are no rules for families');
}

function decide(command: Command, facts: Partial<Facts> = {}): unknown {
  const told = { ...today, stream: FAMILY };
  return rules.decide({ ...command, ...told }, rules.initial, { ...noFacts, entries, ...facts });
}

const voiding = (entry: string, more: object = {}): Command => ({
  type: 'VoidEntry',
  data: { stream: FAMILY, entry, reason: 'TYPO', ...more },
});
const correction = (entry: string, more: object): Command => ({
  type: 'CorrectEntry',
  data: { stream: FAMILY, entry, reason: 'TYPO', ...more },
});

describe('voiding an entry of a family', () => {
  it('is taken where nothing rests on it', () => {
    expect(decide(voiding(named('LevelOfNeedDecided')))).toMatchObject([
      { type: 'EntryVoided', data: { entryType: 'LevelOfNeedDecided' }, concerns: { families: [FAMILY] } },
    ]);
  });

  it.each([
    ['that began its record', 'FamilyRegistered', 'FIRST_ENTRY'],
    ['that began an episode others are about', 'EpisodeOpened', 'ENTRY_RELIED_ON'],
    ['without which what followed would stand in a closed episode', 'EpisodeReopened', 'ENTRY_RELIED_ON'],
    ['without which an open episode had no owner for a time', 'AccountableAgencyAssigned', 'NO_OWNER'],
    ['by which a child who is helped belongs to the family', 'MemberJoined', 'OPEN_WORK'],
    ['that is not there', 'StepUpProposed', 'UNKNOWN_ENTRY'],
  ])('is refused for one %s', (_, type, code) => {
    expect(refusalOf(() => decide(voiding(named(type)))).code).toBe(code);
  });

  it('is refused of an acceptance with which a level came', () => {
    const accepted = entryOf('StepUpAccepted', { episode: EPISODE, step: 'step-1' }, entries.length);
    const step = { episode: EPISODE, child: 'ava', from: 'L2', to: 'L4', step: 'step-1' };
    const stepped = entryOf('SteppedUp', step, entries.length + 1);
    const proposed = { episode: EPISODE, step: 'step-1', children: ['ava'], target: 'CP' };
    const earlier = [...entries, entryOf('StepUpProposed', proposed, entries.length - 1)];
    const known = [...earlier, accepted, stepped];
    expect(refusalOf(() => decide(voiding(accepted.id), { entries: known })).code).toBe('ENTRY_RELIED_ON');
    expect(decide(voiding(accepted.id), { entries: [...earlier, accepted] })).toHaveLength(1);
  });

  it('is approved by somebody else', () => {
    const workers = new Map([['worker-9', { ...keyworker, user: today.actor.user }]]);
    const own = voiding(named('LevelOfNeedDecided'), { approvedBy: 'worker-9' });
    expect(refusalOf(() => decide(own, { workers })).code).toBe('SELF_APPROVAL');
    const other = new Map([['worker-9', { ...keyworker, user: 'someone-else' }]]);
    expect(decide(own, { workers: other })).toHaveLength(1);
  });

  it('is refused for what has a reversal of its own', () => {
    const linked = entries.map((each, at) =>
      at === 1 ? { ...each, type: 'PersonsLinkedAsSame', data: { survivor: 'ava', other: 'eva' } } : each,
    );
    expect(refusalOf(() => decide(voiding('MemberJoined-1'), { entries: linked })).code).toBe('ENTRY_STANDS');
  });
});

describe('correcting an entry of a family', () => {
  it('says only what changes', () => {
    const said = { level: 'L3', indicators: ['L3.01'], rationale: 'So' };
    const replaced = { levelOfNeedDecided: { ...said, decidedBy: 'worker-1' } };
    expect(
      decide(correction(named('LevelOfNeedDecided'), { replaced }), { begun: new Set(['worker-1']) }),
    ).toMatchObject([{ data: { replaced: { levelOfNeedDecided: said }, entryVersion: 1 } }]);
  });

  it.each([
    [
      'a level by signs of another',
      'LevelOfNeedDecided',
      { level: 'L3', indicators: ['L2.01'] },
      'SCHEME_MISMATCH',
    ],
    ['a decision for no reason', 'LevelOfNeedDecided', { rationale: ' ' }, 'RATIONALE_REQUIRED'],
    ['a step up that goes down', 'SteppedUp', { to: 'L1', indicators: ['L1.01'] }, 'NOT_A_STEP_UP'],
    ['a step to the level that was', 'SteppedUp', { to: 'L2', indicators: ['L2.01'] }, 'SAME_LEVEL'],
    ['a member who joins tomorrow', 'MemberJoined', { from: '2026-06-17' }, 'DATE_IN_FUTURE'],
    [
      'an end of which nobody says what came',
      'EpisodeClosed',
      { outcomes: [{ child: 'ava', outcome: ' ' }] },
      'REQUIRED',
    ],
  ])('is refused to %s', (_, type, said, code) => {
    const step = {
      ...entryOf('SteppedUp', { from: 'L2', to: 'L3', indicators: ['L3.01'], rationale: 'More.' }),
      revision: entries.length,
    };
    const replaced = { [`${type[0]?.toLowerCase()}${type.slice(1)}`]: said };
    const id = type === 'SteppedUp' ? step.id : named(type);
    expect(refusalOf(() => decide(correction(id, { replaced }), { entries: [...entries, step] })).code).toBe(
      code,
    );
  });

  it('lets no help end before it began', () => {
    const occurred = { precision: 'DATE', value: '2026-06-15' };
    const dayBefore = correction(named('EpisodeClosed'), { occurred });
    expect(refusalOf(() => decide(dayBefore, { entries: entries.slice(0, -3) })).code).toBe(
      'END_BEFORE_START',
    );
  });

  it('does not say that it is about somebody else', () => {
    const replaced = { episodeClosed: { outcomes: [{ child: 'eva', outcome: 'Well', bees: [] }] } };
    expect(refusalOf(() => decide(correction(named('EpisodeClosed'), { replaced }))).code).toBe(
      'OTHER_RECORD',
    );
  });
});
