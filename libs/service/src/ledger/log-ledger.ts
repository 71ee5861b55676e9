import { existsSync } from 'node:fs';
import { decodeStoredEvent } from '#libs/contracts';
import { openJournal, StoreError, type Journal, type LoggedEvent } from '#libs/event-store';
import {
  formatCheckpoint,
  formatNote,
  hashesOf,
  leafHash,
  LogTree,
  parseCheckpoint,
  parseNote,
  signed,
  signerFrom,
  StreamHeads,
  type Signer,
} from '#libs/ledger';
import { CheckpointFiles, type SignedCheckpoint } from './checkpoint-files.ts';
import type { CosigningSettings } from './cosigning-settings.ts';
import { replaceFile } from './durable-file.ts';
import { HashFile } from './hash-file.ts';
import { checkContinues } from './opening-check.ts';

export interface LedgerSettings {
  /** The ledger's own folder. */
  readonly folder: string;
  readonly logFile: string;
  /** The log's name, and that of its keys. */
  readonly origin: string;
  /** What the signing keys are derived from. */
  readonly secret: Uint8Array;
  /** A file outside the data folder with the last cosigned checkpoint; without witnesses, with the last. */
  readonly anchor?: string | undefined;
  /** The policy file that names the witnesses of this log, which need not be there. */
  readonly witnesses?: string | undefined;
}

/** Events hashed between two looks at anything else. */
const STEP = 2_000;
const PAGE = 500;
/** A checkpoint is kept for good after so long, or so many events. */
const KEEP_AFTER_MS = 600_000;
const KEEP_AFTER_EVENTS = 10_000;

/** Where the last checkpoint of the access log is kept, beside that of the record. */
export function accessAnchor(anchor: string | undefined): string | undefined {
  return anchor === undefined ? undefined : `${anchor}.access`;
}

/** The keys with which a log signs its checkpoints. */
export function logSigners(origin: string, secret: Uint8Array): readonly Signer[] {
  return [signerFrom(secret, origin, 'ED25519'), signerFrom(secret, origin, 'COSIGNED_ML_DSA_44')];
}

/**
 * The Merkle tree over one log's documents in log order, and its signed checkpoints. The log is the truth: a tree that is
 * lost or damaged is made again from it. Not shared: one thread has it open.
 */
export class LogLedger {
  readonly files: CheckpointFiles;
  readonly #settings: LedgerSettings;
  readonly #journal: Journal;
  readonly #hashes: HashFile;
  readonly #signers: readonly Signer[];
  #tree: LogTree;
  #last: SignedCheckpoint | undefined;
  #kept = { at: -Infinity, size: 0 };
  /** What was checked when it was signed. */
  #signedBefore = 0;
  /** Why nothing more is taken in and signed, in one line: the log says of itself what is not so. */
  refusal: string | undefined;

