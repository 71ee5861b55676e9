import { createHash } from 'node:crypto';
import { checkQuery } from '#libs/platform';

const MOST = 200;

/**
 * Documents that are within the limits. Programs ask with the same few again and again: each is looked at once. By their
 * hashes only: somebody's name may stand in one.
 */
export class CheckedDocuments {
  readonly #hashes: Set<string>;

  constructor(hashes = new Set<string>()) {
    this.#hashes = hashes;
  }

  /** The document's SHA-256, base64url. Throws `Rejected` where it is over a limit (`checkQuery`). */
  hashOf(document: string): string {
    const hash = createHash('sha256').update(document).digest('base64url');
    if (this.#hashes.has(hash)) return hash;
    checkQuery(document);
    if (this.#hashes.size >= MOST) this.#hashes.clear();
    this.#hashes.add(hash);
    return hash;
  }
}
