import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '#libs/access';
import type { CommandOf } from '#libs/contracts';
import { trustFrom, verifyBundle } from '#libs/ledger';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { keysIn, secondVerdicts } from '../../testing/bundle-reading.ts';
import { NOON, order } from '../../testing/small-record.ts';
import { agencies } from '../../testing/story-of-help.ts';
import { approver, teamManager, type Send } from '../../testing/telling.ts';
import type { Bundle } from './bundled.ts';
import { createBundle } from './create-bundle.ts';
import { createPack } from './create-pack.ts';

// Ava was adopted, and is sealed. Her mother and her brother are in the family to which she belonged.

const ALL = ['general', 'address', 'health', 'police', 'third-party', 'special'];

let folder: string;
let record: FamilyRecord;
let send: Send;
let family: string;
let keyworker: string;
let [girl, brother, mother] = ['', '', ''];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-child-'));
  record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: NOON }), {
    inline: true,
  });
  send = (type, data, actor = teamManager, more = {}) =>
    record.door.send(order(type, data, { actor, ...more }));
  const { keyworker: isla, third } = await agencies(send);
  keyworker = isla;
  girl = await child('Ava', '2018-05-04');
  brother = await child('Ben', '2021-02-01');
  mother = await person({ names: [{ use: 'LEGAL', given: 'Mia', family: 'Hill' }], sex: 'F', adult: true });
  const members = [girl, brother].map((each) => ({ person: each, role: 'CHILD' }));
  family = (await send('RegisterFamily', { members: [...members, { person: mother, role: 'MOTHER' }] })).id;
  await send('RecordAddress', { person: girl, type: 'HOME', line: '5 Haven Road', postcode: 'AL10 2LE' });
  await send('RemoveMember', { family, person: girl, reason: 'ADOPTED' });
  await send(
    'SealRecord',
    {
      ...{ record: girl, ground: 'ADOPTION', authority: 'ADOPTION_ORDER', reason: 'She was adopted.' },
      ...{ custodians: [third], requestedBy: keyworker, approvedBy: third, reviewBy: '2026-04-10' },
    },
    approver,
  );
  await record.projector.reached(await record.store.head());
}, 120_000);
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
}, 60_000);

describe('of somebody sealed who left a family', () => {
  it('its audit bundle holds nothing, calls no stream whole that tells of them, and proves itself', async () => {
    const asked = { family, purpose: 'AUDIT', door: 'OPERATOR' } as const;
    const bundle = await createBundle({ ...asked, principal: personas.auditor }, record);
    seesNothingOf(girl, bundle);
    expect(streamsOf(bundle)).toContainEqual({ stream: family, whole: false });
    expect(streamsOf(bundle)).toContainEqual({ stream: `person-${brother}`, whole: true });
    expect(bundle.text).toContain(openedAs('Ben'));
  });

  it('her mother’s pack holds nothing, and waits for no decision on them', async () => {
    const decided = {
      decision: 'DISCLOSE',
      basis: 'SUBJECT_ACCESS',
      reason: 'Looked at.',
      decidedBy: keyworker,
    };
    const persons = [mother, brother];
    await send('DecideDisclosure', { family, persons, recipientPerson: mother, classes: ALL, ...decided });
    await record.projector.reached(await record.store.head());
    const handed = { by: keyworker, how: 'IN_PERSON', door: 'OPERATOR' } as const;
    const asked = { family, person: mother, principal: personas['privacy-officer'] };
    seesNothingOf(girl, await createPack({ ...asked, ...handed }, record));
  });
});

/** Neither by the id nor by what is known of them; and of the verifier, and of the one in Python, no objection. */
function seesNothingOf(who: string, { text }: Bundle): void {
  for (const said of [who, openedAs('Ava'), '2018-05-04', '5 Haven Road']) expect(text).not.toContain(said);
  const trust = trustFrom(`log ${keysIn(folder)[0]}\nquorum none\n`);
  expect(verifyBundle(Buffer.from(text), trust)).toMatchObject({ exit: 0, problems: [] });
  expect(secondVerdicts(folder, [text])).toEqual([0]);
}

/** A value as it stands among openings: three letters alone may stand anywhere in what is written in base64. */
function openedAs(value: string): string {
  return JSON.stringify(value).replaceAll('"', String.raw`\"`);
}

function streamsOf({ text }: Bundle): unknown[] {
  return (JSON.parse(text.slice(0, text.indexOf('\n'))) as { streams: unknown[] }).streams;
}

async function person(who: CommandOf<'RegisterPerson'>['data']): Promise<string> {
  return (await send('RegisterPerson', who)).id;
}

function child(given: string, dateOfBirth: string): Promise<string> {
  return person({ names: [{ use: 'LEGAL', given, family: 'Hill' }], dateOfBirth, sex: 'U', adult: false });
}
