import { Injectable } from '@nestjs/common';
import { Rejected } from '#libs/contracts';
import { correlationId } from '#libs/platform';
import { nothingUnseen, type AsOfPoint, type Change, type Page, type TimelineEntry } from '#libs/read-models';
import { subjectsIn, tokenOf } from '#libs/service';
import { Budget } from '../http/budget.ts';
import type { Asking } from '../reading/asking.ts';
import { ReadingRoom, type Classes, type Found, type Question } from '../reading/reading-room.ts';
import type { AsOfInput } from '../schema/as-of.ts';
import { ServedRecord } from '../served-record.ts';
import { classesIn, seesSealed } from '../timeline/timeline.view.ts';
import { FeedEvents, type FeedEvent, type FeedPosition } from './feed-events.ts';
import { askingFor, type FeedCaller, type Following } from './following.ts';

/** One page of the feed (feed_service.proto, Page). */
export interface FeedPage {
  readonly events: FeedEvent[];
  readonly cursor: string;
  readonly position: bigint;
  readonly caughtUp: boolean;
}

/** What a look at the log found: perhaps nothing, up to a position. */
export interface Looked {
  readonly page: FeedPage | undefined;
  /** The last position that was looked at. */
  readonly through: number;
}

/** A family's story that is replayed. */
export interface Replaying extends Following {
  readonly family: string;
  readonly asOf: AsOfInput;
}

/** To whom a page is shown, and how. */
interface Shown extends Pick<Following, 'after' | 'opened'> {
  readonly classes: Classes;
  /** Its stream, where it is of one. */
  readonly family: string | undefined;
}

/** What one page is made of, and whether there is more. */
interface Held {
  readonly told: readonly FeedPosition[];
  readonly hasNextPage: boolean;
}

/** Pages of the feed: each is read as a root field of GraphQL is, by the same decision, and is on record before it leaves. */
@Injectable()
export class FeedDesk {
  constructor(
    private readonly record: ServedRecord,
    private readonly room: ReadingRoom,
    private readonly events: FeedEvents,
    private readonly budget: Budget,
  ) {}

  /** What was recorded after a position, which may be nothing. */
  async page(caller: FeedCaller, following: Following, cost = costOf(following.limit)): Promise<FeedPage> {
    const { asking, asked, question } = this.asked(caller, following);
    await this.afford(asking, following, cost);
    return this.room.open(asking, asked, question);
  }

  /** The same, decided alike; where nothing was recorded nothing is answered, and nothing is on record. */
  async look(caller: FeedCaller, following: Following, cost: number): Promise<Looked> {
    let through = following.after;
    const { asking, asked, question } = this.asked(caller, following, (position) => (through = position));
    await this.afford(asking, following, cost);
    const page = await this.room.look(asking, asked, question);
    return { page, through };
  }

  /** A family's story after a position, as it was recorded, by what was known then. */
  async replay(caller: FeedCaller, replaying: Replaying): Promise<FeedPage> {
    const { purpose, family: named, after, limit, opened, asOf } = replaying;
    const asking = askingFor(caller, opened, { purpose, family: named, limit, opened });
    await this.afford(asking, replaying, costOf(limit));
    const family = this.room.names.family(named, asking);
    return this.room.open(
      asking,
      { purpose, asOf },
      {
        resource: { kind: 'family', record: family },
        view: 'AS_RECORDED',
        past: 'OF_BOTH_AXES',
        find: (at, classes) => {
          const { timeline, families } = this.room.readers;
          if (!families.family(family, at.position)) return undefined;
          const sealed = seesSealed(classes);
          const story = timeline.familyTimeline(family, at, { first: limit, after, sealed });
          return this.found(storyIn(story), at, { classes, opened, after, family });
        },
      },
    );
  }

  /** COST_LIMIT where the caller has cost too much in this minute; the first time it is on record. */
  private async afford(asking: Asking, { purpose }: Following, cost: number): Promise<void> {
    const over = await this.budget.spend(asking.principal, cost);
    if (over === undefined) return;
    const { principal, read, door, documentHash } = asking;
    const turnedAway = { principal, purpose, read, door, documentHash, correlationId: correlationId() };
    if (over.isFirst) await this.record.reads.turnedAway(turnedAway, 'cost-limit');
    throw new Rejected('COST_LIMIT', { retryAfter: over.retryAfter });
  }

  private asked(
    caller: FeedCaller,
    { purpose, family: named, after, limit, opened }: Following,
    lookedAt: (position: number) => void = () => undefined,
  ) {
    const asking = askingFor(caller, opened, { purpose, family: named ?? '', limit, opened });
    const family = named === undefined ? undefined : this.room.names.family(named, asking);
    const question: Question<FeedPage> = {
      resource: family === undefined ? { kind: 'changes' } : { kind: 'family', record: family },
      find: (at, classes) => {
        lookedAt(at.position);
        const { timeline, families } = this.room.readers;
        if (family !== undefined && !families.family(family, at.position)) return undefined;
        const sealed = seesSealed(classes);
        const changes = timeline.changes(at, { first: limit, after, family, sealed });
        return this.found(changesIn(changes), at, { classes, opened, after, family });
      },
    };
    const atLeast = after < 0 ? null : tokenOf(this.record.origin, after);
    return { asking, asked: { purpose, atLeast }, question };
  }

  private async found(
    { told, hasNextPage }: Held,
    at: AsOfPoint,
    { classes, opened, after, family }: Shown,
  ): Promise<Found<FeedPage>> {
    const { timeline } = this.room.readers;
    const kept = family === undefined ? undefined : timeline.addressesKeptFrom(family, at);
    const open = opened ? this.events.telling(at, classes, kept) : undefined;
    const events = await this.events.page(told, { open, unseen: at.unseen ?? nothingUnseen });
    const caughtUp = events.length === told.length && !hasNextPage;
    const through = caughtUp ? Math.max(at.position, after) : lastIn(events);
    const entries = entriesOf(told.slice(0, events.length));
    return {
      value: {
        events,
        cursor: tokenOf(this.record.origin, through),
        position: BigInt(at.position),
        caughtUp,
      },
      families: [...new Set(entries.flatMap((entry) => entry.families))],
      persons: [...new Set(entries.flatMap(subjectsIn))],
      results: events.length,
      masked: opened ? classesIn(entries, classes) : [],
    };
  }
}

/** What a page costs: as a root field of GraphQL with so many objects. */
export function costOf(events: number): number {
  return 10 + events;
}

/** The last position that events of a page tell of. */
export function lastIn(events: readonly FeedEvent[]): number {
  return Number(events.at(-1)?.position ?? -1);
}

function entriesOf(told: readonly FeedPosition[]): TimelineEntry[] {
  return told.flatMap(({ purge, entry, brought }) => (purge ? brought : [entry, ...brought]));
}

function changesIn({ edges, hasNextPage }: Page<Change>): Held {
  return { hasNextPage, told: edges.map(({ node }) => ({ ...node, purge: node.entry.voided })) };
}

/** Of a story what was voided is told as well: that it was, by what was known then. */
function storyIn({ edges, hasNextPage }: Page<TimelineEntry>): Held {
  const told = edges.map(({ node: entry }) => ({
    position: entry.position,
    event: entry.id,
    entry,
    purge: false,
    brought: [],
    takenBack: [],
  }));
  return { hasNextPage, told };
}
