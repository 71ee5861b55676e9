import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { CommandOf } from '#libs/contracts';
import {
  coordinator,
  manager,
  order,
  school,
  smallRecord,
  type SmallRecord,
} from '../testing/small-record.ts';

/** Two nodes over one log; the first one's clock is two seconds ahead. */
let ahead: SmallRecord;
let behind: SmallRecord;
beforeEach(async () => {
  ahead = await smallRecord();
  const { store, vault } = ahead;
  behind = await smallRecord({ store, vault });
  ahead.clock.standAt('2026-03-10T12:00:02.000Z');
});
afterEach(async () => {
  await behind.close();
  await ahead.close();
});

async function person(given: string): Promise<string> {
  const names = [{ use: 'LEGAL', given, family: 'Hill' }];
  return (await behind.door.send(order('RegisterPerson', { names, sex: 'F', adult: true }))).id;
}

async function worker(agency: string, more: { user?: string } = {}): Promise<string> {
  const said = { name: 'Isla', agency, role: 'KEYWORKER', activeFrom: '2020-01-01', ...more };
  return (await behind.door.send(order('RegisterWorker', said, { actor: manager }))).id;
}

it('what was recorded after a link is given back, though the clock of the node that linked was ahead', async () => {
  const { id: agency } = await behind.door.send(order('RegisterOrganisation', school, { actor: manager }));
  const asked = {
    requestedBy: await worker(agency),
    approvedBy: await worker(agency, { user: coordinator.user }),
  };
  const pair = { survivor: await person('Ava'), other: await person('Eve') };
  const evidence = ['One birth date.'];
  const { id: link } = await ahead.door.send(order('LinkPersonsAsSame', { ...pair, evidence, ...asked }));
  const warning = { person: pair.survivor, warning: 'WEAPONS' };
  await behind.door.send(order('RecordWarning', warning));
  const [linked, warned] = (await ahead.events()).slice(-2);
  expect([linked?.recordedAt, warned?.recordedAt].sort()[1]).toBe(linked?.recordedAt);
  const data: CommandOf<'ReversePersonLink'>['data'] = {
    ...{ link, reason: 'Twins.', ...asked },
    reallocations: [{ event: String(warned?.id), person: pair.other }],
  };
  expect(await behind.door.send(order('ReversePersonLink', data))).toMatchObject({ events: 1 });
});
