import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signerFrom } from '#libs/ledger';
import { openRecord, readSettings, verifyRecord } from '#libs/service';
import { folderFindings } from './folder.ts';
import { ledgerFindings } from './ledger.ts';

const DAY_MS = 86_400_000;

let place: string;
let whole: string;
let witness: Server;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'doctor-'));
  whole = join(place, 'whole');
  await (await openRecord(settingsOf(whole), { inline: true })).close();
  witness = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
  await once(witness, 'listening');
});
afterAll(() => {
  witness.close();
  witness.closeAllConnections();
  rmSync(place, { recursive: true });
});

let folder: string;
beforeEach(() => {
  folder = join(place, 'data');
  cpSync(whole, folder, { recursive: true });
  cpSync(join(folder, 'ledger/checkpoint'), join(place, 'anchor'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the doctor finds of the ledger', () => {
  it('nothing, where it is signed, kept outside and young', async () => {
    expect(await codes()).toEqual([]);
  });

  it('that production keeps no checkpoint outside', async () => {
    const settings = { ...settingsOf(folder), mode: 'production' as const };
    const { anchor: _, ...without } = settings;
    expect((await ledgerFindings(without)).map(({ code }) => code)).toEqual(['ANCHOR_NOT_SET']);
  });

  it('that the checkpoint kept outside is gone, or is an older one', async () => {
    writeFileSync(join(place, 'anchor'), '');
    expect(await codes()).toEqual(['ANCHOR_MISSING']);
    cpSync(join(whole, 'ledger/checkpoint'), join(place, 'anchor'));
    const record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' }), { inline: true });
    await record.door.send({
      type: 'RegisterOrganisation',
      data: { name: 'Hill School', agencyType: 'SCHOOL' },
      commandId: randomUUID(),
      actor: { user: 'u-1', role: 'MANAGER', agency: 'organisation-county' },
      source: 'API',
    });
    await record.close();
    expect(await codes()).toEqual(['ANCHOR_STALE']);
  });

  it('that witnesses do not cosign, once they had time to', async () => {
    const witnessed = withWitness(`http://127.0.0.1:${(witness.address() as AddressInfo).port}`);
    expect(await codes(witnessed)).toEqual([]);
    expect(await codes(witnessed, Date.now() + 120_000)).toEqual(['COSIGNATURES_MISSING']);
    cpSync(join(folder, 'ledger/checkpoint'), join(folder, 'ledger/cosigned'));
    expect(await codes(witnessed, Date.now() + 120_000)).toEqual([]);
  });

  it('that a witness does not answer', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const [found] = await ledgerFindings(withWitness(`http://127.0.0.1:${port}`));
    expect(found).toMatchObject({ code: 'WITNESS_UNREACHABLE' });
    expect(found?.cause).toContain(`127.0.0.1:${port}`);
  });

  it('that it was never verified, or long ago', async () => {
    const later = Date.now() + 31 * DAY_MS;
    expect(await codes(undefined, later)).toEqual(['NOT_VERIFIED']);
    expect((await verifyRecord(settingsOf(folder))).ok).toBe(true);
    expect(await codes(undefined, Date.now() + 29 * DAY_MS)).toEqual([]);
    expect(await codes(undefined, later)).toEqual(['NOT_VERIFIED']);
  });

  it('that no checkpoint is there, or no policy where the witnesses are named', async () => {
    const witnesses = join(place, 'no-policy');
    expect(await codes({ ...settingsOf(folder), witnesses })).toEqual(['WITNESSES_NOT_NAMED']);
    rmSync(join(folder, 'ledger'), { recursive: true });
    expect(await codes()).toEqual(['NOT_SIGNED']);
  });

  it('that the checkpoint kept outside stands on a disk that is not there', async () => {
    const [found] = await ledgerFindings({ ...settingsOf(folder), anchor: join(place, 'disk/anchor') });
    expect(found?.cause).toContain('FHR_ANCHOR: ');
  });

  it('files that cannot be read as what they are', async () => {
    writeFileSync(join(folder, 'ledger/verified'), '{');
    const [found] = await ledgerFindings(settingsOf(folder));
    expect(found).toMatchObject({ code: 'LEDGER_UNREADABLE', mend: expect.any(String) as unknown });
  });
});

describe('the doctor finds of keys', () => {
  it.each([
    'development.kek',
    'keys.db',
    'service.json',
    'development-issuer.json',
    'events.db',
    'access.db',
  ])('that others can read %s, and how that is mended', (file) => {
    writeFileSync(join(folder, file), readIfThere(file), { mode: 0o600 });
    expect(openToOthers()).toEqual([]);
    chmodSync(join(folder, file), 0o644);
    expect(openToOthers()).toEqual([`chmod 600 ${file}`]);
  });
});

function openToOthers(): string[] {
  const found = folderFindings(folder).filter(({ code }) => code === 'FILE_OPEN_TO_OTHERS');
  return found.map(({ mend }) => mend);
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(join(folder, file));
  } catch {
    return Buffer.from('{}');
  }
}

async function codes(settings = settingsOf(folder), now?: number): Promise<string[]> {
  return (await ledgerFindings(settings, now)).map(({ code }) => code);
}

function settingsOf(data: string) {
  return readSettings({ FHR_DATA: data, FHR_FAMILIES: '0', FHR_ANCHOR: join(place, 'anchor') });
}

function withWitness(url: string) {
  const policy = join(place, 'policy');
  const { vkey } = signerFrom(Buffer.alloc(32, 9), 'example.org/witness', 'COSIGNED_ED25519');
  writeFileSync(policy, `witness one ${vkey} ${url}\nquorum one\n`);
  return { ...settingsOf(folder), witnesses: policy };
}
