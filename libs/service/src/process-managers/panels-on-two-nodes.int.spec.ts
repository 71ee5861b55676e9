import { strangers } from '#libs/access';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '#libs/event-store';
import { nothingUnseen } from '#libs/read-models';
import { RecordDoor } from '../door/record-door.ts';
import { PanelDesk } from '../testing/panel-desk.ts';
import { noReaders, openedOf, order } from '../testing/small-record.ts';

let desk: PanelDesk;
beforeEach(async () => {
  desk = await PanelDesk.open();
});
afterEach(() => desk.close());

describe('a decision taken on another node while its request was withdrawn here', () => {
  it('offers nothing, and is put to a person', async () => {
    const panel = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.convene(panel);
    await desk.followed();
    const door = otherNode(() => desk.send('WithdrawRequest', { request, reason: 'NEEDS_MET' }));
    const decision = order('DecideItem', desk.decisionOn(panel, request), { source: 'SYSTEM' });
    await door.send(decision);
    await desk.followed();
    await door.close();
    expect(await desk.events('ItemDecided')).toHaveLength(1);
    expect(await desk.events('RequestWithdrawn')).toHaveLength(1);
    expect(await desk.events('AllocationOffered')).toEqual([]);
    expect(await openedOf(desk.record, 'DataQualityFlagRaised')).toMatchObject([
      { data: { flag: 'DECIDED_AFTER_WITHDRAWAL', request, families: [desk.family] } },
    ]);
  });
});

/** Another node's door over the same log, on which something happens between a decision and its append. */
function otherNode(happens: () => Promise<unknown>): RecordDoor {
  const { record } = desk;
  const { projector, readers, store } = record;
  const append: EventStore['append'] = async (...appended) => {
    await happens();
    return store.append(...appended);
  };
  const watched = new Proxy(store, {
    get: (of, name) => {
      if (name === 'append') return append;
      const member: unknown = Reflect.get(of, name, of);
      return typeof member === 'function' ? (member.bind(of) as unknown) : member;
    },
  });
  return new RecordDoor({
    ...record,
    store: watched,
    relations: async () => ({ sealed: false, assigned: true, ownAgency: true }),
    bars: async () => strangers,
    isLockedOut: async () => false,
    readers: { ...noReaders, panelItem: (item) => readers.panels.item(item) },
    isSealed: () => false,
    sealedFrom: () => nothingUnseen,
    reached: (position) => projector.reached(position),
    refused: async () => undefined,
    written: (position) => projector.wake(position),
  });
}
