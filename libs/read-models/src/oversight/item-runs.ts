import { isFact, type Amending, type Fact } from '../fact.ts';
import { AT_ITS_EVENTS, FOREVER, type RetoldTable, type Tables } from '../projection.ts';
import { goingOn, marksOf, type Mark, type Marked } from './clock-rules.ts';
import { OF_ITEMS, type RunRow } from './table.ts';
import { waitingAt } from './waiting.ts';

interface MarkRow {
  readonly clock: string;
  readonly mark: Mark;
  readonly position: number;
  readonly day: string;
}

/** What a stream, of a request or of a panel, says of the clocks of items. */
export const ITEM_MARKS: RetoldTable = { table: 'item_marks', ...AT_ITS_EVENTS };

/** What there is of an item: what moved its clocks, in the order of the log, and its runs as they are known now. */
interface Item {
  readonly marks: readonly MarkRow[];
  readonly runs: readonly Span[];
}

/** Starts, restarts and stops the clocks of a request that is before a panel: both streams move them. */
export function moveItem(fact: Fact, marking: readonly Marked[], day: string, tables: Tables): void {
  const rules = marking.filter(isOfItem);
  if (rules.length === 0) return;
  const { position } = fact;
  const about = itemOf(fact);
  const { marks, runs } = itemIn(about, tables);
  const come = rules.map(({ rule: { clock }, mark }) => ({ clock, mark, position, day }));
  for (const { clock, mark } of come)
    tables.run(
      'INSERT INTO item_marks (position, about, clock, mark, day) VALUES (?, ?, ?, ?, ?)',
      position,
      about,
      clock,
      mark,
      day,
    );
  const all = [...marks, ...come].sort((one, other) => one.position - other.position);
  tellRuns(about, position, { marks: all, runs }, tables);
}

/** The same once one of the two streams was corrected, by what either says now. */
export function retellItems({ history, position }: Amending, tables: Tables): void {
  const moving = history
    .filter(isFact)
    .filter((fact) => marksOf(fact, waitingAt(fact, tables)).some(isOfItem));
  for (const about of new Set(moving.map(itemOf))) tellRuns(about, position, itemIn(about, tables), tables);
}

function itemIn(about: string, tables: Tables): Item {
  const known = tables.memory.get(`item ${about}`) as Item | undefined;
  if (known !== undefined) return known;
  const marks = 'SELECT clock, mark, position, day FROM item_marks WHERE about = ? ORDER BY position';
  const runs = `SELECT * FROM runs WHERE about = ? AND ${OF_ITEMS} AND until = ${FOREVER}`;
  return { marks: tables.all<MarkRow>(marks, about), runs: tables.all<Span>(runs, about) };
}

function isOfItem({ rule }: Marked): boolean {
  return rule.about === 'item';
}

function itemOf({ stream, data }: Fact): string {
  const { item = stream } = data as { readonly item?: string };
  return item;
}

/** Writes, from the position on, what is different of the item's runs. */
function tellRuns(about: string, position: number, { marks, runs }: Item, tables: Tables): void {
  const told = new Map(runsBy(marks).map((run) => [nameOf(run), run]));
  const [stay, go] = [[], []] as [Span[], Span[]];
  for (const run of runs) (told.delete(nameOf(run)) ? stay : go).push(run);
  for (const run of go) endSpan(position, run, tables);
  const none = { due_on: null, family: null, episode: null, request: null };
  const come = [...told.values()].map((run): Span => ({ ...run, ...none, about, from_position: position }));
  for (const { clock, started, started_on, stopped_on } of come)
    tables.run(
      `INSERT OR REPLACE INTO runs (clock, about, started, from_position, until, started_on, stopped_on)
       VALUES (?, ?, ?, ?, ${FOREVER}, ?, ?)`,
      clock,
      about,
      started,
      position,
      started_on,
      stopped_on,
    );
  tables.memory.set(`item ${about}`, { marks, runs: [...stay, ...come] } satisfies Item);
}

/** A run as it is known from one position on. */
export type Span = RunRow & { readonly from_position: number };

/** What was known of a run holds no longer from a position on. */
export function endSpan(position: number, { clock, started, from_position }: Span, tables: Tables): void {
  const sql = 'UPDATE runs SET until = ? WHERE started = ? AND clock = ? AND from_position = ?';
  tables.run(sql, position, started, clock, from_position);
}

type Run = Pick<RunRow, 'clock' | 'started' | 'started_on' | 'stopped_on'>;

function nameOf({ clock, started, started_on, stopped_on }: Run): string {
  return JSON.stringify([clock, started, started_on, stopped_on]);
}

function runsBy(marks: readonly MarkRow[]): Run[] {
  return [...Map.groupBy(marks, ({ clock }) => clock).values()].flatMap(runsOfClock);
}

/** Each mark stops what runs, unless it goes on; a restart, or what starts again, begins anew only what has run before. */
function runsOfClock(marks: readonly MarkRow[]): Run[] {
  const runs: Run[] = [];
  let [isMoved, isCertain] = [false, false];
  for (const { clock, mark, position, day } of marks) {
    const last = runs.at(-1);
    isCertain ||= mark === 'START';
    if (last?.stopped_on === null) {
      if (goesOn(clock, mark, isCertain)) continue;
      runs.splice(-1, 1, { ...last, stopped_on: day });
    }
    isCertain = mark === 'START';
    if (begins(mark, { isMoved, hasRun: last !== undefined }))
      runs.push({ clock, started: position, started_on: day, stopped_on: null });
    isMoved = mark !== 'FORGET';
  }
  return runs;
}

/** What waits is not begun again; what is certain, since a `starts` is behind it, is not forgotten. */
function goesOn(clock: string, mark: Mark, isCertain: boolean): boolean {
  if (mark === 'START_AGAIN') return true;
  return goingOn.has(clock) && mark !== 'STOP' && (mark !== 'FORGET' || isCertain);
}

function begins(
  mark: Mark,
  { isMoved, hasRun }: { readonly isMoved: boolean; readonly hasRun: boolean },
): boolean {
  const beginning = {
    START: true,
    START_FIRST: !isMoved,
    START_AGAIN: hasRun,
    RESTART: hasRun,
    STOP: false,
    FORGET: false,
  };
  return beginning[mark];
}
