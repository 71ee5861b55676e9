import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '#libs/access';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { linesOf } from '../../testing/bundle-reading.ts';
import { ava, NOON, order } from '../../testing/small-record.ts';
import { agencies } from '../../testing/story-of-help.ts';
import { coordinator, teamManager, type Send } from '../../testing/telling.ts';
import { createPack } from './create-pack.ts';

// Mia told of her fear while they were one family. A bar keeps all of her from Tom, who asks for what is recorded of him when
// she is no member any more of the family that he is in.

const ALL = ['general', 'address', 'health', 'police', 'third-party', 'special'];
const HER_WORDS = 'She says that he follows her.';

let folder: string;
let record: FamilyRecord;
let send: Send;
let family: string;
let keyworker: string;
let [child, mother, father] = ['', '', ''];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pack-parted-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: NOON });
  record = await openRecord(settings, { inline: true });
  send = (type, data, actor = teamManager, more = {}) =>
    record.door.send(order(type, data, { actor, ...more }));
  ({ keyworker } = await agencies(send));
  child = (await send('RegisterPerson', ava)).id;
  [mother, father] = [await adult('Mia'), await adult('Tom')];
  const members = [
    { person: child, role: 'CHILD' },
    { person: mother, role: 'MOTHER' },
    { person: father, role: 'FATHER' },
  ];
  family = (await send('RegisterFamily', { members })).id;
  const agreeing = { person: child, family, by: mother, capacity: 'CARER', takenBy: keyworker };
  await send('GiveAgreement', { ...agreeing, method: 'SIGNED', explained: HER_WORDS }, coordinator);
}, 120_000);
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
}, 60_000);

const bar = () => send('RecordContactBar', { person: mother, barred: father, scope: 'NO_INFORMATION' });

describe('a pack of somebody from whom a bar keeps all of another', () => {
  it('tells nothing of the family as a whole once she left it, and says that a bar keeps it', async () => {
    await send('RemoveMember', { family, person: mother, reason: 'MOVED_OUT' }, coordinator);
    await expectKept(family);
  });

  it('nor what was told of the family that they were, where theirs parted from it', async () => {
    const parting = { family, members: [child, father], reason: 'SEPARATED', decidedBy: keyworker };
    const { id: part } = await send('SplitFamily', parting);
    await record.managers.reached(await record.store.head());
    await expectKept(part);
  });
});

/** It is told while no bar stands, and not from then on. */
async function expectKept(of: string): Promise<void> {
  const told = { family: of, recipientPerson: father, classes: ALL, decidedBy: keyworker };
  const right = { ...told, basis: 'SUBJECT_ACCESS', reason: 'It is theirs.' };
  await send('DecideDisclosure', { ...right, persons: [father, child], decision: 'DISCLOSE' });
  const harm = { ...told, basis: 'SERIOUS_HARM', reason: 'She is afraid.' };
  await send('DecideDisclosure', { ...harm, persons: [mother], decision: 'WITHHOLD' });
  expect(await packFor(of)).toMatchObject({ tells: true });
  await bar();
  const { tells, bases } = await packFor(of);
  expect(tells).toBe(false);
  expect(bases).toContain('CONTACT_BAR');
}

async function packFor(of: string): Promise<{ readonly tells: boolean; readonly bases: readonly string[] }> {
  await record.projector.reached(await record.store.head());
  const principal = personas['privacy-officer'];
  const { text } = await createPack(
    { family: of, person: father, principal, by: keyworker, how: 'IN_PERSON', door: 'OPERATOR' },
    record,
  );
  const { withheld } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { withheld: { basis: string }[] };
  const opened = linesOf(text).filter(({ kind }) => kind === 'opening');
  return {
    tells: opened.some(({ opened: said }) => String(said).includes(HER_WORDS)),
    bases: withheld.map(({ basis }) => basis),
  };
}

async function adult(given: string): Promise<string> {
  const names = [{ use: 'LEGAL', given, family: 'Hill' }];
  return (await send('RegisterPerson', { names, sex: 'U', adult: true })).id;
}
