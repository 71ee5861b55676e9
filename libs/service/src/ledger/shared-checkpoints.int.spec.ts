import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SharedCheckpoint, SharedCheckpoints } from '#libs/event-store';
import { formatCheckpoint, formatNote, parseCheckpoint, parseNote, signed } from '#libs/ledger';
import { signedLog, type SignedLog } from '../testing/signed-log.ts';
import { LedgerKeeper } from './ledger-keeper.ts';
import { LogLedger, logSigners } from './log-ledger.ts';
import { CheckpointSharing } from './shared-checkpoints.ts';

let log: SignedLog;
let keeper: LedgerKeeper;
let shared: string[];
let told: string[];
let sharing: CheckpointSharing;

/** What a cluster keeps; `first` comes before whatever is added next. */
class Stream implements SharedCheckpoints {
  first: (() => void) | undefined;

  async newest(count: number, from = shared.length - 1): Promise<SharedCheckpoint[]> {
    const all = shared.map((note, revision) => ({ revision, note }));
    return all.slice(Math.max(0, from + 1 - count), from + 1).reverse();
  }

  async add(note: string, after: number): Promise<boolean> {
    this.first?.();
    this.first = undefined;
    if (after !== shared.length - 1) return false;
    shared.push(note);
    return true;
  }
}

let stream: Stream;

beforeEach(async () => {
  log = await signedLog();
  await log.append(5);
  log.sign();
  keeper = new LedgerKeeper([new LogLedger(log.settings)]);
  [shared, told, stream] = [[], [], new Stream()];
  const { origin, secret } = log.settings;
  sharing = new CheckpointSharing({
    logs: [{ origin, keys: logSigners(origin, secret), checkpoints: stream }],
    ledgers: keeper,
    stopped: ({ message }) => told.push(message),
  });
});

afterEach(async () => {
  await sharing.close();
  await keeper.close();
  await log.clear();
});

/** A checkpoint as another node would sign it, over this root, or over a wrong one. */
function noteOf(size: number, root = Buffer.alloc(32, 7), secret = log.settings.secret): string {
  const { origin } = log.settings;
  const text = formatCheckpoint({ origin, size, root });
  return formatNote({ text, signatures: logSigners(origin, secret).map((each) => signed(text, each, 1)) });
}

const sizes = () => shared.map((note) => parseCheckpoint(parseNote(note)?.text ?? '')?.size);

async function grow(count: number): Promise<void> {
  await log.append(count);
  await keeper.signed(log.settings.origin, await log.store.head());
}

describe('a checkpoint that this node signed', () => {
  it('is shown to the others once, and again only when the log has grown', async () => {
    await sharing.share();
    await sharing.share();
    expect(sizes()).toEqual([5]);
    await grow(3);
    await sharing.share();
    expect(sizes()).toEqual([5, 8]);
    expect(told).toEqual([]);
  });

  it('is not shown where another node was first, nor before one that is further', async () => {
    const root = (await keeper.prove(log.settings.origin, { of: 'CHECKPOINT' }))?.root ?? Buffer.of();
    stream.first = () => shared.push(noteOf(5, Buffer.from(root)));
    await sharing.share();
    expect(sizes()).toEqual([5]);
    shared.push(noteOf(9));
    await sharing.share();
    expect(sizes()).toEqual([5, 9]);
    expect(told).toEqual([]);
  });
});

describe('a node whose tree is another than was signed', () => {
  it('stops, says between which events, and shows nothing more', async () => {
    await sharing.share();
    await grow(4);
    shared.push(noteOf(7), noteOf(8));
    await sharing.share();
    expect(told).toEqual([
      expect.stringContaining('its first 5 events are the same, and one of 5 to 6 is not'),
    ]);
    await sharing.share();
    expect(sizes()).toEqual([5, 7, 8]);
    expect(told).toHaveLength(1);
  });

  it('stops where nothing is the same', async () => {
    shared.push(noteOf(3));
    await sharing.share();
    expect(told).toEqual([
      expect.stringContaining('its first 0 events are the same, and one of 0 to 2 is not'),
    ]);
  });

  it('stops where somebody else writes there', async () => {
    shared.push(noteOf(3, undefined, Buffer.alloc(32, 2)));
    await sharing.share();
    expect(told).toEqual([expect.stringContaining('Checkpoint 0 in ledger-checkpoints was not signed by')]);
    expect(sizes()).toEqual([3]);
  });
});
