import { describe, expect, it } from '@jest/globals';
import type { Command, JsonObject, RequestEvent } from '#libs/contracts';
import type { Facts, PanelItemFact, RecordedEntry } from '../aggregate.ts';
import { correcting } from '../correction/correcting.ts';
import { aggregates } from '../index.ts';
import { noFacts, today } from '../testing/examples.ts';
import { received } from '../testing/form.ts';
import { refusalOf } from '../testing/specification.ts';

const STREAM = 'request-1';
const acknowledged: RequestEvent = { type: 'RequestAcknowledged', data: { how: 'PHONE' } };
const triaged: RequestEvent = {
  type: 'RequestTriaged',
  data: { outcome: 'IFST', rationale: 'A bruise.', decidedBy: 'worker-1' },
};
const sent: RequestEvent = { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } };
const withdrawn: RequestEvent = { type: 'RequestWithdrawn', data: { reason: 'MADE_IN_ERROR' } };
const worrying: RequestEvent = {
  type: 'SafeguardingConcernIdentified',
  data: { concern: 'A bruise.', identifiedBy: 'worker-1' },
};
const passed: RequestEvent = {
  type: 'PassedToChildrensServices',
  data: { route: 'MASH_PHONE', passedBy: 'worker-1' },
};
const item: PanelItemFact = {
  ...{ panel: 'panel-1', sending: 1, revision: 3, agency: null, allocation: null },
  state: 'DECIDED',
};

/** Each an append; the form came from the school, and all else is the coordinator's. */
function entriesOf(...later: readonly { readonly type: string; readonly data: object }[]): RecordedEntry[] {
  const school = { user: 'u-school', role: 'REFERRER', agency: 'organisation-school' };
  return [received, ...later].map(({ type, data }, revision) => ({
    ...{ ...today, type, revision, data: data as JsonObject, stream: STREAM },
    ...{ id: `entry-${revision}`, commandId: `${revision}`, codeSets: {}, erased: false },
    ...{ subjects: ['ava'], families: ['family-1'], sensitivity: 'STANDARD' },
    actor: revision === 0 ? school : today.actor,
  }));
}

const aggregate = aggregates['request'];
const rules = aggregate && correcting(aggregate);

function decide(entries: RecordedEntry[], facts: Partial<Facts> = {}, more: object = {}): unknown {
  const data = { stream: STREAM, entry: 'entry-0', reason: 'WRONG_PERSON' };
  const command: Command = { type: 'VoidEntry', data };
  return rules?.decide({ ...command, ...today, stream: STREAM, ...more }, undefined, {
    ...noFacts,
    ...facts,
    entries,
  });
}

describe('voiding how a request came in', () => {
  it('voids all that is recorded of it, the latest first, and says of whom it was', () => {
    expect(decide(entriesOf(acknowledged, triaged))).toMatchObject(
      ['RequestTriaged', 'RequestAcknowledged', 'RequestReceived'].map((entryType, at) => ({
        type: 'EntryVoided',
        data: { entry: `entry-${2 - at}`, entryType, reason: 'WRONG_PERSON' },
        concerns: { subjects: ['ava'], families: ['family-1'] },
      })),
    );
  });

  it('leaves what is voided already', () => {
    const before = { entry: 'entry-1', entryType: 'RequestAcknowledged', reason: 'TYPO' };
    const voided = { type: 'EntryVoided', data: before };
    expect(decide(entriesOf(acknowledged, voided))).toMatchObject([{ data: { entry: 'entry-0' } }]);
  });

  it.each([
    ['help was opened from it', [triaged], { ledToHelp: true }, 'REQUEST_LED_TO_HELP'],
    ['a panel decided on it', [sent], { panelItems: new Map([[STREAM, item]]) }, 'REQUEST_BEFORE_PANEL'],
    ['it was sent to a panel', [sent], {}, 'REQUEST_BEFORE_PANEL'],
    ['nobody passed its concern on', [worrying], {}, 'CONCERN_NOT_PASSED'],
  ])('is refused where %s', (_, later, facts, code) => {
    expect(refusalOf(() => decide(entriesOf(...later), facts)).code).toBe(code);
  });

  it('is taken once that is undone', () => {
    const left = new Map([[STREAM, { ...item, state: 'WITHDRAWN' as const }]]);
    expect(decide(entriesOf(sent, withdrawn), { panelItems: left })).toHaveLength(3);
    expect(decide(entriesOf(worrying, passed))).toHaveLength(3);
  });

  it('takes back nothing that others recorded, but for who keeps the record', () => {
    const own = { actor: { user: 'u-school', role: 'REFERRER', agency: 'organisation-school' } };
    expect(decide(entriesOf(), {}, own)).toHaveLength(1);
    expect(refusalOf(() => decide(entriesOf(triaged), {}, own)).code).toBe('NOT_PERMITTED');
  });
});
