import { createHash } from 'node:crypto';
import { checkQuery } from '#libs/platform';

const MOST = 200;
/** Characters of one that is remembered: together they are no more than a few megabytes. */
const LONGEST = 10_000;

/** Documents that are within the limits. Programs ask with the same few again and again: each is looked at once. */
export class CheckedDocuments {
  readonly #hashes = new Map<string, string>();

  /** The document's SHA-256, base64url. Throws `Rejected` where it is over a limit (`checkQuery`). */
  hashOf(document: string): string {
    const known = this.#hashes.get(document);
    if (known !== undefined) return known;
    checkQuery(document);
    const hash = createHash('sha256').update(document).digest('base64url');
    if (this.#hashes.size >= MOST) this.#hashes.clear();
    if (document.length <= LONGEST) this.#hashes.set(document, hash);
    return hash;
  }
}
