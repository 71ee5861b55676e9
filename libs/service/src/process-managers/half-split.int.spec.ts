import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { familiesHelped } from '../door/facts/open-work.ts';
import { HelpedFamily } from '../testing/helped-family.ts';
import { order } from '../testing/small-record.ts';
import { systemActor } from './manager.ts';

let helped: HelpedFamily;
beforeEach(async () => {
  helped = await HelpedFamily.open();
}, 30_000);
afterEach(() => helped.desk.close());

it('a family that splits holds the help that goes along until the new family has it', async () => {
  const { desk, episode, mia, tom } = helped;
  const { family, children, record } = desk;
  const open = (families: readonly string[]) => familiesHelped(families, record);
  await desk.send('AddMember', { family, person: tom, role: 'FATHER' });
  await desk.followed();
  await record.managers.close();
  const members = [mia, ...children];
  const split = { family, members, episode, reason: 'SEPARATED', decidedBy: desk.worker };
  const { id: part } = await desk.send('SplitFamily', split);
  expect(await open([family, part])).toEqual([family]);
  const roles = members.map((person) => ({ person, role: person === mia ? 'MOTHER' : 'CHILD' }));
  const half = order('RegisterSplitFamily', { splitFrom: family, members: roles }, { actor: systemActor });
  await record.door.send({ ...half, stream: part, source: 'SYSTEM' });
  expect(await open([family, part])).toEqual([part]);
});
