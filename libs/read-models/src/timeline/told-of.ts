import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { correctionsBy } from './entries.ts';
import { effectiveKey } from './pages.ts';

/** How an entry reached an agency. */
export interface ToldOf {
  /** Of which classes its words, as they are read, were told. */
  readonly classes: ReadonlySet<string>;
  /** Of the last disclosure of it. */
  readonly position: number;
  readonly recordedAt: string;
  /** Whether something became of it since of which the agency was not told. */
  readonly changedSince: boolean;
}

/** What an agency had been told of an entry by then; undefined where it had not. */
export function toldOf(tables: Tables, event: string, agency: string, at: AsOfPoint): ToldOf | undefined {
  const sharesOf = (each: string): readonly Share[] => sharesWith(tables, each, agency, at);
  const shares = sharesOf(event);
  const last = shares.at(-1);
  if (last === undefined) return undefined;
  const changes = changesOf(tables, event, at);
  const later = changes
    .filter(({ position }) => position > last.position)
    .map(({ id }) => classesOf(sharesOf(id)));
  const untold = later.findIndex((classes) => classes.size === 0);
  const { position, recordedAt } = last;
  const how = { position, recordedAt, changedSince: untold >= 0 };
  const changed = (from: number, to: number): boolean =>
    changes.some((change) => change.position > from && change.position <= to);
  if (correctionsBy(at) < 0)
    return { ...how, classes: classesOf(shares.filter((share) => !changed(-1, share.position))) };
  const said = classesOf(shares.filter((share) => !changed(share.position, position)));
  const told = later.slice(0, untold < 0 ? undefined : untold);
  return { ...how, classes: new Set([...said].filter((each) => told.every((classes) => classes.has(each)))) };
}

interface Share {
  readonly position: number;
  readonly recordedAt: string;
  readonly classes: string;
}

/** The disclosures of an event to an agency by then, in order. */
function sharesWith(tables: Tables, event: string, agency: string, at: AsOfPoint): readonly Share[] {
  return tables.all<Share>(
    `SELECT s.position, e.recorded_at AS recordedAt, s.classes FROM shared s CROSS JOIN events e ON e.position = s.position
     WHERE s.event = ? AND s.agency = ? AND s.position <= ? AND s.occurred <= ? ORDER BY s.position`,
    event,
    agency,
    at.position,
    effectiveKey(at),
  );
}

interface Amending {
  readonly position: number;
  readonly id: string;
}

/** What had become of an event by then, in order: the amendments that changed it. */
function changesOf(tables: Tables, event: string, { position }: AsOfPoint): readonly Amending[] {
  return tables.all<Amending>(
    `SELECT a.position, a.id FROM events e CROSS JOIN versions v ON v.target = e.position AND v.from_position <= ?
     CROSS JOIN events a ON a.position = v.from_position WHERE e.id = ? ORDER BY a.position`,
    position,
    event,
  );
}

function classesOf(shares: readonly Share[]): ReadonlySet<string> {
  return new Set(shares.flatMap(({ classes }) => JSON.parse(classes) as string[]));
}
