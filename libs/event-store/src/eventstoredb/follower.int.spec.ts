import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openForWriting } from '../sqlite/database.ts';
import { openJournal, type Journal } from '../sqlite/journal.ts';
import { anEvent, refusal, upTo } from '../testing/events.ts';
import { newFolder } from '../testing/on-disk.ts';
import type { Seen } from './cluster-event.ts';
import { Follower } from './follower.ts';
import { JournalWriter } from './journal-writer.ts';

/** SQLite's extended result codes. */
const FULL = 13;
const IOERR_FSYNC = 1034;

/** Fails once as told when it makes a group durable, of which nothing then stands. */
class FailingWriter extends JournalWriter {
  protected override commitTransaction(): void {
    if (failure === undefined) return super.commitTransaction();
    const errcode = failure;
    failure = undefined;
    throw Object.assign(new Error('no'), { errcode });
  }
}

let places: Seen[];
/** How many places the next reads give, where that is less than they are asked for. */
let cutShort: number[];
let reads: number;
let failure: number | undefined;
let clear: () => Promise<void>;
let journal: Journal;
let writer: FailingWriter;
let follower: Follower;

beforeEach(async () => {
  const folder = await newFolder();
  [places, cutShort, reads, failure, clear] = [[], [], 0, undefined, folder.clear];
  writer = new FailingWriter(openForWriting(folder.file));
  journal = openJournal(folder.file);
  follower = new Follower({
    ...{ cluster: { page, revision }, writer, journal },
    moved: () => undefined,
    stopped: () => undefined,
  });
});
afterEach(async () => {
  await follower.close();
  journal.close();
  writer.close();
  await clear();
});

const page = async (from: bigint | undefined, count: number): Promise<Seen[]> => {
  reads++;
  const asked = places.filter(({ offset }) => from === undefined || offset >= from);
  return asked.slice(0, Math.min(count, cutShort.shift() ?? count));
};

const revision = async (stream: string): Promise<number> =>
  places.findLast(({ event }) => event?.stream === stream)?.event?.revision ?? -1;

/** Adds an event to the cluster's log. */
function comes(stream: string, revision = 0, endsAppend = true): void {
  const event = { ...anEvent(stream, revision), stream, revision, endsAppend };
  places.push({ offset: nextOffset(), event });
}

/** Adds an event of the cluster's own. */
function ownComes(): void {
  places.push({ offset: nextOffset() });
}

const nextOffset = () => (places.at(-1)?.offset ?? 0n) + 100n;

const streams = () => journal.readAfter(-1, 100).map(({ stream }) => stream);

describe('a journal that could not be written for a moment', () => {
  it('holds afterwards what came meanwhile, at its place', async () => {
    comes('family-1');
    await follower.catchUp();
    failure = FULL;
    comes('family-2');
    comes('family-3', 0, false);
    expect((await refusal(follower.catchUp())).kind).toBe('UNAVAILABLE');
    comes('family-3', 1);
    comes('family-4');
    await follower.catchUp();
    expect(streams()).toEqual(['family-1', 'family-2', 'family-3', 'family-3', 'family-4']);
    expect(writer.offset).toBe(places.at(-1)?.offset);
  });

  it('is not proven to hold all before it does, where nothing else comes', async () => {
    failure = FULL;
    comes('family-1');
    await refusal(follower.catchUp());
    expect([follower.unproven, streams()]).toEqual([Infinity, []]);
    await follower.catchUp();
    expect(streams()).toEqual(['family-1']);
    expect(follower.unproven).toBeLessThan(Infinity);
  });

  it('is not believed where its writer writes nothing more, though nothing comes', async () => {
    failure = IOERR_FSYNC;
    comes('family-1');
    expect((await refusal(follower.catchUp())).kind).toBe('UNKNOWN_OUTCOME');
    expect((await refusal(follower.catchUp())).message).toMatch(/writes nothing more/);
    expect(follower.unproven).toBe(Infinity);
    follower.start();
    while (!follower.isFailing) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe('the end of the log', () => {
  it('is looked for once more where a read ended before it', async () => {
    for (const each of upTo(6)) comes(`family-${each}`);
    cutShort = [2];
    await follower.catchUp();
    expect(streams()).toHaveLength(6);
  });

  it('is believed at once where nothing has come, and costs one more read where something has', async () => {
    comes('family-1');
    await follower.catchUp();
    expect(reads).toBe(2);
    await follower.catchUp();
    expect(reads).toBe(3);
  });
});

describe('a place of the cluster’s own that was read last', () => {
  beforeEach(async () => {
    comes('family-1');
    ownComes();
    await follower.catchUp();
  });

  it.each([true, false])('may be scavenged (something came after it: %s)', async (isMore) => {
    if (isMore) comes('family-2');
    places = places.filter(({ event }) => event !== undefined);
    expect((await refusal(follower.catchUp())).kind).toBe('UNAVAILABLE');
    await follower.catchUp();
    expect(streams()).toEqual(isMore ? ['family-1', 'family-2'] : ['family-1']);
  });

  it('does not hide that the journal’s own last event is gone', async () => {
    places = [];
    comes('family-2');
    places = places.map((place) => ({ ...place, offset: 900n }));
    expect((await refusal(follower.catchUp())).kind).toBe('UNAVAILABLE');
    expect((await refusal(follower.catchUp())).message).toMatch(/restored without its tail/);
  });
});
