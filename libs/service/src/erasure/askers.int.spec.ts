import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeStoredEvent } from '#libs/contracts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { order } from '../testing/small-record.ts';
import { coordinator, teamManager } from '../testing/telling.ts';
import { BORN, passReflection, register } from '../testing/to-be-erased.ts';

const officer = { user: 'u-privacy', role: 'PRIVACY_OFFICER', agency: 'organisation-county' };
const rationale = 'Recorded by mistake.';

let folder: string;
let record: FamilyRecord;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'askers-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  record = await openRecord(settings, { inline: true, bornAt: BORN });
});
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

describe('who asked to be told of a family', () => {
  it('is forgotten with the family', async () => {
    const send = async (...asked: Parameters<typeof order>) => (await record.door.send(order(...asked))).id;
    const person = await register(record, 'Quillfeather');
    const members = [{ person, role: 'CHILD', livesHere: 'FULL' }];
    const family = await send('RegisterFamily', { members }, { actor: coordinator });
    const named = { name: 'Hill School', agencyType: 'SCHOOL' };
    const recipientAgency = await send('RegisterOrganisation', named, { actor: teamManager });
    const asked = { family, persons: [person], recipientAgency, classes: ['general'], purpose: 'To plan.' };
    const disclosure = await send(
      'RequestDisclosure',
      { ...asked, requesterName: 'Tess Lee' },
      { actor: coordinator },
    );
    const all = { persons: [person], families: [family] };
    const erasure = await send(
      'ProposeErasure',
      { ...all, ground: 'UNLAWFUL', rationale },
      { actor: officer },
    );
    await send('ApproveErasure', { erasure, rationale }, { actor: teamManager });
    passReflection(record);
    await record.erasures.look();
    const { events } = await record.store.readStream(disclosure);
    const [request] = events.map(({ document }) => decodeStoredEvent(document));
    if (request === undefined) throw new Error('nobody asked');
    await record.vault.prepare(request.subjects);
    expect(record.vault.open(request).erased).toEqual(expect.arrayContaining(['/purpose', '/requesterName']));
    expect(request.subjects.some((subject) => record.vault.holds(subject))).toBe(false);
  });
});
