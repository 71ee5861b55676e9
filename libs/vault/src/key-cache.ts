import { createSecretKey, type KeyObject } from 'node:crypto';
import type { DataClass } from '#libs/contracts';
import { hmac } from './hmac.ts';

/** What HKDF (RFC 5869) puts in the place of no salt. */
const NO_SALT = createSecretKey(new Uint8Array(32));

/**
 * The keys derived from one subject's key (stored-event.md), each once: HKDF-SHA256 of 32 bytes, whose first step is the
 * same for all of them.
 */
export class SubjectKeys {
  readonly #extracted: KeyObject;
  readonly #ofClasses = new Map<DataClass, KeyObject>();
  #ofCommands: KeyObject | undefined;

  constructor(key: Uint8Array) {
    this.#extracted = createSecretKey(hmac(NO_SALT, key));
  }

  ofClass(dataClass: DataClass): KeyObject {
    const known = this.#ofClasses.get(dataClass);
    if (known) return known;
    const key = this.#derived(`familyhelp/v1/class/${dataClass}`);
    this.#ofClasses.set(dataClass, key);
    return key;
  }

  /** HMAC of a command's canonical JSON, base64url, which dies with the subject. */
  digest(command: string): string {
    this.#ofCommands ??= this.#derived('familyhelp/v1/command');
    return hmac(this.#ofCommands, command).toString('base64url');
  }

  #derived(info: string): KeyObject {
    return createSecretKey(hmac(this.#extracted, `${info}\u0001`));
  }
}

interface Kept {
  /** Undefined: the subject has none. */
  readonly keys: SubjectKeys | undefined;
  /** What had been renounced when they were asked for. */
  readonly since: number;
}

/**
 * Keys of the subjects asked for last, in two generations: whoever is asked for is of the younger one, and the elder is
 * forgotten as a whole. A subject may stand here as one without a key.
 */
export class KeyCache {
  readonly #least: number;
  #younger = new Map<string, Kept>();
  #elder = new Map<string, Kept>();
  #renounced = 0;
  #since = 0;

  /** At least so many stay of those asked for last. */
  constructor(least: number) {
    this.#least = least;
  }

  /** Counts the subject as asked for just now; whether its keys are here. */
  ask(subject: string): boolean {
    const known = this.#known(subject);
    if (known?.keys === undefined) return false;
    if (this.#younger.get(subject) !== known) this.#younger.set(subject, known);
    return true;
  }

  /** Those of the subjects whose keys are not here. */
  missing(subjects: Iterable<string>): string[] {
    return [...subjects].filter((subject) => !this.#known(subject)?.keys);
  }

  /** Those of the subjects of whom nothing is known here, not even that they have no key. */
  absent(subjects: Iterable<string>): string[] {
    return [...subjects].filter((subject) => !this.#known(subject));
  }

  /** Counts the subject as asked for just now, with the keys it has or else these. */
  put(subject: string, keys?: SubjectKeys): void {
    const known = this.#known(subject);
    const kept = known?.keys === undefined ? { keys, since: this.#since } : known;
    if (this.#younger.get(subject) !== kept) this.#younger.set(subject, kept);
  }

  /** Forgets the subjects asked for longest ago, where there are enough of the others. */
  trim(): void {
    if (this.#younger.size < this.#least) return;
    this.#elder = this.#younger;
    this.#younger = new Map();
  }

  /** The subject's keys; undefined where it has none. Throws where they were not fetched: that is not an erasure. */
  get(subject: string): SubjectKeys | undefined {
    const kept = this.#find(subject);
    if (!kept) throw new TypeError(`the keys of ${subject} are not prepared`);
    return kept.keys;
  }

  /** Changes with `forget` and `renew`: what was fetched before that is not to be put here after. */
  get renounced(): number {
    return this.#renounced;
  }

  /** The subjects are known from here on as ones without a key. */
  forget(subjects: Iterable<string>): void {
    for (const subject of subjects) {
      this.#renounced++;
      if (!this.#find(subject)) continue;
      this.#elder.delete(subject);
      this.#younger.set(subject, { keys: undefined, since: this.#since });
    }
  }

  /** Whoever is asked for from here on is fetched again; what was fetched before still opens what waits for it. */
  renew(): void {
    this.#renounced++;
    this.#since = this.#renounced;
  }

  #known(subject: string): Kept | undefined {
    const kept = this.#find(subject);
    return kept?.since === this.#since ? kept : undefined;
  }

  #find(subject: string): Kept | undefined {
    return this.#younger.get(subject) ?? this.#elder.get(subject);
  }
}
