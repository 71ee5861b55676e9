import { describe, it } from '@jest/globals';
import type { PanelCommand, PanelEvent } from '#libs/contracts';
import type { Facts, PanelItemFact } from '../aggregate.ts';
import { given } from '../testing/specification.ts';
import { attended, decide, decided, facts, ITEM, PANEL, ready } from '../testing/panel.ts';
import { panel } from './panel.ts';

type Of<T extends PanelEvent['type']> = Extract<PanelEvent, { type: T }>;

const putOff: Of<'ItemDeferred'> = {
  type: 'ItemDeferred',
  data: { item: ITEM, until: '2026-06-30', needed: ['The school’s view'] },
};
const at = (standing: Partial<PanelItemFact>): Partial<Facts> => ({
  ...facts,
  panelItems: new Map([
    [
      ITEM,
      {
        ...{ panel: 'panel-2', sending: 2, state: 'TABLED', revision: 8, agency: null, allocation: null },
        ...standing,
      },
    ],
  ]),
});

describe('what a panel put off', () => {
  it('is for another panel to decide once it is on that one’s agenda', () => {
    given(panel, ...ready, putOff)
      .when(decide(), { stream: PANEL }, at({}))
      .refuses('ITEM_TABLED_ELSEWHERE', { panel: 'panel-2' });
  });
  it('is for that one to put off again, or to have decided', () => {
    const again: PanelCommand = { type: 'DeferItem', data: { panel: PANEL, ...putOff.data } };
    const here = given(panel, ...ready, putOff);
    for (const state of ['TABLED', 'DEFERRED', 'DECIDED'] as const)
      here
        .when(again, { stream: PANEL }, at({ state }))
        .refuses('ITEM_TABLED_ELSEWHERE', { panel: 'panel-2' });
    for (const standing of [{ panel: PANEL }, { state: 'WITHDRAWN' }, { sending: 1 }] as const)
      here
        .when(again, { stream: PANEL }, at(standing))
        .then({ ...putOff, data: { ...putOff.data, family: 'family-1' } });
  });
  it('may be decided here after all, while no other panel has it', () => {
    for (const standing of [{ panel: PANEL, state: 'DEFERRED' }, { state: 'WITHDRAWN' }] as const)
      given(panel, ...ready, putOff)
        .when(decide(), { stream: PANEL }, at(standing))
        .then(decided);
  });
});

describe('what comes from another panel', () => {
  const from = (...conflicted: string[]) => at({ panel: PANEL, conflicted });

  it('is not decided by whoever declared an interest there', () => {
    given(panel, ...ready)
      .when(decide(), { stream: PANEL }, from('chair'))
      .refuses('CONFLICT_OF_INTEREST', { member: 'chair' });
  });
  it('is decided by those who are enough without them', () => {
    given(panel, ...ready)
      .when(decide(), { stream: PANEL }, from('visitor'))
      .refuses('NOT_QUORATE', { lacking: 'AGENCIES' });
    given(panel, ...ready, attended('helper'))
      .when(decide(), { stream: PANEL }, from('visitor'))
      .then(decided);
  });
});
