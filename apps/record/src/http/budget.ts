import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '#libs/access';

/** A caller that has cost too much in a minute. */
export interface Overspent {
  /** Seconds until its next minute begins. */
  readonly retryAfter: number;
  /** Whether it was within until now: the first refusal of a minute is on record. */
  readonly isFirst: boolean;
}

const MINUTE = 60;

/** What callers may cost in a minute, by whichever door; a caller is who a token is of, whichever of their tokens they send. */
export class Budget {
  readonly #limit: number;
  readonly #spent: RateLimiterMemory | undefined;

  /** Without a limit nobody ever costs too much. */
  constructor(limit: number | undefined) {
    this.#limit = limit ?? 0;
    this.#spent =
      limit === undefined ? undefined : new RateLimiterMemory({ points: limit, duration: MINUTE });
  }

  async spend({ user, agency }: Principal, cost: number): Promise<Overspent | undefined> {
    try {
      await this.#spent?.consume(JSON.stringify([agency, user]), cost);
      return undefined;
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      return {
        retryAfter: Math.max(1, Math.ceil(reason.msBeforeNext / 1000)),
        isFirst: reason.consumedPoints - cost <= this.#limit,
      };
    }
  }
}
