import { setTimeout as rest } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Identified } from '../http/identifying.ts';
import { ServedRecord } from '../served-record.ts';
import { costOf, FeedDesk, lastIn, type FeedPage } from './feed.desk.ts';
import { Followers } from './followers.ts';
import type { Following } from './following.ts';

/** Whoever waits for what is recorded. */
export interface Waiting {
  /** Asked anew for each page, as tokens end. */
  readonly identified: Identified;
  readonly read: string;
  /** Aborted when the caller is gone, or the service stops. */
  readonly signal: AbortSignal;
}

/** A caller who waits that long and no longer gets a page at least, perhaps an empty one. */
export interface WaitingFor extends Waiting {
  readonly milliseconds: number;
}

/** So soon it is noticed that access was withdrawn or a token has ended, though nothing was recorded. */
const LOOK_AGAIN_MS = 4_000;
/**
 * What looking in vain costs. For a page a stream pays before the next look; whoever waits for one page pays for a whole one
 * with the first.
 */
const A_LOOK = 1;
/** Between two looks for one caller: what is recorded meanwhile goes in one page. */
const REST_MS = 50;

/** The log as it grows. One page is held for a caller, and the next is not made before that one was taken. */
@Injectable()
export class FeedStreams {
  constructor(
    private readonly record: ServedRecord,
    private readonly desk: FeedDesk,
    private readonly followers: Followers,
  ) {}

  /** Page after page, without end, until the caller is gone or refused. */
  async *stream(following: Following, { identified, read, signal }: Waiting): AsyncGenerator<FeedPage> {
    const follower = await identified();
    this.followers.opened(follower);
    try {
      let cost = A_LOOK;
      for (let after = following.after; !signal.aborted;) {
        const principal = await identified();
        const { page, through } = await this.desk.look({ principal, read }, { ...following, after }, cost);
        if (page !== undefined) yield page;
        cost = page === undefined ? A_LOOK : costOf(page.events.length);
        after = page?.caughtUp === false ? lastIn(page.events) : through;
        this.followers.delivered(principal, after);
        if (page?.caughtUp !== false) await this.grown(after, LOOK_AGAIN_MS, signal);
      }
      signal.throwIfAborted();
    } finally {
      this.followers.ended(follower);
    }
  }

  /** The next page: as soon as there is something in it, or the time is over. */
  async next(
    following: Following,
    { identified, read, signal, milliseconds }: WaitingFor,
  ): Promise<FeedPage> {
    const until = performance.now() + milliseconds;
    let page: FeedPage | undefined;
    let cost = costOf(following.limit);
    for (let after = following.after; page === undefined;) {
      const left = until - performance.now();
      const principal = await identified();
      if (left <= 0 || signal.aborted) {
        page = await this.desk.page({ principal, read }, { ...following, after }, cost);
      } else {
        const looked = await this.desk.look({ principal, read }, { ...following, after }, cost);
        cost = A_LOOK;
        page = looked.page;
        after = looked.through;
        if (page === undefined) await this.grown(after, Math.min(left, LOOK_AGAIN_MS), signal);
      }
      if (page !== undefined)
        this.followers.delivered(principal, page.caughtUp ? after : lastIn(page.events));
    }
    return page;
  }

  /** Resolves once there is more than the position here to be read, or the time is over, or nobody waits. */
  private async grown(position: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    const until = performance.now() + milliseconds;
    do await rest(REST_MS, undefined, { signal }).catch(() => undefined);
    while (!signal.aborted && performance.now() < until && this.record.projector.position() <= position);
  }
}
