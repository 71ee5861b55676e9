import { createSecretKey, type KeyObject } from 'node:crypto';
import {
  base32Id,
  canonical,
  checkEventData,
  referenceOf,
  Rejected,
  upcast,
  type Json,
  type JsonObject,
  type ReferenceKind,
  type SealedPart,
  type StoredEvent,
} from '#libs/contracts';
import { merged, without } from './data.ts';
import { hmac } from './hmac.ts';
import { KeyCache, SubjectKeys } from './key-cache.ts';
import type { KeyName, KeyStore } from './key-store.ts';
import { systemRandomness, type Randomness } from './randomness.ts';
import { checkCommitments, openPart, placeIn, sealValues, type Openings } from './sealing.ts';
import { personalValues, subjectsOf, type Fact } from './subjects.ts';

export interface VaultSettings {
  /** The log's origin: what is sealed for one log opens in no other. */
  readonly origin: string;
  readonly keys: KeyStore;
  /** How many subjects' keys stay in memory, or up to twice as many; 10,000 (40 to 80 MB) unless said. */
  readonly cached?: number;
  readonly random?: Randomness;
}

/** What goes into the stored event. */
export interface Sealed {
  /** The clear fields. */
  readonly data: JsonObject;
  readonly sealed: SealedPart[];
  /** Whom the event is about, those whose fields are sealed first. */
  readonly subjects: string[];
}

export interface OpenedData {
  /** At the newest version of the event's type. */
  readonly data: JsonObject;
  /** Pointers, into the data as it was stored, of fields whose key is gone. */
  readonly erased: string[];
}

/** The keys of the store that are used here. */
type OwnKey = Exclude<KeyName, 'ledger'>;

const CACHED = 10_000;

/** Seals and opens the personal fields of events, under one key a subject (stored-event.md). */
export class Vault {
  readonly #origin: string;
  readonly #keys: KeyStore;
  readonly #own: Readonly<Record<OwnKey, KeyObject>>;
  readonly #cache: KeyCache;
  readonly #random: Randomness;

  private constructor(settings: VaultSettings, own: Readonly<Record<OwnKey, KeyObject>>) {
    this.#origin = settings.origin;
    this.#keys = settings.keys;
    this.#own = own;
    this.#cache = new KeyCache(settings.cached ?? CACHED);
    this.#random = settings.random ?? systemRandomness();
  }

  static async open(settings: VaultSettings): Promise<Vault> {
    const own = async (name: OwnKey) => createSecretKey(await settings.keys.named(name));
    return new Vault(settings, {
      ids: await own('ids'),
      digest: await own('digest'),
    });
  }

  /**
   * Fetches the subjects' keys, for what follows without waiting in between; with `create` also makes those that are
   * missing, durable before this resolves. Throws `Rejected` SUBJECT_ERASED where one to be made was destroyed, and with
   * `create` also where one that is in memory here was destroyed on another node.
   */
  async prepare(subjects: Iterable<string>, { create = false } = {}): Promise<void> {
    const asked = new Set(subjects);
    const isShared = this.#keys.nodes !== undefined;
    let missing = [...asked].filter((subject) => !this.#cache.ask(subject) || (create && isShared));
    if (missing.length === 0) return this.#cache.trim();
    while (missing.length > 0) {
      const isFresh = await this.#fetch(missing, create);
      // Others may have pushed out meanwhile what was here before.
      missing = isFresh ? this.#cache.absent(asked) : this.#cache.missing(asked);
    }
    for (const subject of asked) this.#cache.put(subject);
    this.#cache.trim();
  }

  /** Answers false, and keeps nothing, where keys were renounced while these were on their way. */
  async #fetch(subjects: readonly string[], create: boolean): Promise<boolean> {
    const { renounced } = this.#cache;
    const found = await (create ? this.#getOrCreate(subjects) : this.#keys.find(subjects));
    if (this.#cache.renounced !== renounced) return false;
    for (const subject of subjects) {
      const key = found.get(subject);
      this.#cache.put(subject, key && new SubjectKeys(key));
    }
    return true;
  }

  async #getOrCreate(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    try {
      return await this.#keys.getOrCreate(subjects);
    } catch (error) {
      if (error instanceof Rejected && error.code === 'SUBJECT_ERASED')
        this.#cache.forget([String(error.details['subject'])]);
      throw error;
    }
  }

  /** Whom a fact is about, those whose fields are sealed first: the `subjects` of its envelope. */
  subjectsOf(fact: Fact): string[] {
    return subjectsOf(fact);
  }

