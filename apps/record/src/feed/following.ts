import { createHash } from 'node:crypto';
import { purposes, type Principal, type Purpose } from '#libs/access';
import { canonicalBytes, Rejected } from '#libs/contracts';
import { positionOf } from '#libs/service';
import type { Asking } from '../reading/asking.ts';
import { sizeOf } from '../reading/reading-room.ts';

/** What is followed, by whichever door it is asked for. */
export interface Following {
  readonly purpose: Purpose;
  /** As people call it; undefined: the whole record. */
  readonly family: string | undefined;
  /** The last position that was taken, -1 before the first event. */
  readonly after: number;
  readonly limit: number;
  /** Whether entries are told as well, with the fields that the caller may read. */
  readonly opened: boolean;
}

/** The same as it is sent. */
export interface FollowingAsked {
  readonly purpose: string;
  readonly family: string;
  readonly after: string;
  readonly limit: number;
  readonly opened: boolean;
}

/** Who asks, and by which call. */
export interface FeedCaller {
  readonly principal: Principal;
  /** The name of the call, for the record of the read. */
  readonly read: string;
}

const MOST = 100;

/** What is asked for, checked: INVALID_INPUT, PAGE_SIZE, FOREIGN_TOKEN. */
export function followingOf(asked: FollowingAsked, origin: string): Following {
  return {
    purpose: purposeOf(asked.purpose),
    family: asked.family === '' ? undefined : asked.family,
    after: positionIn(asked.after, origin),
    limit: sizeOf(asked.limit === 0 ? MOST : asked.limit) ?? MOST,
    opened: asked.opened,
  };
}

export function purposeOf(text: string): Purpose {
  const purpose = purposes.find((each) => each === text);
  if (purpose === undefined) throw new Rejected('INVALID_INPUT', { field: 'purpose' });
  return purpose;
}

/** The position that a cursor, or a decimal number, names; -1 where it is empty. FOREIGN_TOKEN where it is neither. */
export function positionIn(after: string, origin: string): number {
  if (after === '') return -1;
  return /^(0|[1-9]\d{0,14})$/.test(after) ? Number(after) : positionOf(origin, after);
}

/** One answer of the feed, as a root field of GraphQL is one: opened fields are of the classes of their entries. */
export function askingFor({ principal, read }: FeedCaller, opened: boolean, asked: object): Asking {
  return {
    principal,
    read,
    door: 'FEED',
    documentHash: createHash('sha256')
      .update(`${read}\n`)
      .update(canonicalBytes({ ...asked }))
      .digest('base64url'),
    unseen: [],
    classes: () => ({ personal: new Set(), masked: opened }),
    details: () => new Set(),
    grant: () => undefined,
  };
}
