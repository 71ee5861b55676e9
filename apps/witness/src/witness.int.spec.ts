import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { parseCheckpoint, parseNote, parseVerifierKey, verifiedBy } from '#libs/ledger';
import { openRecord, readSettings, type FamilyRecord } from '#libs/service';
import { createWitness, type Witness } from './witness.ts';

const ORIGIN = 'example.org/ours';
const ORIGIN_HASH = hash('sha256', ORIGIN, 'hex');

let place: string;
let witnesses: Witness[];
let told: string[];
beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'witness-'));
  witnesses = [];
  told = [];
  await (await opened()).close();
  for (const name of ['one', 'two']) await start(name);
  writePolicy();
});
afterEach(() => {
  for (const { server } of witnesses) server.close();
  rmSync(place, { recursive: true });
});

describe('the witnesses of a record', () => {
  it('cosign its checkpoints, and the last stands in the anchor outside the folder too', async () => {
    for (let time = 0; time < 2; time++) {
      const record = await opened();
      const position = await append(record);
      await record.close();
      const cosigned = readFileSync(join(place, 'data/ledger/cosigned'), 'utf8');
      const note = parseNote(cosigned);
      const keys = witnesses.flatMap(({ signers }) => signers);
      expect(note && verifiedBy(note, keys)).toHaveLength(4);
      expect(parseCheckpoint(note?.text ?? '')?.size).toBe(position + 1);
      expect(readFileSync(join(place, 'anchor'), 'utf8')).toBe(cosigned);
    }
  });

  it('answer who asks what they cosigned last, and nothing of another log', async () => {
    const record = await opened();
    const position = await append(record);
    await record.close();
    const [address = ''] = addresses();
    const answered = await fetch(`${address}/${ORIGIN_HASH}/checkpoint`);
    expect(await answered.text()).toContain(`${ORIGIN}\n${position + 1}\n`);
    expect((await fetch(`${address}/${hash('sha256', 'other', 'hex')}/checkpoint`)).status).toBe(404);
    expect((await fetch(`${address}/add-checkpoint`)).status).toBe(405);
    const nothing = await fetch(`${address}/add-checkpoint`, { method: 'POST', body: 'x'.repeat(200_000) });
    expect(nothing.status).toBe(400);
  });

  it('cosign nothing, say 500 and why, where they cannot keep what they cosign', async () => {
    await (await opened()).close();
    const before = keptBy('one');
    mkdirSync(join(place, 'one', `${ORIGIN_HASH}.new`));
    const record = await opened();
    const position = await append(record);
    await record.close();
    expect(record.ledgers.status()[0]?.uncosigned).toBe('witness one does not cosign: 500');
    expect(told).toContainEqual(
      expect.stringMatching(/^witness example\.org\/one: nothing was cosigned: .*EISDIR/),
    );
    expect(keptBy('one')).toBe(before);
    rmdirSync(join(place, 'one', `${ORIGIN_HASH}.new`));
    await (await opened()).close();
    expect(keptBy('one')).toContain(`${ORIGIN}\n${position + 1}\n`);
  });

  it('cosign nothing of a log of which what they cosigned last is damaged', async () => {
    await (await opened()).close();
    writeFileSync(join(place, 'one', ORIGIN_HASH), keptBy('one').slice(0, 20));
    const record = await opened();
    await append(record);
    await record.close();
    expect(record.ledgers.status()[0]?.uncosigned).toBe('witness one does not cosign: 500');
  });

  it('do not cosign a record whose folder was rolled back whole, which then has no new anchor', async () => {
    cpSync(join(place, 'data'), join(place, 'older'), { recursive: true });
    const record = await opened();
    await append(record);
    await record.close();
    rmSync(join(place, 'data'), { recursive: true });
    cpSync(join(place, 'older'), join(place, 'data'), { recursive: true });
    await expect(opened()).rejects.toThrow(Rejected);
    rmSync(join(place, 'anchor'));
    const again = await opened();
    await again.close();
    expect(again.ledgers.status()[0]?.uncosigned).toMatch(
      /witness one cosigned \d+ events, and the log has \d+/,
    );
    const forked = await opened();
    for (let n = 0; n < 3; n++) await append(forked);
    await forked.close();
    expect(forked.ledgers.status()[0]?.uncosigned).toMatch(/does not cosign: 422/);
    expect(() => readFileSync(join(place, 'anchor'))).toThrow('ENOENT');
  });

  it('are missed, and said to be, where they do not answer', async () => {
    for (const { server } of witnesses) server.close();
    const record = await opened();
    await append(record);
    await record.close();
    expect(record.ledgers.status()[0]?.uncosigned).toBe(
      'witness one does not answer; witness two does not answer',
    );
  });
});

function opened(): Promise<FamilyRecord> {
  const settings = readSettings({
    FHR_DATA: join(place, 'data'),
    FHR_FAMILIES: '0',
    FHR_ORIGIN: ORIGIN,
    FHR_ANCHOR: join(place, 'anchor'),
    FHR_WITNESSES: join(place, 'policy'),
  });
  return openRecord(settings, { inline: true });
}

async function append({ door }: FamilyRecord): Promise<number> {
  const { position } = await door.send({
    type: 'RegisterPerson',
    data: {
      names: [{ use: 'LEGAL', given: 'Mara', family: 'Holden' }],
      dateOfBirth: '2016-05-17',
      sex: 'F',
      adult: false,
    },
    commandId: randomUUID(),
    actor: { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-county' },
    source: 'API',
  });
  return position;
}

async function start(name: string): Promise<void> {
  const keys = readFileSync(join(place, 'data/ledger/verifier-keys'), 'utf8').trimEnd().split('\n');
  const logs = keys.map(parseVerifierKey);
  const witness = createWitness({
    name: `example.org/${name}`,
    folder: join(place, name),
    logs,
    told: (line) => told.push(line),
  });
  witness.server.listen(0, '127.0.0.1');
  await once(witness.server, 'listening');
  witnesses.push(witness);
}

const keptBy = (name: string): string => readFileSync(join(place, name, ORIGIN_HASH), 'utf8');

function addresses(): string[] {
  return witnesses.map(({ server }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

function writePolicy(): void {
  const lines = addresses().map(
    (address, index) => `witness ${['one', 'two'][index]} ${witnesses[index]?.signers[0]?.vkey} ${address}/`,
  );
  writeFileSync(join(place, 'policy'), [...lines, 'group both all one two', 'quorum both', ''].join('\n'));
}
