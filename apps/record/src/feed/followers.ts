import type { Principal } from '#libs/access';

/** How far one system has followed the log. */
export interface Follower {
  readonly agency: string;
  /** The pseudonym under which it signs in: its client id. */
  readonly client: string;
  /** The last position that was delivered to it, -1 before the first. */
  readonly position: number;
  /** Events of the log after that position, whether or not they are there for it. */
  readonly lag: number;
  /** Streams that it has open. */
  readonly streams: number;
  /** When it was last delivered something, or asked in vain: epoch milliseconds. */
  readonly lastAt: number;
}

type Known = Pick<Follower, 'position' | 'streams' | 'lastAt'> & Pick<Principal, 'agency' | 'user'>;

/** As many as are remembered; of more the one that has been quiet longest is forgotten. */
const MOST = 1000;

/**
 * Who follows the feed, and how far: by the token's account, of the last page it was given, whatever it follows. It is
 * remembered while the service runs: whoever follows asks again.
 */
export class Followers {
  readonly #known = new Map<string, Known>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  delivered(principal: Principal, position: number): void {
    this.#note(principal, { position });
  }

  opened(principal: Principal): void {
    this.#note(principal, { streams: this.#of(principal).streams + 1 });
  }

  ended(principal: Principal): void {
    this.#note(principal, { streams: Math.max(0, this.#of(principal).streams - 1) });
  }

  /** Everybody, with the events of a log that ends at `head` that they have not been given. */
  standing(head: number): Follower[] {
    return [...this.#known.values()].map(({ agency, user, position, streams, lastAt }) => ({
      ...{ agency, client: user, position, streams, lastAt },
      lag: Math.max(0, head - position),
    }));
  }

  #of(principal: Principal): Known {
    const { agency, user } = principal;
    return this.#known.get(keyOf(principal)) ?? { agency, user, position: -1, streams: 0, lastAt: 0 };
  }

  #note(principal: Principal, what: Partial<Known>): void {
    const key = keyOf(principal);
    const known = { ...this.#of(principal), ...what, lastAt: this.#now() };
    this.#known.delete(key);
    this.#known.set(key, known);
    const [quietest] = this.#known.keys();
    if (this.#known.size > MOST && quietest !== undefined) this.#known.delete(quietest);
  }
}

function keyOf({ agency, user }: Pick<Principal, 'agency' | 'user'>): string {
  return JSON.stringify([agency, user]);
}
