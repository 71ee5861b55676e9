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

/** What an agency had been told of each of these entries by then; of none where it had not. All is asked for at once. */
export function toldOf(
  tables: Tables,
  events: readonly string[],
  agency: string,
  at: AsOfPoint,
): ReadonlyMap<string, ToldOf> {
  const changed = changesOf(tables, events, at);
  const amendments = [...changed.values()].flat().map(({ id }) => id);
  const shares = sharesWith(tables, [...events, ...amendments], { ...at, agency });
  const told = new Map<string, ToldOf>();
  for (const event of new Set(events)) {
    const how = howTold(event, { changes: changed.get(event) ?? [], shares, at });
    if (how !== undefined) told.set(event, how);
  }
  return told;
}

interface Known {
  /** What had become of the event, and what of it and of that was told. */
  readonly changes: readonly Amending[];
  readonly shares: ReadonlyMap<string, readonly Share[]>;
  readonly at: AsOfPoint;
}

function howTold(event: string, { changes, shares: all, at }: Known): ToldOf | undefined {
  const sharesOf = (each: string): readonly Share[] => all.get(each) ?? [];
  const shares = sharesOf(event);
  const last = shares.at(-1);
  if (last === undefined) return undefined;
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

/** The disclosures of these events to an agency by then, in order: event -> disclosures. */
function sharesWith(
  tables: Tables,
  events: readonly string[],
  at: AsOfPoint & { readonly agency: string },
): ReadonlyMap<string, readonly Share[]> {
  const rows = tables.all<Share & { readonly event: string }>(
    `SELECT s.event, s.position, e.recorded_at AS recordedAt, s.classes FROM json_each(?) asked
     CROSS JOIN shared s ON s.event = asked.value CROSS JOIN events e ON e.position = s.position
     WHERE s.agency = ? AND s.position <= ? AND s.occurred <= ? ORDER BY s.position`,
    JSON.stringify([...new Set(events)]),
    at.agency,
    at.position,
    effectiveKey(at),
  );
  return Map.groupBy(rows, ({ event }) => event);
}

interface Amending {
  readonly position: number;
  readonly id: string;
}

/** What had become of these events by then, in order: event -> the amendments that changed it. */
function changesOf(
  tables: Tables,
  events: readonly string[],
  { position }: AsOfPoint,
): ReadonlyMap<string, readonly Amending[]> {
  const rows = tables.all<Amending & { readonly event: string }>(
    `SELECT e.id AS event, a.position, a.id FROM json_each(?) asked CROSS JOIN events e ON e.id = asked.value
     CROSS JOIN versions v ON v.target = e.position AND v.from_position <= ?
     CROSS JOIN events a ON a.position = v.from_position ORDER BY a.position`,
    JSON.stringify([...new Set(events)]),
    position,
  );
  return Map.groupBy(rows, ({ event }) => event);
}

function classesOf(shares: readonly Share[]): ReadonlySet<string> {
  return new Set(shares.flatMap(({ classes }) => JSON.parse(classes) as string[]));
}
