import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { HelpedFamily } from '../testing/helped-family.ts';
import type { PanelDesk } from '../testing/panel-desk.ts';
import { ProcessManagers } from './managers.ts';
import { partedFamilies } from './parted-families.ts';

let helped: HelpedFamily;
let desk: PanelDesk;
let episode: string;
let mia: string;
let tom: string;
beforeEach(async () => {
  helped = await HelpedFamily.open();
  ({ desk, episode, mia, tom } = helped);
}, 30_000);
afterEach(() => desk.close());

describe('two families that are one', () => {
  let toms: string;
  beforeEach(async () => {
    toms = (await desk.send('RegisterFamily', { members: [{ person: tom, role: 'FATHER' }] })).id;
  });
  const merge = async (): Promise<number> => {
    const data = { retired: desk.family, survivor: toms, reason: 'One household.', ...helped.merging };
    const { position } = await desk.send('MergeFamilies', data);
    await desk.followed();
    return position;
  };
  const reverse = async (): Promise<void> => {
    const data = {
      retired: desk.family,
      survivor: toms,
      episode,
      reason: 'Two after all.',
      ...helped.approved,
    };
    await desk.send('ReverseFamilyMerge', data);
    await desk.followed();
  };

  it('are read as the survivor, which goes on with the help', async () => {
    const position = await merge();
    expect(helped.told(toms)?.members.map(({ person }) => person)).toEqual(
      expect.arrayContaining([tom, mia, ...desk.children]),
    );
    expect(helped.told(toms)).toMatchObject({
      mergedFrom: [desk.family],
      episodes: [{ episode, status: 'OPEN' }],
    });
    expect(helped.told(desk.family)).toMatchObject({ mergedInto: toms });
    expect(helped.types(toms)).toContain('EpisodeOpened');
    expect(helped.types(toms, position - 1)).not.toContain('EpisodeOpened');
    expect(desk.record.readers.families.familiesOf(mia)).toEqual([toms]);
    expect(await helped.heldBy(position - 1)).toEqual({
      families: new Set([desk.family, toms]),
      isOneAtATime: true,
    });
  });

  it('are two again, without loss: everything is as it was, and as of any position as it was shown then', async () => {
    await desk.followed();
    const before = await desk.record.store.head();
    const was = { hills: helped.told(desk.family, before), toms: helped.told(toms, before) };
    const position = await merge();
    const merged = {
      hills: helped.told(desk.family),
      toms: helped.told(toms),
      at: await desk.record.store.head(),
    };
    await helped.supervised(toms);
    await reverse();
    const { episodes, ...hills } = helped.told(desk.family) ?? { episodes: [] };
    expect(hills).toEqual({ ...was.hills, episodes: undefined });
    expect(episodes).toEqual([{ ...was.hills?.episodes[0], continuedFrom: toms }]);
    expect(helped.told(toms)).toEqual({
      ...was.toms,
      episodes: [
        {
          ...was.hills?.episodes[0],
          status: 'CONTINUED',
          continuedIn: desk.family,
          continuedFrom: desk.family,
        },
      ],
    });
    expect({ hills: helped.told(desk.family, before), toms: helped.told(toms, before) }).toEqual(was);
    expect({
      hills: helped.told(desk.family, merged.at),
      toms: helped.told(toms, merged.at),
      at: merged.at,
    }).toEqual(merged);
    expect(helped.types(desk.family)).toContain('SupervisionRecorded');
    expect(await helped.heldBy(position - 1)).toEqual({
      families: new Set([desk.family, toms]),
      isOneAtATime: true,
    });
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('are two again without a word of where a child of both lives, but what was told since they were one', async () => {
    const [ava = '', ben = ''] = desk.children;
    for (const person of [ava, ben])
      await desk.send('AddMember', { family: toms, person, role: 'CHILD', livesHere: 'PART' });
    const homeIn = (family: string, person: string) =>
      helped.told(family)?.members.find((member) => member.person === person)?.livesHere;
    await desk.followed();
    const was = homeIn(desk.family, ava);
    expect(was).not.toBe('PART');
    await merge();
    await desk.send('ChangeMemberRole', { family: toms, person: ben, role: 'CHILD', livesHere: 'NO' });
    const data = { retired: desk.family, survivor: toms, episode, reason: 'Two after all.' };
    const both = { members: [mia, ...desk.children], inBoth: desk.children };
    await desk.send('ReverseFamilyMerge', { ...data, ...both, ...helped.approved });
    await desk.followed();
    expect([homeIn(desk.family, ava), homeIn(toms, ava)]).toEqual([was, 'PART']);
    expect([homeIn(desk.family, ben), homeIn(toms, ben)]).toEqual(['NO', 'NO']);
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('are one, and two again, without whom nothing can be recorded of any more', async () => {
    await desk.followed();
    const { keys, managers } = desk.record;
    await keys.destroy([mia]);
    desk.record.vault.forget([mia]);
    await merge();
    expect(helped.held(toms)).toBe(episode);
    await reverse();
    expect(helped.held(desk.family)).toBe(episode);
    expect(managers.parked()).toEqual([]);
  });

  it('wait for a person where the survivor opened help at that moment, and may be taken apart again', async () => {
    const baby = await unborn();
    await desk.send('AddMember', { family: toms, person: baby, role: 'UNBORN' });
    await desk.followed();
    const { record, folder } = desk;
    await record.managers.close();
    const data = { retired: desk.family, survivor: toms, reason: 'One household.', ...helped.approved };
    await desk.send('MergeFamilies', { ...data, agreementReviewed: true });
    const opened = await helped.openFor(toms, [baby]);
    const caughtUp = async () => record.projector.reached(await record.store.head());
    const managers = [partedFamilies({ store: record.store, readers: record.readers, caughtUp })];
    const follower = new ProcessManagers({ ...record, managers, file: join(folder, 'parted.json') });
    follower.start();
    await follower.reached(await record.store.head());
    expect(follower.parked()).toMatchObject([{ manager: 'parted-families', code: 'ALREADY_OPEN' }]);
    expect(helped.held(desk.family)).toBe(episode);
    await desk.send('ReverseFamilyMerge', { ...data, reason: 'Not now.' });
    await follower.reached(await record.store.head());
    await follower.close();
    await caughtUp();
    expect(helped.told(desk.family)).toMatchObject({
      mergedInto: null,
      episodes: [{ episode, status: 'OPEN' }],
    });
    expect([helped.held(desk.family), helped.held(toms)]).toEqual([episode, opened.id]);
  });

  async function unborn(): Promise<string> {
    const names = [{ use: 'LEGAL', given: 'Baby', family: 'Hill' }];
    const data = { names, expectedDeliveryDate: '2026-08-01', sex: 'U', adult: false };
    return (await desk.send('RegisterPerson', data)).id;
  }
});
