import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { stoodOn } from './held.ts';
import { highestOf, levelsDecided } from './highest-level.ts';
import { heldWhere, type Arm } from './open-help.ts';
import { districtsOf } from './places.ts';
import { practiceAt } from './practice.ts';
import type { HeldRow } from './table.ts';

/** Which episodes a frame has; days are included on both ends. */
export interface FrameFilter {
  /** The day on which an episode is open or closed, and of which its district and level are. */
  readonly on: string;
  readonly status?: string | undefined;
  readonly openedFrom?: string | undefined;
  readonly openedTo?: string | undefined;
  readonly closedFrom?: string | undefined;
  readonly closedTo?: string | undefined;
  readonly districts?: readonly string[] | undefined;
  readonly levels?: readonly string[] | undefined;
  readonly agencies?: readonly string[] | undefined;
}

/** An episode that a case may be. Nothing of it is personal, and nothing of it goes with a key. */
export interface FrameRow {
  readonly episode: string;
  /** The family that held it at the position. */
  readonly family: string;
  readonly status: 'OPEN' | 'CLOSED';
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly district: string | null;
  /** The highest level of any child in it, dead or living: whether one has died is erased with the child. */
  readonly level: string | null;
  readonly agency: string | null;
}

/**
 * The episodes of a frame, in order of their ids. It is of what the log says up to the position, whatever comes later, and
 * of nothing that an erasure takes away: so it is the same whenever it is asked for.
 */
export function frameAt(tables: Tables, filter: FrameFilter, position: number): FrameRow[] {
  const { on } = filter;
  const at: AsOfPoint = { position, knownAt: null, effectiveAt: on, provisional: false };
  // Taken up again since, it is looked at whatever it is now: how it stood is in the row itself.
  const rows = heldWhere(tables, [...armsOf(filter), { sql: 'opened_on > ?', is: [on] }], position);
  const stood = rows.flatMap((row) => stoodAs(row, on)).filter((row) => isIn(row, filter));
  const districts = districtsOf(
    tables,
    stood.map(({ family }) => family),
    at,
  );
  const there = stood
    .map((row) => ({ ...row, district: districts.get(row.family) ?? null }))
    .filter(({ district }) => isOneOf(district, filter.districts));
  const levels = levelsAt(
    tables,
    there.map(({ episode }) => episode),
    { on, position },
  );
  return there
    .map((row) => ({ ...row, level: levels.get(row.episode) ?? null }))
    .filter(({ level }) => isOneOf(level, filter.levels))
    .sort((one, other) => (one.episode < other.episode ? -1 : 1));
}

/** By which of its conditions a frame is looked for: the one of the fewest. What it finds fits the others or does not. */
function armsOf(filter: FrameFilter): readonly Arm[] {
  const { on, status, openedFrom, openedTo, closedFrom, closedTo, agencies = [] } = filter;
  if (status === 'OPEN')
    return [
      { sql: 'closed_on IS NULL', is: [] },
      { sql: 'closed_on > ?', is: [on] },
    ];
  if (status === 'CLOSED' || (closedFrom ?? closedTo) !== undefined)
    return [between('closed_on', [closedFrom, closedTo], on)];
  if (agencies.length > 0)
    return [{ sql: 'agency IN (SELECT value FROM json_each(?))', is: [JSON.stringify(agencies)] }];
  return [between('opened_on', [openedFrom, openedTo], on)];
}

type Period = readonly [from: string | undefined, to: string | undefined];

function between(column: string, [from = '', to]: Period, on: string): Arm {
  return { sql: `${column} BETWEEN ? AND ?`, is: [from, to ?? on] };
}

type Stood = Omit<FrameRow, 'district' | 'level'>;

function stoodAs(row: HeldRow, on: string): Stood[] {
  const stood = stoodOn(row, on);
  if (stood === undefined) return [];
  const { episode, family, agency, opened_on: openedOn, closed_on } = stood;
  const closedOn = closed_on !== null && closed_on <= on ? closed_on : null;
  return [{ episode, family, status: closedOn === null ? 'OPEN' : 'CLOSED', openedOn, closedOn, agency }];
}

function isIn(row: Stood, filter: FrameFilter): boolean {
  return (
    (filter.status === undefined || row.status === filter.status) &&
    isWithin(row.openedOn, filter.openedFrom, filter.openedTo) &&
    isWithin(row.closedOn, filter.closedFrom, filter.closedTo) &&
    isOneOf(row.agency, filter.agencies)
  );
}

function isWithin(day: string | null, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return day !== null && day >= (from ?? day) && day <= (to ?? day);
}

function isOneOf(value: string | null, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.length === 0 || (value !== null && wanted.includes(value));
}

/** Episode -> the highest level of its children on a day. */
function levelsAt(
  tables: Tables,
  asked: readonly string[],
  { on, position }: { readonly on: string; readonly position: number },
): ReadonlyMap<string, string | null> {
  const scheme = practiceAt(tables, position).levels;
  const decided = levelsDecided(tables, asked, { on, position });
  return new Map([...decided].map(([episode, children]) => [episode, highestOf(children.values(), scheme)]));
}
