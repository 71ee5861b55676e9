import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EditedLog } from '../../testing/edited-log.ts';
import { signedLog, type SignedLog } from '../../testing/signed-log.ts';
import { logSigners } from '../log-ledger.ts';
import { verifyLog, type Verified } from './verify-log.ts';

const EVENTS = 60;
let log: SignedLog;
let edited: EditedLog;
beforeAll(async () => {
  log = await signedLog();
  await log.append(20);
  log.sign();
  await log.append(10, 'family-one');
  log.sign();
  await log.append(30);
  log.sign();
  await log.store.close();
  edited = new EditedLog(log.settings.logFile);
});
afterAll(async () => {
  edited.letGo();
  await log.clear();
});

describe('a log that is verified', () => {
  it('is sound as it was signed, and says its root and its last checkpoint', async () => {
    expect(await verified()).toMatchObject({
      ok: true,
      events: EVENTS,
      checkpoint: { size: EVENTS },
      firstBad: null,
      findings: [],
    });
    const { root, checkpoint } = await verified();
    expect(checkpoint?.root).toBe(root);
  });

  it('names the event that was changed, and the first checkpoint it breaks', async () => {
    const before = edited.value('document', 22) as Uint8Array;
    const changed = Buffer.from(Buffer.from(before).toString().replace('"commandId":"', '"commandId":"x'));
    edited.put('document', 22, changed);
    expect(await verified()).toMatchObject({
      ok: false,
      firstBad: { position: 22, stream: 'family-one', revision: 2 },
      checkpoint: { size: 30 },
    });
    edited.put('document', 22, before);
  });

  it('names the first event after the last sound checkpoint, where the ledger was changed with the log', async () => {
    const kept = readFileSync(inLedger('hashes'));
    const before = edited.value('document', 22) as Uint8Array;
    edited.put('document', 22, Buffer.from(Buffer.from(before).toString().replace('"type":', ' "type":')));
    rmSync(inLedger('hashes'));
    expect(await verified()).toMatchObject({
      ok: false,
      firstBad: { position: 20 },
      checkpoint: { size: 30 },
    });
    edited.put('document', 22, before);
    writeFileSync(inLedger('hashes'), kept);
  });

  it('names the first event that is missing, at the end or in between', async () => {
    await onCopy(async () => {
      edited.change('DELETE FROM events WHERE position >= 50');
      expect(await verified()).toMatchObject({
        ok: false,
        events: 50,
        firstBad: { position: 50, stream: null },
        checkpoint: { size: EVENTS },
      });
      edited.change('DELETE FROM events WHERE position = 25');
      expect(await verified()).toMatchObject({
        ok: false,
        firstBad: { position: 25 },
        checkpoint: { size: 30 },
      });
    });
  });

  it('says which part of the ledger is not the log’s, where that alone was changed', async () => {
    const kept = readFileSync(inLedger('hashes'));
    const changed = Uint8Array.from(kept);
    changed[32 * 10] = (changed[32 * 10] ?? 0) ^ 1;
    writeFileSync(inLedger('hashes'), changed);
    const { ok, firstBad, findings } = await verified();
    expect([ok, firstBad]).toEqual([false, null]);
    expect(findings).toEqual([expect.stringContaining('ledger/hashes')]);
    writeFileSync(inLedger('hashes'), kept);
  });

  it('is not proven, and says so, where no checkpoint is there', async () => {
    const names = ['checkpoint', 'checkpoints'];
    const kept = names.map((name) => readFileSync(inLedger(name)));
    for (const name of names) rmSync(inLedger(name));
    expect(await verified()).toMatchObject({
      ok: false,
      checkpoint: null,
      firstBad: null,
      findings: [expect.stringContaining('No checkpoint of it is there')],
    });
    names.forEach((name, at) => writeFileSync(inLedger(name), kept[at] ?? ''));
  });

  it('says that a checkpoint is not one the log signed', async () => {
    const kept = readFileSync(inLedger('checkpoint'), 'utf8');
    writeFileSync(inLedger('checkpoint'), kept.replace(`\n${EVENTS}\n`, `\n${EVENTS - 1}\n`));
    expect(await verified()).toMatchObject({ ok: false, findings: [expect.stringContaining('signed')] });
    writeFileSync(inLedger('checkpoint'), kept);
  });
});

function inLedger(file: string): string {
  return join(log.settings.folder, file);
}

function verified(): Promise<Verified> {
  const { origin, secret, folder, logFile } = log.settings;
  return verifyLog({ origin, folder, logFile, keys: logSigners(origin, secret), inline: true });
}

/** Does something to the log, and puts back what was there. */
async function onCopy(work: () => Promise<void>): Promise<void> {
  const copy = `${log.settings.logFile}.copy`;
  edited.letGo();
  copyFileSync(log.settings.logFile, copy);
  await work();
  edited.letGo();
  copyFileSync(copy, log.settings.logFile);
}
