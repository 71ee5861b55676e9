import { createContextKey, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import { Injectable } from '@nestjs/common';
import { Rejected } from '#libs/contracts';
import type { Log } from '#libs/platform';
import type { FeedService, Following } from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import type { Identified } from '../http/identifying.ts';
import { ServedRecord } from '../served-record.ts';
import { FeedDesk } from './feed.desk.ts';
import { FeedProofs } from './feed.proofs.ts';
import { FeedStreams } from './feed.streams.ts';
import { followingOf } from './following.ts';
import { refusedCall } from './refused-call.ts';
import { replayingOf } from './replaying.ts';

const unknown: Identified = async () => {
  throw new Rejected('UNAUTHENTICATED');
};

/** Who makes a call. */
export const caller = createContextKey<Identified>(unknown, { description: 'who makes a call' });

/** The longest that a list waits for an event. */
const LONGEST_WAIT_MS = 30_000;

/** The calls of feed_service.proto. */
@Injectable()
export class FeedCalls {
  constructor(
    private readonly record: ServedRecord,
    private readonly desk: FeedDesk,
    private readonly streams: FeedStreams,
    private readonly proofs: FeedProofs,
  ) {}

  /** The calls, their refusals as gRPC tells them. */
  answering(log: Log): ServiceImpl<typeof FeedService> {
    const { proofs } = this;
    const answer = async <A>(work: () => Promise<A>): Promise<A> => {
      try {
        return await work();
      } catch (error) {
        throw refusedCall(error, log);
      }
    };
    return {
      listEvents: ({ following, waitMilliseconds }, context) =>
        answer(async () => ({ page: await this.list(following, waitMilliseconds, context) })),
      streamEvents: ({ following }, context) => this.told(following, context, log),
      replayFamily: (request, context) =>
        answer(async () => {
          const replaying = replayingOf(request, this.record.origin);
          const principal = await context.values.get(caller)();
          return { page: await this.desk.replay({ principal, read: 'replayFamily' }, replaying) };
        }),
      getCheckpoint: (request) => answer(() => proofs.checkpoint(request)),
      proveInclusion: (request) => answer(() => proofs.inclusion(request)),
      proveConsistency: (request) => answer(() => proofs.consistency(request)),
    };
  }

  private async list(following: Following | undefined, milliseconds: number, context: HandlerContext) {
    return this.streams.next(this.following(following), {
      identified: context.values.get(caller),
      read: 'listEvents',
      signal: context.signal,
      milliseconds: waitOf(milliseconds, 'waitMilliseconds'),
    });
  }

  private async *told(following: Following | undefined, context: HandlerContext, log: Log) {
    try {
      const waiting = {
        identified: context.values.get(caller),
        read: 'streamEvents',
        signal: context.signal,
      };
      for await (const page of this.streams.stream(this.following(following), waiting)) yield { page };
    } catch (error) {
      throw refusedCall(error, log);
    }
  }

  private following(asked: Following | undefined) {
    if (asked === undefined) throw new Rejected('REQUIRED', { field: 'following' });
    return followingOf(asked, this.record.origin);
  }
}

/** How long a list may wait for an event: INVALID_INPUT where it is none of 0 to 30,000. */
export function waitOf(milliseconds: number, field: string): number {
  if (milliseconds >= 0 && milliseconds <= LONGEST_WAIT_MS) return milliseconds;
  throw new Rejected('INVALID_INPUT', { field });
}
