import { amendedBy, amendmentTypes, parseStoredEvent } from '#libs/contracts';
import type { Journal, LoggedText } from '#libs/event-store';
import { logged, opened, type Amending, type Logged, type Opener } from './fact.ts';
import type { Projection } from './projection.ts';
import { retoldBy } from './retelling.ts';

/** What an amendment is of, still sealed. */
export interface Amended {
  /** The entry that is amended in the end; undefined where the stream has none such. */
  readonly entry: Logged | undefined;
  /** In the order of the stream, up to the amendment. */
  readonly history: readonly Logged[];
}

/** What is read of a log for it. */
export type LogOfStreams = Pick<Journal, 'texts' | 'textsOfTypes' | 'event'>;

/**
 * Reads what an amendment is of. The whole of its stream is read only where one of the projections heeds the entry: a
 * family's stream is long, and most of what is corrected in it are notes.
 */
export function amendedIn(
  journal: LogOfStreams,
  { stream, stored }: Logged,
  projections: readonly Projection[],
): Amended {
  const amendments = journal.textsOfTypes(stream, stored.revision, amendmentTypes).map(told);
  const entry = entryOf(stored.id, amendments, journal);
  if (entry !== undefined && projections.some((each) => retoldBy(entry, each) !== undefined))
    return { entry, history: journal.texts(stream, 0, stored.revision + 1).map(told) };
  const history = entry === undefined ? amendments : [entry, ...amendments];
  return { entry, history: history.toSorted((one, other) => one.position - other.position) };
}

/** The amendment with what it is of, all of it opened. */
export function openedAmendment(amendment: Logged, { entry, history }: Amended, vault: Opener): Amending {
  const all = history.map((each) => opened(each, vault));
  const amended = all.find(({ position }) => position === entry?.position);
  return { ...opened(amendment, vault), entry: amended, history: all };
}

/** Whoever corrects a correction corrects the entry in the end. */
function entryOf(
  amendment: string,
  amendments: readonly Logged[],
  journal: Pick<Journal, 'event'>,
): Logged | undefined {
  const amending = amendments.find(({ stored }) => stored.id === amendment);
  if (amending !== undefined) return entryOf(amendedBy(amending.stored), amendments, journal);
  const found = journal.event(amendment);
  return found && told({ ...found, text: Buffer.from(found.document).toString('utf8') });
}

function told({ position, text }: Pick<LoggedText, 'position' | 'text'>): Logged {
  return logged(position, parseStoredEvent(text), '');
}
