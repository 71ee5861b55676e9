import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredEvent } from '#libs/contracts';
import { Filling, NotFilled } from '#libs/event-store';
import { leafHash, LogTree, type VerifierKey } from '#libs/ledger';
import { erasedIn } from '../erasure/tombstones.ts';
import { CheckpointFiles, ownCheckpoint, type SignedCheckpoint } from '../ledger/checkpoint-files.ts';
import { HashFile } from '../ledger/hash-file.ts';
import { bad, BadPlace } from './bad-place.ts';
import { linesOf } from './hashed-file.ts';
import type { LogInBackup, LogName, SegmentInBackup } from './manifest.ts';
import {
  checkHeader,
  checkpointIn,
  endIn,
  eventIn,
  type EventLine,
  type SegmentHeader,
} from './segment-lines.ts';

export interface LogToRestore {
  readonly name: LogName;
  readonly said: LogInBackup;
  /** The backup's folder. */
  readonly folder: string;
  /** The log's file and its ledger's folder, of which there is neither. */
  readonly logFile: string;
  readonly ledgerFolder: string;
  /** Told how many events were put back. */
  readonly progress: (events: number) => void;
}

/** A checkpoint, and where in the backup it stands. */
interface KeptCheckpoint {
  readonly note: string;
  readonly file: string;
  readonly line?: number;
}

interface EventPlace {
  readonly file: string;
  readonly line: number;
  readonly position: number;
}

/** Events between two turns of the event loop. */
const TURN = 2_000;
const MANIFEST = 'manifest.ndjson';

/** Puts one log back from its segments, and holds all of it against what they say, what the tree leads to and what was signed. */
export class LogRestoring implements AsyncDisposable {
  readonly #asked: LogToRestore;
  readonly #files: CheckpointFiles;
  readonly #filling: Filling<EventPlace>;
  readonly #hashes: HashFile;
  readonly #tree: LogTree;
  readonly #kept: KeptCheckpoint[] = [];
  /** For whom something is sealed in the log, with the position of the first. */
  readonly sealedFor = new Map<string, number>();
  /** Whose key the log says was destroyed. */
  readonly erased = new Set<string>();
  #first: Uint8Array | undefined;

  /** Makes the log and the tree's file. */
  static async begin(asked: LogToRestore): Promise<LogRestoring> {
    return new LogRestoring(asked, await Filling.begin(asked.logFile, asked.said.events));
  }

  private constructor(asked: LogToRestore, filling: Filling<EventPlace>) {
    this.#asked = asked;
    this.#filling = filling;
    this.#files = new CheckpointFiles(asked.ledgerFolder);
    this.#hashes = new HashFile(this.#files.hashes);
    this.#tree = new LogTree(this.#hashes);
  }

  get events(): number {
    return this.#tree.size;
  }

  /** Over all events, base64. */
  get root(): string {
    return base64(this.#tree.root());
  }

  /** The document of the first event. */
  get first(): Uint8Array | undefined {
    return this.#first;
  }

  /** Puts every event back, durably. Throws `BadPlace`, the first, where a segment is not as it was written. */
  async fill(): Promise<void> {
    try {
      await this.#read();
      await this.#filling.close();
    } catch (error) {
      throw await this.#firstOf(error);
    }
    this.#hashes.save();
  }

  /** The tree's root over the first events, base64. */
  rootAt(size: number): string {
    return base64(this.#tree.root(size));
  }

  /**
   * Compares what the log signed with what it now holds, keeps it beside the log and answers the last of it. Throws
   * `BadPlace` where a checkpoint is not one that these keys signed, or is of other events.
   */
  checkSigned(keys: readonly VerifierKey[]): SignedCheckpoint | undefined {
    const { checkpoint, cosigned } = this.#asked.said;
    for (const kept of this.#kept) {
      this.#checked(kept, keys);
      this.#files.keep(kept.note);
    }
    if (cosigned !== null) {
      this.#checked({ note: cosigned, file: MANIFEST }, keys);
      this.#files.replace('cosigned', cosigned);
    }
    if (checkpoint === null) return undefined;
    const last = this.#checked({ note: checkpoint, file: MANIFEST }, keys);
    this.#files.replace('checkpoint', checkpoint);
    return last;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#filling.abandon();
    this.#hashes.close();
  }

  async #read(): Promise<void> {
    const { said } = this.#asked;
    let previous: string | null = null;
    for (const segment of said.segments) {
      await this.#fillFrom(segment, previous);
      previous = segment.sha256;
    }
    if (this.root !== said.root) throw new BadPlace('the events do not lead to its root', { file: MANIFEST });
  }

  /** Reading runs ahead of putting back: what is still on its way comes before whatever was found. */
  async #firstOf(error: unknown): Promise<unknown> {
    const before = await this.#filling.settled().catch((each: unknown) => each);
    const first = before instanceof NotFilled ? before : error;
    return first instanceof NotFilled ? badPlaceOf(first as NotFilled<EventPlace>) : first;
  }

