import { DatabaseSync } from 'node:sqlite';

/** An event as it is proposed to EventStoreDB. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Recorded extends Proposed {
  readonly stream: string;
  readonly revision: number;
  /** Commit and prepare position, a byte offset. */
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export type ExpectedVersion = 'any' | 'no_stream' | 'stream_exists' | number;

export type Answer =
  | { readonly revision: number; readonly offset: number }
  | { readonly wrong: { readonly current: number } }
  | { readonly deleted: true };

/** What a new database holds already: 23.10 has seven events of its own. */
const OWN = 7;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    offset INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
    contentType TEXT NOT NULL, data BLOB NOT NULL, metadata BLOB NOT NULL, created INTEGER NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT`;

/**
 * The log of a stand-in for EventStoreDB: durable before an append is answered, and as particular as 23.10.8 in what it
 * takes (docs/eventstoredb.md lists what was seen of a real one).
 */
export class DoubleLog {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${SCHEMA}`);
    if (this.#end() > 0) return;
    for (let own = 0; own < OWN; own++) this.#insert('$stats-node', own, ownEvent(own));
  }

  /**
   * Explicit revisions below the head are looked up in the log by id alone: all the same is a success with what was given,
   * a part of an append too. At the head no id is looked for. An append of nothing is a lie that succeeds.
   */
  append(stream: string, events: readonly Proposed[], expected: ExpectedVersion): Answer {
    const current = this.revision(stream);
    if (this.#isDeleted(stream)) return { deleted: true };
    if (events.length === 0) return { revision: Math.max(current, 0), offset: this.#end() };
    if (!isAt(expected, current)) return this.#again(stream, events, expected) ?? { wrong: { current } };
    this.#database.exec('BEGIN IMMEDIATE');
    let offset = 0;
    events.forEach((event, index) => (offset = this.#insert(stream, current + 1 + index, event)));
    this.#database.exec('COMMIT');
    return { revision: current + events.length, offset };
  }

  revision(stream: string): number {
    const row = this.#database
      .prepare('SELECT ifnull(max(revision), -1) AS revision FROM events WHERE stream = ?')
      .get(stream);
    return Number(row?.['revision']);
  }

  stream(
    stream: string,
    { from, count, backwards }: { from: number | 'end'; count: number; backwards: boolean },
  ): Recorded[] {
    const [compare, order] = backwards ? ['<=', 'DESC'] : ['>=', 'ASC'];
    const revision = from === 'end' ? Number.MAX_SAFE_INTEGER : from;
    return this.#rows(
      `WHERE stream = ? AND revision ${compare} ? ORDER BY revision ${order} LIMIT ?`,
      stream,
      revision,
      count,
    );
  }

  /** Inclusive, in commit order. */
  all(from: number, count: number): Recorded[] {
    return this.#rows('WHERE offset >= ? ORDER BY offset LIMIT ?', from, count);
  }

  end(): number {
    return this.#end();
  }

  /** As an operator might: the stream is closed for ever. */
  tombstone(stream: string): void {
    this.#insert(stream, Number.MAX_SAFE_INTEGER, {
      ...ownEvent(0),
      type: '$streamDeleted',
    });
  }

  /** As an operator might: how long a stream is kept, or that it is deleted softly. */
  setMetadata(stream: string, metadata: object): void {
    const settings = `$$${stream}`;
    this.#insert(settings, this.revision(settings) + 1, {
      ...ownEvent(0),
      type: '$metadata',
      contentType: 'application/json',
      data: Buffer.from(JSON.stringify(metadata)),
    });
  }

  /** As a restore from an older backup would: what came last is gone. */
  loseTail(count: number): void {
    this.#database
      .prepare('DELETE FROM events WHERE offset IN (SELECT offset FROM events ORDER BY offset DESC LIMIT ?)')
      .run(count);
  }

  /** As nobody may: one event's bytes are others. */
  alter(stream: string, revision: number, data: Uint8Array): void {
    this.#database
      .prepare('UPDATE events SET data = ? WHERE stream = ? AND revision = ?')
      .run(data, stream, revision);
  }

  /** As nobody may: one event is gone from between others. */
  remove(stream: string, revision: number): void {
    this.#database.prepare('DELETE FROM events WHERE stream = ? AND revision = ?').run(stream, revision);
  }

  close(): void {
    this.#database.close();
  }

  #again(stream: string, events: readonly Proposed[], expected: ExpectedVersion): Answer | undefined {
    const before = revisionOf(expected);
    if (before === undefined) return undefined;
    const stored = this.stream(stream, { from: before + 1, count: events.length, backwards: false });
    const last = stored.at(-1);
    const same = events.every(({ id }, index) => stored[index]?.id === id);
    return same && last !== undefined ? { revision: last.revision, offset: last.offset } : undefined;
  }

  #isDeleted(stream: string): boolean {
    return this.#rows("WHERE stream = ? AND type = '$streamDeleted' LIMIT ?", stream, 1).length > 0;
  }

  #end(): number {
    return Number(this.#database.prepare('SELECT ifnull(max(offset), 0) AS end FROM events').get()?.['end']);
  }

  #insert(stream: string, revision: number, { id, type, contentType, data, metadata }: Proposed): number {
    const offset = this.#end() + 100 + data.byteLength;
    this.#database
      .prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(offset, stream, revision, id, type, contentType, data, metadata, Date.now());
    return offset;
  }

  #rows(where: string, ...values: (string | number)[]): Recorded[] {
    return this.#database
      .prepare(`SELECT * FROM events ${where}`)
      .all(...values)
      .map((row) => row as Recorded & typeof row);
  }
}

function revisionOf(expected: ExpectedVersion): number | undefined {
  if (expected === 'no_stream') return -1;
  return typeof expected === 'number' ? expected : undefined;
}

function isAt(expected: ExpectedVersion, current: number): boolean {
  return expected === 'stream_exists' ? current >= 0 : (revisionOf(expected) ?? current) === current;
}

function ownEvent(nth: number): Proposed {
  const id = `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
  const nothing = new Uint8Array();
  return {
    id,
    type: '$statsCollected',
    contentType: 'application/json',
    data: Buffer.from('{}'),
    metadata: nothing,
  };
}
