import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { openJournal } from '#libs/event-store';
import { leafHash, merkleRoot, parseCheckpoint, parseNote, verifiedBy } from '#libs/ledger';
import { signedLog, type SignedLog } from '../testing/signed-log.ts';
import { refusal } from '../testing/small-record.ts';
import { LogLedger, logSigners } from './log-ledger.ts';

let log: SignedLog;
beforeEach(async () => {
  log = await signedLog();
});
afterEach(() => log.clear());

describe('the ledger of a log', () => {
  it('signs with both keys the root over every document in log order, and again once more is added', async () => {
    for (const count of [1, 6, 700]) {
      await log.append(count);
      const size = log.sign();
      const note = parseNote(readFileSync(inLedger('checkpoint'), 'utf8'));
      const checkpoint = note && parseCheckpoint(note.text);
      const leaves = documents().map(leafHash);
      expect(checkpoint).toMatchObject({ origin: log.settings.origin, size: leaves.length });
      expect(size).toBe(leaves.length);
      expect(Buffer.from(checkpoint?.root ?? [])).toEqual(Buffer.from(merkleRoot(leaves)));
      const signers = logSigners(log.settings.origin, log.settings.secret);
      expect(note && verifiedBy(note, signers)).toEqual(signers);
    }
  });

  it('signs nothing where nothing was added', async () => {
    await log.append(3);
    log.sign();
    const before = readFileSync(inLedger('checkpoint'));
    log.sign();
    expect(readFileSync(inLedger('checkpoint'))).toEqual(before);
  });

  it('goes on, when it is opened again, from the last checkpoint', async () => {
    await log.append(1_200);
    log.sign();
    const ledger = new LogLedger(log.settings);
    expect(ledger.tree.size).toBe(1_200);
    ledger.close();
  });

  it('is made again from the log where it is lost, cut off, or not what was signed', async () => {
    await log.append(40);
    log.sign();
    const whole = readFileSync(inLedger('hashes'));
    const damages = [
      () => rmSync(inLedger('hashes')),
      () => truncateSync(inLedger('hashes'), 1000),
      () => appendFileSync(inLedger('hashes'), Buffer.alloc(100, 9)),
      () => writeFileSync(inLedger('hashes'), whole.toReversed()),
    ];
    for (const damage of damages) {
      damage();
      await log.append(1);
      log.sign();
      expect(readFileSync(inLedger('hashes')).subarray(0, whole.length)).toEqual(whole);
    }
  });
});

describe('what a log says of how its streams ended', () => {
  it('is signed where it is so, of any size before', async () => {
    await log.append(5);
    const ledger = new LogLedger(log.settings);
    ledger.catchUp();
    await note(3, ledger.headsAt(3).root());
    await log.append(2);
    ledger.catchUp();
    expect([ledger.refusal, ledger.checkpoint?.size]).toEqual([undefined, 8]);
    ledger.close();
  });

  it('ends all signing where it is not so, at each opening again', async () => {
    await log.append(5);
    log.sign();
    await note(3, Buffer.alloc(32, 7));
    await log.append(2);
    for (let opened = 0; opened < 2; opened++) {
      const ledger = new LogLedger(log.settings);
      ledger.catchUp();
      expect(ledger.refusal).toMatch(/says in event 5 how its streams ended, and they did not/);
      expect(ledger.checkpoint?.size).toBe(5);
      ledger.close();
    }
  });

  it('ends it too where it is of more events than there were', async () => {
    await log.append(2);
    await note(9, Buffer.alloc(32, 7));
    const ledger = new LogLedger(log.settings);
    ledger.catchUp();
    expect([ledger.refusal !== undefined, ledger.checkpoint]).toEqual([true, undefined]);
    ledger.close();
  });
});

describe('a log that is opened after it was signed', () => {
  it('is refused where it has fewer events than were signed', async () => {
    await log.append(5);
    await copied('older');
    await log.append(5);
    log.sign();
    await putBack('older');
    expect(await refused()).toMatch(/was rolled back: 10 events were signed, and it has 5/);
  });

  it('is refused where other events follow an older copy of it', async () => {
    await log.append(5);
    await copied('older');
    await log.append(5);
    log.sign();
    await putBack('older');
    await log.append(8);
    expect(await refused()).toMatch(/event 5 is not the one that stood there/);
    rmSync(inLedger('hashes'));
    expect(await refused()).toMatch(/its first 10 events do not lead to the signed root/);
  });

  it('is refused where the checkpoint kept elsewhere cannot be: on a disk that is not there, or as a folder', async () => {
    await log.append(5);
    log.sign();
    const folder = dirname(log.settings.logFile);
    expect(await refused({ anchor: join(folder, 'disk/anchor') })).toMatch(/FHR_ANCHOR: .*disk is no folder/);
    expect(await refused({ anchor: folder })).toMatch(/FHR_ANCHOR: .* is a folder, and must be a file/);
  });

  it('is refused, though its whole folder was rolled back, by the checkpoint kept elsewhere', async () => {
    const anchor = join(dirname(log.settings.logFile), 'elsewhere');
    await log.append(5);
    log.sign();
    await copied('older');
    cpSync(log.settings.folder, `${log.settings.folder}-older`, { recursive: true });
    await log.append(5);
    log.sign();
    copyFileSync(inLedger('checkpoint'), anchor);
    await putBack('older');
    rmSync(log.settings.folder, { recursive: true });
    cpSync(`${log.settings.folder}-older`, log.settings.folder, { recursive: true });
    expect(log.sign()).toBe(5);
    expect(await refused({ anchor })).toMatch(/was rolled back: 10 events were signed, and it has 5/);
    await log.append(6);
    expect(await refused({ anchor })).toMatch(/its first 10 events do not lead to the signed root/);
  });

  it('is refused where the checkpoint is not one that the log signed', async () => {
    await log.append(5);
    log.sign();
    expect(await refused({ secret: Buffer.alloc(32, 2) })).toMatch(/is not one that .* signed/);
    writeFileSync(
      inLedger('checkpoint'),
      readFileSync(inLedger('checkpoint'), 'utf8').replace('\n5\n', '\n4\n'),
    );
    expect(await refused()).toMatch(/is not one that .* signed/);
  });
});

/** Notes in the log how its streams ended. */
async function note(size: number, root: Uint8Array): Promise<void> {
  await log.append(1, 'ledger-heads', {
    type: 'LedgerHeads',
    data: { size, root: Buffer.from(root).toString('base64') },
  });
}

function inLedger(file: string): string {
  return join(log.settings.folder, file);
}

function documents(): Uint8Array[] {
  const journal = openJournal(log.settings.logFile);
  const found = journal.readAfter(-1, 10_000).map(({ document }) => document);
  journal.close();
  return found;
}

async function copied(name: string): Promise<void> {
  await log.reopened(() => copyFileSync(log.settings.logFile, `${log.settings.logFile}-${name}`));
}

async function putBack(name: string): Promise<void> {
  await log.reopened(() => copyFileSync(`${log.settings.logFile}-${name}`, log.settings.logFile));
}

async function refused(changed: Partial<SignedLog['settings']> = {}): Promise<string> {
  const { reason } = (await refusal((async () => new LogLedger({ ...log.settings, ...changed }))())) as {
    reason: string;
  };
  return reason;
}
