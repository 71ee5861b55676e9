import { streamSubject } from '#libs/contracts';
import { isSeen, nothingUnseen, type AsOfPoint, type Readers } from '#libs/read-models';

/** What became of a case since it was drawn. */
export interface CaseStanding {
  readonly standing: 'AS_DRAWN' | 'MERGED' | 'CONTINUED' | 'ERASED' | 'UNKNOWN';
  /** Whose record it is to be looked for in: the family that held it, or by link the one that it goes on in; null of one that is not there. */
  readonly family: string | null;
}

interface Drawn {
  readonly episode: string;
  readonly heldBy: string;
}

/**
 * What became of a drawn case by then. One whose family was merged, or that goes on in another, is followed by that link, and
 * never replaced in silence. One that is sealed from whoever asks is as one that is not in the record.
 */
export function standingOf(
  { episode, heldBy }: Drawn,
  readers: Pick<Readers, 'families' | 'forgetting'>,
  { position, unseen = nothingUnseen }: AsOfPoint,
): CaseStanding {
  const { families } = readers;
  const holder = families.familyOfEpisode(episode, position);
  const family = holder === undefined ? undefined : survivorOf(holder, families, position);
  const isThere = family !== undefined && isSeen(unseen, heldBy) && isSeen(unseen, family);
  if (!isThere) return { standing: 'UNKNOWN', family: null };
  return { standing: becameOf({ heldBy, family, position }, readers), family };
}

interface Followed {
  readonly heldBy: string;
  readonly family: string;
  readonly position: number;
}

function becameOf(
  { heldBy, family, position }: Followed,
  { families, forgetting }: Pick<Readers, 'families' | 'forgetting'>,
): CaseStanding['standing'] {
  if (forgetting.erased([heldBy, family].map(streamSubject), position).length > 0) return 'ERASED';
  if (family === heldBy) return 'AS_DRAWN';
  const into = families.family(heldBy, position)?.mergedInto ?? null;
  return into === null ? 'CONTINUED' : 'MERGED';
}

/** Which family is read for one that was merged, into another that may have been merged in turn. */
function survivorOf(family: string, families: Readers['families'], position: number): string {
  const passed = new Set<string>();
  let read = family;
  for (;;) {
    const next = families.family(read, position)?.mergedInto ?? null;
    if (next === null || passed.has(next)) return read;
    passed.add(read);
    read = next;
  }
}
