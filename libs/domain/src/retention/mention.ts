import type { Clear } from '#libs/contracts';

/** An entry about somebody, as corrected, without what is sealed in it. */
export interface Mention {
  readonly stream: string;
  readonly type: Clear.Event['type'];
  readonly data: Clear.Event['data'];
  /** The last day on which it may have happened. */
  readonly day: string;
  /** Whom it is about, by bare ids. */
  readonly persons: readonly string[];
}
