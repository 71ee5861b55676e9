import type { Principal } from '#libs/access';
import { Rejected, streamSubject } from '#libs/contracts';
import type { Needs } from '#libs/domain';
import { isSeen, nothingUnseen, type Unseen } from '#libs/read-models';
import type { Fold, Rules } from './folds.ts';
import { callerOf, recordOf, type Shaped } from './order.ts';

/** What the door asks of how a caller stands to the record. */
export interface SightParts {
  /** Whether a record is sealed from a caller: a stream, a person by the bare id. */
  isSealed(principal: Principal, record: string): boolean;
  /** What is not there for a caller: `nothingUnseen` where nothing is kept from them. */
  sealedFrom(principal: Principal): Unseen;
}

/** What whoever commands may not know of. */
export interface Sighted {
  readonly unseen: Unseen;
  /** Of what is commanded about: that it is not sealed from them. */
  readonly isThere: boolean;
}

/** What is not there for whoever commands, and whether what is commanded about is. The record itself sees all of it. */
export function sightedBy({ order, about }: Shaped, parts: SightParts): Sighted {
  const unseen = order.source === 'SYSTEM' ? nothingUnseen : parts.sealedFrom(callerOf(order));
  if (unseen === nothingUnseen || about === undefined) return { unseen, isThere: true };
  return { unseen, isThere: !parts.isSealed(callerOf(order), recordOf(about)) };
}

/** Whether a refusal may be of something that was kept from whoever commands. */
export function isHidden(refusal: unknown, { unseen }: Sighted): boolean {
  return refusal instanceof Rejected && refusal.code === 'NOT_FOUND' && unseen !== nothingUnseen;
}

/** A stream as it is before its first event: what a command about a record that is not there is judged by. */
export function unbegun({ initial: state }: Rules): Fold {
  return { state, revision: -1, position: -1, amended: -1, commands: new Map() };
}

/** What a rule needs, without what is not there for whoever commands: the rule then says what it says of unknown ids. */
export function needsSeen(needs: Needs, unseen: Unseen): Needs {
  if (unseen === nothingUnseen) return needs;
  const isThere = (name: string): boolean =>
    isSeen(unseen, name) && !(name.startsWith('agreement-') && !isSeen(unseen, streamSubject(name)));
  const seen = Object.entries(needs as Readonly<Record<string, string | readonly string[]>>).flatMap(
    ([need, names]): [string, unknown][] => {
      if (typeof names === 'string') return isThere(names) ? [[need, names]] : [];
      return [[need, names.filter(isThere)]];
    },
  );
  return Object.fromEntries(seen);
}