  /**
   * Seals every personal field of a fact for its place in its stream. The keys of its subjects must be prepared.
   * Throws `Rejected` INVALID_INPUT, naming the field, where the data is not what its description says.
   */
  seal(fact: Fact & { readonly revision: number }): Sealed {
    checkEventData(fact.type, fact.data);
    const values = personalValues(fact);
    const sealed = sealValues(values, placeIn(this.#origin, fact), {
      keyOf: (subject, dataClass) => this.#keysOf(subject).ofClass(dataClass),
      random: this.#random,
    });
    return {
      data: without(fact.data, new Set(values.map((each) => each.pointer))),
      sealed,
      subjects: subjectsOf(fact, values),
    };
  }

  /**
   * The event's data with what its keys still open. The keys of its sealed subjects must be prepared. Throws
   * `Rejected` DECRYPTION_FAILED, with nothing of the data, where one part is not as it was sealed.
   */
  open(event: StoredEvent): OpenedData {
    return this.#opened(event, () => undefined);
  }

  /** Opens the event as `open` does, and throws DECRYPTION_FAILED too where a value does not match its commitment. */
  check(event: StoredEvent): OpenedData {
    const place = placeIn(this.#origin, event);
    return this.#opened(event, (part, openings) => checkCommitments(part, openings, place));
  }

  /**
   * What each sealed part of an event holds, with its salts and checked against its commitments; undefined where its key
   * is gone. The keys must be prepared. Throws `Rejected` DECRYPTION_FAILED where one is not as it was sealed.
   */
  openings(event: StoredEvent): { readonly part: SealedPart; readonly openings: Openings | undefined }[] {
    const place = placeIn(this.#origin, event);
    return event.sealed.map((part) => {
      const keys = this.#cache.get(part.subject);
      const openings = keys && openPart(part, place, keys.ofClass(part.class));
      if (openings !== undefined) checkCommitments(part, openings, place);
      return { part, openings };
    });
  }

  /** Whether the prepared subject has a key. */
  holds(subject: string): boolean {
    return this.#cache.get(subject) !== undefined;
  }

  /** Forgets the subjects' keys, those too that are on their way here: called when their destruction passes in the journal. */
  forget(subjects: Iterable<string>): void {
    this.#cache.forget(subjects);
  }

  /** Who is prepared from here on is asked of the key store again: none whose key was destroyed before this is opened. */
  renew(): void {
    this.#cache.renew();
  }

  /**
   * HMAC of a command, base64url, under a key of its first subject (prepared), so that it dies with the subject; without
   * one under the store's. Throws `Rejected` SUBJECT_ERASED where that key is gone.
   */
  digest(subject: string | undefined, command: JsonObject): string {
    return this.digests(command)(subject);
  }

  /** The same of one command for several subjects: each is made once. */
  digests(command: JsonObject): (subject: string | undefined) => string {
    const text = canonical(command);
    const made = new Map<string | undefined, string>();
    return (subject) => {
      const digest = made.get(subject) ?? this.#digestOf(text, subject);
      made.set(subject, digest);
      return digest;
    };
  }

  #digestOf(command: string, subject: string | undefined): string {
    if (subject !== undefined) return this.#keysOf(subject).digest(command);
    return hmac(this.#own.digest, command).toString('base64url');
  }

  /** The nth id that a command makes: the same 26 characters wherever it is handled. */
  mint(commandId: string, n: number): string {
    return base32Id(hmac(this.#own.ids, `${commandId}:${n}`));
  }

  /** A reference for people to say, of 45 bits; another attempt gives another, for one that is taken. */
  mintReference(kind: ReferenceKind, commandId: string, attempt: number): string {
    for (let draw = 0; ; draw++) {
      const bytes = hmac(this.#own.ids, `${commandId}:${kind}:${attempt}:${draw}`);
      const reference = referenceOf(kind, bytes.readUIntBE(2, 6) % 2 ** 45);
      if (reference !== undefined) return reference;
    }
  }

  #opened(event: StoredEvent, check: (part: SealedPart, openings: Openings) => void): OpenedData {
    if (event.sealed.length === 0) return { data: upcast(event.type, event.version, event.data), erased: [] };
    const place = placeIn(this.#origin, event);
    const erased: string[] = [];
    const values: [string, Json][] = [];
    for (const part of event.sealed) {
      const keys = this.#cache.get(part.subject);
      if (keys) {
        const openings = openPart(part, place, keys.ofClass(part.class));
        check(part, openings);
        for (const pointer of Object.keys(openings)) values.push([pointer, openings[pointer]?.[1] ?? null]);
      } else {
        erased.push(...Object.keys(part.fields));
      }
    }
    return {
      data: upcast(event.type, event.version, values.length === 0 ? event.data : merged(event.data, values)),
      erased,
    };
  }

  #keysOf(subject: string): SubjectKeys {
    const keys = this.#cache.get(subject);
    if (!keys) throw new Rejected('SUBJECT_ERASED', { subject });
    return keys;
  }
}
