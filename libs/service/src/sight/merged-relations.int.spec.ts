import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Principal, Relations } from '#libs/access';
import { GatheredRelations } from './relations.ts';
import { HelpedFamily } from '../testing/helped-family.ts';
import type { PanelDesk } from '../testing/panel-desk.ts';

// Help goes on in the family that lives on: whoever holds it reads what was merged into that family as its own.

let helped: HelpedFamily;
let desk: PanelDesk;
let hills: string;
let toms: string;

beforeEach(async () => {
  helped = await HelpedFamily.open();
  ({ desk } = helped);
  hills = desk.family;
  toms = (await desk.send('RegisterFamily', { members: [{ person: helped.tom, role: 'FATHER' }] })).id;
}, 30_000);
afterEach(() => desk.close());

function standing(worker: string, record: string, position?: number): Promise<Relations> {
  const { readers, store, clock } = desk.record;
  const principal: Principal = { user: 'u-9', role: 'KEYWORKER', agency: 'organisation-elsewhere', worker };
  return new GatheredRelations(readers, store, clock).relations(principal, record, position);
}
const related = { assigned: true };
const strange = { assigned: false };

async function merge(retired: string, survivor: string): Promise<void> {
  const data = { retired, survivor, reason: 'One household.', ...helped.merging };
  await desk.send('MergeFamilies', data);
  await desk.followed();
}

it('is related to the name and the requests of what was merged, until somebody else is assigned', async () => {
  const request = await desk.received();
  await merge(hills, toms);
  const { worker, agency } = desk;
  const training = [{ training: 'FFA_KEYWORKER', completedOn: '2024-02-01' }];
  const registered = { name: 'Lea Moss', agency, role: 'KEYWORKER', activeFrom: '2024-01-01', training };
  const { id: next } = await desk.send('RegisterWorker', registered);
  for (const record of [toms, hills, request]) {
    expect(await standing(worker, record)).toMatchObject(related);
    expect(await standing(next, record)).toMatchObject(strange);
  }
  const merged = await desk.record.store.head();
  await desk.send('HandOverKeyworker', {
    ...{ family: toms, episode: helped.episode, to: next, agency },
    ...{ agreementReviewed: true, reason: 'LEFTRL' },
  });
  await desk.followed();
  for (const record of [toms, hills, request]) {
    expect(await standing(worker, record)).toMatchObject(strange);
    expect(await standing(next, record)).toMatchObject(related);
  }
  expect(await standing(worker, hills, merged)).toHaveProperty('assignedThen', true);
  expect(await standing(next, hills, merged)).not.toHaveProperty('assignedThen');
});

it('is related to what was merged into a family that is helped, until the merge is reversed', async () => {
  expect(await standing(desk.worker, toms)).toMatchObject(strange);
  await merge(toms, hills);
  expect(await standing(desk.worker, toms)).toMatchObject(related);
  const manager = { user: 'u-8', role: 'MANAGER', agency: desk.agency };
  const { readers, store, clock } = desk.record;
  expect(await new GatheredRelations(readers, store, clock).relations(manager, toms)).toHaveProperty(
    'manages',
    true,
  );
  const data = { retired: toms, survivor: hills, reason: 'Two after all.', ...helped.approved };
  await desk.record.managers.close();
  const { position } = await desk.send('ReverseFamilyMerge', data);
  await desk.record.projector.reached(position);
  expect(await standing(desk.worker, toms)).toMatchObject(strange);
  expect(await standing(desk.worker, hills)).toMatchObject(related);
});
