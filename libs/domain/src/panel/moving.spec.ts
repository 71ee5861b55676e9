import { describe, expect, it } from '@jest/globals';
import type { FamilyEvent, PanelCommand, PanelEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { family } from '../family/family.ts';
import { registered } from '../testing/hill-family.ts';
import {
  decide,
  decided,
  declined,
  facts,
  ITEM,
  offered,
  PANEL,
  ready,
  scheduled,
  standing,
} from '../testing/panel.ts';
import { after, given } from '../testing/specification.ts';
import { panel } from './panel.ts';

const here = { stream: PANEL };
const gone: PanelEvent = { type: 'ItemWithdrawn', data: { item: ITEM, family: 'family-1' } };

function familyIn(district: string) {
  const moved: FamilyEvent = { type: 'DistrictChanged', data: { to: district } };
  const state = after(family, [...registered, moved]);
  if (state.status !== 'REGISTERED') throw new TypeError('the family is registered');
  return { ...state, revision: registered.length };
}

describe('what another district’s panel decides on', () => {
  const leave: PanelCommand = { type: 'WithdrawItem', data: { panel: PANEL, item: ITEM } };
  const sentOn: Partial<Facts> = { ...facts, requests: new Map([[ITEM, { ...standing, sending: 6 }]]) };
  it('leaves the agenda once the request went there, also where its agency declined', () => {
    given(panel, ...ready)
      .when(leave, here, sentOn)
      .then(gone);
    given(panel, ...ready, decided, offered, declined)
      .when(leave, here, sentOn)
      .then(gone);
    given(panel, ...ready, decided, offered)
      .when(leave, here, sentOn)
      .then();
  });
  it('is decided on here no more', () => {
    given(panel, ...ready)
      .when(decide(), here, sentOn)
      .refuses('ITEM_WITHDRAWN', { revision: 5 });
  });

  const EPISODE = 'episode-1';
  const ofFamily: PanelCommand = { type: 'WithdrawItem', data: { panel: PANEL, item: EPISODE } };
  const item = { item: EPISODE, family: 'family-1' };
  const onAgenda: PanelEvent = { type: 'ItemTabled', data: { ...item, evidencePositions: [4] } };
  const before = given(panel, scheduled(), onAgenda);
  const living = (district: string): Partial<Facts> => ({
    ...facts,
    families: new Map([['family-1', familyIn(district)]]),
  });
  it('is an episode whose family moved there, and none else', () => {
    before.when(ofFamily, here, living('herts.ff.st-albans')).then({ type: 'ItemWithdrawn', data: item });
    before.when(ofFamily, here, living('herts.ff.stevenage')).refuses('ITEM_UNDECIDED');
    before.when(ofFamily, here, facts).refuses('ITEM_UNDECIDED');
  });
  it('is told by where the family of the episode lives', () => {
    const state = after(panel, [scheduled(), onAgenda]);
    expect(panel.needs(ofFamily, state)).toEqual({ families: ['family-1'] });
    expect(panel.needs(leave, state)).toEqual({ requests: [ITEM] });
  });
});
