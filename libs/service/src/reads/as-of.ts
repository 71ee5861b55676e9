import { Rejected } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { AsOf, AsOfPoint, Projector, Readers } from '#libs/read-models';
import type { Clock } from '../clock.ts';
import { positionOf } from '../tokens.ts';

/** What every answer says of when it is of; `lag`: events the read models were behind the log. */
export interface Stamp extends AsOfPoint {
  readonly lag: number;
}

/** What a query asks of the past, and the token of what it must see. */
export interface PastAsked {
  readonly asOf?: AsOf | undefined;
  readonly atLeast?: string | undefined;
}

export interface AsOfParts {
  readonly origin: string;
  readonly store: Pick<EventStore, 'head' | 'unproven'>;
  readonly readers: Pick<Readers, 'asOf'>;
  readonly projector: Pick<Projector, 'position' | 'reached'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A node that has not seen the end of its database's log for so long may serve access that was withdrawn since. */
const LONGEST_UNPROVEN_MS = 10_000;

/**
 * Settles what a query asks of the past, after waiting for the position of `atLeast`. Throws `Rejected`: FOREIGN_TOKEN,
 * POSITION_AHEAD, STALE (also while a read model is built for the first time: nothing that is there is said not to be),
 * AS_OF_AMBIGUOUS, AS_OF_IN_FUTURE, INVALID_DATE.
 */
export async function stampOf(
  { asOf, atLeast }: PastAsked,
  { origin, store, readers, projector, clock }: AsOfParts,
): Promise<Stamp> {
  checkProven(store);
  const head = await store.head();
  if (atLeast !== undefined) {
    const position = positionOf(origin, atLeast);
    if (position > head) throw new Rejected('POSITION_AHEAD', { position: head });
    await projector.reached(position);
  }
  // What the models are known to hold, without opening each of them: they may be further.
  const held = projector.position();
  if (held < 0 && head >= 0) throw new Rejected('STALE', { position: held });
  return { ...readers.asOf(asOf, clock.now(), held), lag: Math.max(0, head - held) };
}

/** Throws `Rejected` STALE where the log was not seen to its end for too long: access may have been withdrawn meanwhile. */
export function checkProven({ unproven = 0 }: Pick<EventStore, 'unproven'>): void {
  if (unproven > LONGEST_UNPROVEN_MS) throw new Rejected('STALE', { unprovenMs: Math.round(unproven) });
}