  #checked({ note, ...place }: KeptCheckpoint, keys: readonly VerifierKey[]): SignedCheckpoint {
    const signed = ownCheckpoint(note, this.#asked.said.origin, keys);
    if (signed === undefined) throw new BadPlace('a checkpoint is not one that this log signed', place);
    if (signed.size > this.events || this.rootAt(signed.size) !== base64(signed.root))
      throw new BadPlace(`the events do not lead to what was signed over ${signed.size} of them`, place);
    return signed;
  }

  async #fillFrom(segment: SegmentInBackup, previous: string | null): Promise<void> {
    const { name, said, folder, progress } = this.#asked;
    const { file, from, to } = segment;
    const header: SegmentHeader = {
      segment: 1,
      log: name,
      origin: said.origin,
      from,
      previous,
      root: this.root,
    };
    let line = 0;
    let ended = false;
    for (const text of linesOf(join(folder, file), segment.sha256)) {
      const place = { file, line: ++line };
      if (ended) throw new BadPlace('nothing follows on its end', place);
      if (line === 1) checkHeader(text, header, place);
      else ended = this.#take(text, { ...place, to });
      if (line % TURN !== 0 && !this.#filling.isFull) continue;
      progress(this.events);
      await this.#filling.passOn();
      await nextTurn();
    }
    if (!ended) throw new BadPlace('its end is not there', { file });
    progress(this.events);
  }

  /** Answers whether it was the segment's end. */
  #take(text: Buffer, place: { file: string; line: number; to: number }): boolean {
    const event = eventIn(text);
    if (event !== undefined) {
      this.#add(event, place);
      return false;
    }
    const note = checkpointIn(text);
    if (note !== undefined) {
      this.#kept.push({ note, file: place.file, line: place.line });
      return false;
    }
    const end = endIn(text);
    if (end === undefined) throw bad('it is no line of a segment', place);
    if (end.to !== place.to || this.events !== place.to)
      throw bad(`it ends at ${this.events}, not at ${place.to}`, place);
    if (end.root !== this.root) throw bad('the events before do not lead to its root', place);
    return true;
  }

  #add({ position, endsAppend, leaf, document }: EventLine, place: { file: string; line: number }): void {
    const at = { ...place, position };
    if (position !== this.events) throw bad(`position ${this.events} should stand there`, place);
    const hash = leafHash(document);
    if (base64(hash) !== leaf) throw bad('the event is not the one that was written', at);
    this.#first ??= Buffer.from(document);
    const event = storedIn(document);
    if (event === undefined) throw bad('its document is not that of an event', at);
    const { stream, revision, id, type } = event;
    this.#filling.add({ stream, revision, id, type, document, endsAppend }, at);
    this.#tree.append(hash);
    this.#note(event, at);
  }

  #note({ sealed, ...event }: StoredEvent, { position }: { position: number }): void {
    for (const { subject } of sealed) if (!this.sealedFor.has(subject)) this.sealedFor.set(subject, position);
    for (const subject of erasedIn(event)) this.erased.add(subject);
  }
}

function badPlaceOf({ place, cause }: NotFilled<EventPlace>): Error {
  return cause.kind === 'UNAVAILABLE' ? cause : bad(cause.message.replace(/\.$/, ''), place);
}

function storedIn(document: Buffer): StoredEvent | undefined {
  try {
    const said = JSON.parse(document.toString()) as StoredEvent;
    const isOne = [said.id, said.stream, said.type].every((each) => typeof each === 'string');
    return isOne && Array.isArray(said.sealed) ? said : undefined;
  } catch {
    return undefined;
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
