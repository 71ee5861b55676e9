import { isFact, type Amending, type Fact } from '../fact.ts';
import { FOREVER, type RetoldTable, type Tables } from '../projection.ts';
import { clockRules, marksOf, type Mark } from './clock-rules.ts';
import type { RunRow } from './table.ts';

interface MarkRow {
  readonly clock: string;
  readonly mark: Mark;
  readonly position: number;
  readonly day: string;
}

/** Named in full, for the runs' key begins with the clock. */
const ITEM_CLOCKS = clockRules.flatMap(({ about, clock }) => (about === 'item' ? `'${clock}'` : [])).join();

/** What a stream, of a request or of a panel, says of the clocks of items. */
export const ITEM_MARKS: RetoldTable = { table: 'item_marks', where: 'stream = ?' };

/** Starts, restarts and stops the clocks of a request that is before a panel: both streams move them. */
export function moveItem(fact: Fact, day: string, tables: Tables): void {
  const marks = marksOfItem(fact);
  if (marks.length === 0) return;
  const about = itemOf(fact);
  for (const { rule, mark } of marks)
    tables.run(
      'INSERT INTO item_marks (stream, about, position, clock, mark, day) VALUES (?, ?, ?, ?, ?, ?)',
      fact.stream,
      about,
      fact.position,
      rule.clock,
      mark,
      day,
    );
  tellRuns(about, fact.position, tables);
}

/** The same once one of the two streams was corrected, by what either says now. */
export function retellItems({ history, position }: Amending, tables: Tables): void {
  const moving = history.filter(isFact).filter((fact) => marksOfItem(fact).length > 0);
  for (const about of new Set(moving.map(itemOf))) tellRuns(about, position, tables);
}

function marksOfItem(fact: Fact) {
  return marksOf(fact).filter(({ rule }) => rule.about === 'item');
}

function itemOf({ stream, data }: Fact): string {
  const { item = stream } = data as { readonly item?: string };
  return item;
}

/** Writes, from the position on, what is different of the item's runs. */
function tellRuns(about: string, position: number, tables: Tables): void {
  const marks = tables.all<MarkRow>(
    'SELECT clock, mark, position, day FROM item_marks WHERE about = ? ORDER BY position',
    about,
  );
  const told = new Map(runsBy(marks).map((run) => [nameOf(run), run]));
  const held = tables.all<Span>(
    `SELECT * FROM runs WHERE clock IN (${ITEM_CLOCKS}) AND about = ? AND until = ${FOREVER}`,
    about,
  );
  for (const run of held) {
    if (!told.delete(nameOf(run))) endSpan(position, run, tables);
  }
  for (const { clock, started, started_on, stopped_on } of told.values())
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
}

/** A run as it is known from one position on. */
export type Span = RunRow & { readonly from_position: number };

/** What was known of a run holds no longer from a position on. */
export function endSpan(
  position: number,
  { clock, about, started, from_position }: Span,
  tables: Tables,
): void {
  const sql = 'UPDATE runs SET until = ? WHERE clock = ? AND about = ? AND started = ? AND from_position = ?';
  tables.run(sql, position, clock, about, started, from_position);
}

type Run = Pick<RunRow, 'clock' | 'started' | 'started_on' | 'stopped_on'>;

function nameOf({ clock, started, started_on, stopped_on }: Run): string {
  return JSON.stringify([clock, started, started_on, stopped_on]);
}

function runsBy(marks: readonly MarkRow[]): Run[] {
  return [...Map.groupBy(marks, ({ clock }) => clock).values()].flatMap(runsOfClock);
}

/** Each mark stops what runs; a restart begins anew only what has run before. */
function runsOfClock(marks: readonly MarkRow[]): Run[] {
  const runs: Run[] = [];
  for (const { clock, mark, position, day } of marks) {
    const last = runs.at(-1);
    if (last?.stopped_on === null) runs.splice(-1, 1, { ...last, stopped_on: day });
    if (mark === 'START' || (mark === 'RESTART' && last !== undefined))
      runs.push({ clock, started: position, started_on: day, stopped_on: null });
  }
  return runs;
}
