import { describe, expect, it } from '@jest/globals';
import type { RequestEvent } from '#libs/contracts';
import type { PanelItemFact } from '../aggregate.ts';
import { noFacts } from '../testing/examples.ts';
import { received } from '../testing/form.ts';
import { placed } from '../testing/specification.ts';
import { isOpenWork, type Elsewhere } from './open-work.ts';

const reason = 'FAMILY_DECLINED';
const concern: RequestEvent = {
  type: 'SafeguardingConcernIdentified',
  data: { concern: 'A bruise.', identifiedBy: 'worker-1' },
};
const passed: RequestEvent = {
  type: 'PassedToChildrensServices',
  data: { route: 'MASH_PHONE', passedBy: 'worker-1' },
};
const triaged = (outcome: string): RequestEvent => ({
  type: 'RequestTriaged',
  data: { outcome, rationale: 'So.', decidedBy: 'worker-1' },
});
const withdrawn: RequestEvent = { type: 'RequestWithdrawn', data: { reason } };
const sent: RequestEvent = { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } };
const reopened: RequestEvent = { type: 'RequestReopened', data: { reason: 'It goes on.' } };
const advice = { type: 'AdviceSought', data: { reference: 'R-2', district: 'none' } } as RequestEvent;

const item = (state: PanelItemFact['state'], sending = 1): PanelItemFact => ({
  ...{ panel: 'panel-1', sending, state, revision: 3 },
  ...{ agency: null, allocation: null },
});
const isOpen = (events: RequestEvent[], elsewhere: Partial<Elsewhere> = {}): boolean =>
  isOpenWork(
    events.map((event, revision) =>
      placed({ ...placed(event, revision), recordedAt: `2026-06-1${revision}` }, revision),
    ),
    { item: undefined, helpOpened: [], ...elsewhere },
    noFacts.reference,
  );

describe('a request', () => {
  it.each<[string, RequestEvent[], Partial<Elsewhere>]>([
    ['nobody decided on it', [received], {}],
    ['it was put off', [received, triaged('DEFER_INFO_NEEDED')], {}],
    ['a panel is to decide', [received, sent], {}],
    ['a panel has it before it', [received, sent], { item: item('TABLED') }],
    ['a panel put it off', [received, sent], { item: item('DEFERRED') }],
    ['a panel decided an earlier sending', [received, sent], { item: item('DECIDED', 0) }],
    ['it is looked at anew', [received, withdrawn, reopened], {}],
    ['it is looked at anew after help', [received, triaged('LSP'), reopened], { helpOpened: ['2026-06-11'] }],
    ['its concern was not passed on', [received, triaged('STEP_UP_CHILDRENS_SERVICES'), concern], {}],
    ['nor where help opened from it', [received, concern], { helpOpened: ['2026-06-15'] }],
  ])('is open work while %s', (_, events, elsewhere) => {
    expect(isOpen(events, elsewhere)).toBe(true);
  });

  it.each<[string, RequestEvent[], Partial<Elsewhere>]>([
    ['it was decided', [received, triaged('SINGLE_AGENCY')], {}],
    ['it was withdrawn', [received, withdrawn], {}],
    ['the panel decided', [received, sent], { item: item('DECIDED') }],
    ['its concern was passed on', [received, withdrawn, concern, passed], {}],
    ['help was opened from it', [received], { helpOpened: ['2026-06-15'] }],
    ['only advice was sought', [advice], {}],
    ['it was voided', [], {}],
  ])('is none where %s', (_, events, elsewhere) => {
    expect(isOpen(events, elsewhere)).toBe(false);
  });
});
