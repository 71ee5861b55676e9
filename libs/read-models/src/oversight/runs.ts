import type { Fact, FactOf } from '../fact.ts';
import { givingTypes, isGiving, isTaken } from './giving.ts';
import { FOREVER, type Tables } from '../projection.ts';
import { moveItem } from './item-runs.ts';
import { markingTypes, marksOf, type About, type ClockRule } from './clock-rules.ts';
import type { RunRow } from './table.ts';

/** What a run is about, and the work it is of. */
type Of = Pick<RunRow, 'about' | 'family' | 'episode' | 'request'>;

/** Types of the events that may start, restart, stop or pass on clocks. */
export const clockTypes: readonly string[] = [
  ...markingTypes,
  ...['RequestWithdrawn', 'EpisodeClosed', 'EpisodeContinued'],
  ...givingTypes,
];

/** Starts, restarts and stops the clocks that an event moves. */
export function moveClocks(fact: Fact, day: string, tables: Tables): void {
  stopAllOf(fact, day, tables);
  moveItem(fact, day, tables);
  passOn(fact, tables);
  for (const { rule, mark } of marksOf(fact)) {
    const of = ofFact(fact, rule.about);
    if (of === undefined) continue;
    const stopped = stop(fact, { rule, of }, day, tables);
    if (mark === 'START' || (mark === 'RESTART' && (stopped || hasRun(rule, of, tables))))
      begin(fact, { rule, of }, day, tables);
  }
}

/** What is withdrawn or closed waits for nothing. */
function stopAllOf(fact: Fact, day: string, tables: Tables): void {
  if (fact.type === 'RequestWithdrawn') stopAll(fact, { column: 'request', is: fact.stream }, day, tables);
  if (fact.type === 'EpisodeClosed') stopAll(fact, { column: 'episode', is: fact.data.episode }, day, tables);
}

function passOn(fact: Fact, tables: Tables): void {
  if (fact.type === 'EpisodeContinued') carryOn(fact, tables);
  if (isGiving(fact) && isTaken(fact, tables)) letGo(fact, tables);
}

/** They run on in the family that goes on with the episode, from when they began. */
function carryOn(
  { position, stream, data: { episode, from } }: FactOf<'EpisodeContinued'>,
  tables: Tables,
): void {
  if (from === stream) return;
  letGo({ position, stream: from, data: { episode } }, tables);
  const running = tables.all<RunRow>(
    'SELECT * FROM runs WHERE episode = ? AND family = ? AND until = ? AND stopped_on IS NULL',
    episode,
    from,
    position,
  );
  for (const run of running) insert(position, { ...run, family: stream }, tables);
}

interface Given {
  readonly position: number;
  readonly stream: string;
  readonly data: { readonly episode: string };
}

function letGo({ position, stream, data: { episode } }: Given, tables: Tables): void {
  tables.run(
    'UPDATE runs SET until = ? WHERE episode = ? AND family = ? AND until = ? AND stopped_on IS NULL',
    position,
    episode,
    stream,
    FOREVER,
  );
}

interface Clock {
  readonly rule: ClockRule;
  readonly of: Of;
}

function begin({ position }: Fact, { rule, of }: Clock, day: string, tables: Tables): void {
  const run = { ...of, clock: rule.clock, started: position, started_on: day, stopped_on: null };
  insert(position, run, tables);
}

/** Whether one ran. */
function stop({ position }: Fact, { rule, of }: Clock, day: string, tables: Tables): boolean {
  const running = tables.one<RunRow>(
    `UPDATE runs INDEXED BY runs_still SET until = ?
     WHERE clock = ? AND about = ? AND until = ${FOREVER} AND stopped_on IS NULL RETURNING *`,
    position,
    rule.clock,
    of.about,
  );
  if (running === undefined) return false;
  insert(position, { ...running, stopped_on: day }, tables);
  return true;
}

function stopAll(
  { position }: Fact,
  { column, is }: { readonly column: 'request' | 'episode'; readonly is: string },
  day: string,
  tables: Tables,
): void {
  const running = tables.all<RunRow>(
    `UPDATE runs SET until = ? WHERE ${column} = ? AND until = ? AND stopped_on IS NULL RETURNING *`,
    position,
    is,
    FOREVER,
  );
  for (const run of running) insert(position, { ...run, stopped_on: day }, tables);
}

function hasRun({ clock }: ClockRule, { about }: Of, tables: Tables): boolean {
  return tables.one('SELECT 1 FROM runs WHERE clock = ? AND about = ?', clock, about) !== undefined;
}

function insert(position: number, run: RunRow, tables: Tables): void {
  const { clock, about, started, started_on, stopped_on, family, episode, request } = run;
  tables.run(
    `INSERT OR REPLACE INTO runs (clock, about, started, from_position, until, started_on, stopped_on, family, episode, request)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    clock,
    about,
    started,
    position,
    FOREVER,
    started_on,
    stopped_on,
    family,
    episode,
    request,
  );
}

function ofFact({ stream, data }: Fact, about: About): Of | undefined {
  const { episode, step } = data as { readonly [name in 'episode' | 'step']?: string };
  if (about === 'request') return { about: stream, request: stream, family: null, episode: null };
  if (about === 'item') return undefined;
  const name = about === 'step' ? step : episode;
  return name === undefined || episode === undefined
    ? undefined
    : { about: name, episode, family: stream, request: null };
}
