import { createSecretKey, type KeyObject } from 'node:crypto';
import { canonical, type DataClass, type JsonObject } from '#libs/contracts';
import { hmac } from './hmac.ts';

/** What HKDF (RFC 5869) puts in the place of no salt. */
const NO_SALT = createSecretKey(new Uint8Array(32));

/**
 * The keys derived from one subject's key (stored-event.md), each once: HKDF-SHA256 of 32 bytes, whose first step is the
 * same for all of them.
 */
export class SubjectKeys {
  readonly #extracted: KeyObject;
  readonly #derived = new Map<string, KeyObject>();

  constructor(key: Uint8Array) {
    this.#extracted = createSecretKey(hmac(NO_SALT, key));
  }

  ofClass(dataClass: DataClass): KeyObject {
    return this.#derive(`familyhelp/v1/class/${dataClass}`);
  }

  /** HMAC of a command, base64url, which dies with the subject. */
  digest(command: JsonObject): string {
    return hmac(this.#derive('familyhelp/v1/command'), canonical(command)).toString('base64url');
  }

  #derive(info: string): KeyObject {
    const known = this.#derived.get(info);
    if (known) return known;
    const key = createSecretKey(hmac(this.#extracted, `${info}\u0001`));
    this.#derived.set(info, key);
    return key;
  }
}

interface Kept {
  /** Undefined: the subject has none. */
  readonly keys: SubjectKeys | undefined;
  /** What had been renounced when they were asked for. */
  readonly since: number;
}

/** Keys of the subjects asked for last. A subject may stand here as one without a key. */
export class KeyCache {
  readonly #limit: number;
  readonly #subjects = new Map<string, Kept>();
  #renounced = 0;
  #since = 0;

  constructor(limit: number) {
    this.#limit = limit;
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
    const kept = this.#known(subject)?.keys ?? keys;
    this.#subjects.delete(subject);
    this.#subjects.set(subject, { keys: kept, since: this.#since });
  }

  /** Forgets the subjects asked for longest ago, but never any of the last `kept`. */
  trim(kept: number): void {
    for (const subject of this.#subjects.keys()) {
      if (this.#subjects.size <= Math.max(this.#limit, kept)) return;
      this.#subjects.delete(subject);
    }
  }

  /** The subject's keys; undefined where it has none. Throws where they were not fetched: that is not an erasure. */
  get(subject: string): SubjectKeys | undefined {
    const kept = this.#subjects.get(subject);
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
      if (this.#subjects.has(subject)) this.#subjects.set(subject, { keys: undefined, since: this.#since });
    }
  }

  /** Whoever is asked for from here on is fetched again; what was fetched before still opens what waits for it. */
  renew(): void {
    this.#renounced++;
    this.#since = this.#renounced;
  }

  #known(subject: string): Kept | undefined {
    const kept = this.#subjects.get(subject);
    return kept?.since === this.#since ? kept : undefined;
  }
}