  /** Throws `Rejected` STORE_REFUSED where the log is not the one that was signed, or is shorter. */
  constructor(settings: LedgerSettings) {
    this.#settings = settings;
    this.files = new CheckpointFiles(settings.folder);
    this.files.mend();
    this.#signers = logSigners(settings.origin, settings.secret);
    this.#journal = openJournal(settings.logFile);
    this.#hashes = new HashFile(this.files.hashes);
    try {
      this.#tree = this.#signedTree();
      this.#last = this.#continued();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get origin(): string {
    return this.#settings.origin;
  }

  /** How its checkpoints are cosigned, where they are. */
  get cosigning(): CosigningSettings | undefined {
    const { witnesses: policyFile, anchor } = this.#settings;
    return policyFile === undefined ? undefined : { policyFile, anchor };
  }

  get tree(): LogTree {
    return this.#tree;
  }

  get journal(): Journal {
    return this.#journal;
  }

  /** The last checkpoint that was signed; undefined where there is none yet. */
  get checkpoint(): SignedCheckpoint | undefined {
    return this.#last;
  }

  /** How every stream ended when the log had so many events, which must be taken in. */
  headsAt(size: number): StreamHeads {
    const heads = new StreamHeads();
    for (const { stream, revision, position } of this.#journal.endsAt(size))
      heads.set({ stream, revision, leafHash: this.#tree.leaf(position) });
    return heads;
  }

  /** A text of the log's own, signed with its Ed25519 key. */
  note(text: string): string {
    const [signer] = this.#signers;
    return signer === undefined ? '' : formatNote({ text, signatures: [signed(text, signer, 0)] });
  }

  /** Takes in some of what was added to the log; answers whether that was all. */
  advance(): boolean {
    const until = this.#tree.size + STEP;
    while (this.#tree.size < until) {
      const events = this.refusal === undefined ? this.#journal.readAfter(this.#tree.size - 1, PAGE) : [];
      if (!events.every((event) => this.#take(event)) || events.length < PAGE) return true;
    }
    return false;
  }

  /** Signs what was taken in since the last checkpoint, durably; answers whether there was anything. */
  sign(now = Date.now()): boolean {
    const { size } = this.#tree;
    if (size === (this.#last?.size ?? 0) || this.refusal !== undefined) return false;
    this.#hashes.save();
    const checkpoint = { origin: this.#settings.origin, size, root: this.#tree.root() };
    const text = formatCheckpoint(checkpoint);
    const seconds = Math.floor(now / 1000);
    const note = formatNote({ text, signatures: this.#signers.map((each) => signed(text, each, seconds)) });
    this.files.replace('checkpoint', note);
    this.#keepOutside(note);
    this.#last = { ...checkpoint, note };
    if (now - this.#kept.at >= KEEP_AFTER_MS || size - this.#kept.size >= KEEP_AFTER_EVENTS) this.#keep(now);
    return true;
  }

  /** Takes in and signs all that is in the log. */
  catchUp(): void {
    while (!this.advance());
    this.sign();
  }

  close(): void {
    this.#journal.close();
    this.#hashes.close();
  }

  /** Without witnesses. */
  #keepOutside(note: string): void {
    const { anchor, witnesses } = this.#settings;
    const isWitnessed = witnesses !== undefined && existsSync(witnesses);
    if (anchor !== undefined && !isWitnessed) replaceFile(anchor, note);
  }

  #keep(now: number): void {
    if (this.#last === undefined) return;
    this.files.keep(this.#last.note);
    this.#kept = { at: now, size: this.#last.size };
  }

  /** Answers whether the log may go on: not where it says that its streams ended as they did not. */
  #take({ position, type, document }: LoggedEvent): boolean {
    if (position !== this.#tree.size)
      throw new StoreError('CORRUPT', `The log has no event ${this.#tree.size}. Restore it from a backup.`);
    if (type === 'LedgerHeads' && position >= this.#signedBefore && !this.#endedSo(document)) {
      this.refusal = `The log ${this.origin} says in event ${position} how its streams ended, and they did not end so. Run fhr verify --all.`;
      return false;
    }
    this.#tree.append(leafHash(document));
    return true;
  }

  #endedSo(document: Uint8Array): boolean {
    const { size, root } = decodeStoredEvent(document).data;
    if (typeof size !== 'number' || size > this.#tree.size) return false;
    return Buffer.from(this.headsAt(size).root()).toString('base64') === root;
  }

  /** The tree as it was signed last: what was added since may not have been written whole. */
  #signedTree(): LogTree {
    const note = parseNote(this.files.read('checkpoint') ?? '');
    const size = (note && parseCheckpoint(note.text)?.size) ?? 0;
    this.#signedBefore = size;
    if (this.#hashes.length > hashesOf(size)) this.#hashes.cut(hashesOf(size));
    return new LogTree(this.#hashes);
  }

  /** The last checkpoint, once the log is known to go on from all that is known of it. */
  #continued(): SignedCheckpoint | undefined {
    const { origin, anchor } = this.#settings;
    const known = checkContinues(
      { origin, keys: this.#signers, files: this.files, anchor },
      { journal: this.#journal, tree: () => this.#tree, rebuild: () => this.#rebuild() },
    );
    this.files.replace('verifier-keys', this.#signers.map(({ vkey }) => `${vkey}\n`).join(''));
    return known;
  }

  #rebuild(): void {
    this.#hashes.cut(hashesOf(0));
    this.#tree = new LogTree(this.#hashes);
    while (!this.advance());
    this.#hashes.save();
  }
}
