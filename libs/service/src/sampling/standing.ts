import { streamSubject } from '#libs/contracts';
import { isSeen, nothingUnseen, type AsOfPoint, type Readers } from '#libs/read-models';
import { mergedAmong, survivorOf, type Merged } from '../survivors.ts';

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

type Asked = Pick<Readers, 'families' | 'forgetting' | 'timeline'>;

/**
 * Drawn cases, each with what became of it by then. One whose family was merged, or that goes on in another, is followed by
 * that link, and never replaced in silence. One that is sealed from whoever asks is as one that is not in the record.
 */
export function standingsOf<T extends Drawn>(
  cases: readonly T[],
  readers: Asked,
  { position, unseen = nothingUnseen }: AsOfPoint,
): (T & CaseStanding)[] {
  const { families, forgetting } = readers;
  const holders = families.familiesOfEpisodes(
    cases.map(({ episode }) => episode),
    position,
  );
  const named = [...new Set([...holders.values(), ...cases.map(({ heldBy }) => heldBy)])];
  const merged = mergedAmong(named, readers, position);
  const erased = new Set(
    forgetting
      .erased([...new Set([...named, ...merged.values()])].map(streamSubject), position)
      .map(({ subject }) => subject),
  );
  return cases.map((each) => {
    const { episode, heldBy } = each;
    const holder = holders.get(episode);
    const family = holder === undefined ? undefined : survivorOf(holder, merged);
    const isThere = family !== undefined && isSeen(unseen, heldBy) && isSeen(unseen, family);
    if (!isThere) return { ...each, standing: 'UNKNOWN', family: null };
    return { ...each, standing: becameOf({ heldBy, family }, { erased, merged }), family };
  });
}

interface Links {
  /** Subjects whose keys are gone. */
  readonly erased: ReadonlySet<string>;
  readonly merged: Merged;
}

function becameOf(
  { heldBy, family }: Readonly<Record<'heldBy' | 'family', string>>,
  { erased, merged }: Links,
): CaseStanding['standing'] {
  if ([heldBy, family].some((each) => erased.has(streamSubject(each)))) return 'ERASED';
  if (family === heldBy) return 'AS_DRAWN';
  return merged.has(heldBy) ? 'MERGED' : 'CONTINUED';
}
