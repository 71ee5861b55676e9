import type { Fact, FactOf } from '../fact.ts';
import { givingTypes, isGiving, isTaken } from './giving.ts';
import { FOREVER, type Tables } from '../projection.ts';
import { endSpan, moveItem, type Span } from './item-runs.ts';
import { clockRules, markingTypes, marksOf, type About, type ClockRule, type Mark } from './clock-rules.ts';
import type { RunRow } from './table.ts';
import { waitingAt } from './waiting.ts';

/** As the indexes of those that run say it. */
const RUNNING = `until = ${FOREVER} AND stopped_on IS NULL`;

const RUNS = `SELECT * FROM runs INDEXED BY runs_still WHERE ${RUNNING} AND clock = ? AND about = ?`;

/** What a run is about, and the work it is of. */
type Of = Pick<RunRow, 'about' | 'family' | 'episode' | 'request'>;

/** Types of the events that may start, restart, stop or pass on clocks. */
export const clockTypes: readonly string[] = [
  ...markingTypes,
  ...['RequestWithdrawn', 'EpisodeClosed', 'EpisodeContinued'],
  ...givingTypes,
];

const moving = new Set(clockTypes);

/** Starts, restarts and stops the clocks that an event moves. */
export function moveClocks(fact: Fact, day: string, tables: Tables): void {
  if (!moving.has(fact.type)) return;
  stopAllOf(fact, day, tables);
  putAside(fact, day, tables);
  const marks = marksOf(fact, waitingAt(fact, tables));
  moveItem(fact, marks, day, tables);
  passOn(fact, tables);
  for (const { rule, mark } of marks) {
    const of = ofFact(fact, rule.about);
    if (of !== undefined) move(fact, { rule, of, mark }, day, tables);
  }
}

const ASKS_WHAT_RAN: ReadonlySet<Mark> = new Set(['START_FIRST', 'START_AGAIN', 'RESTART']);
const BEGINS: ReadonlySet<Mark> = new Set(['START', 'START_FIRST']);
const BEGINS_ANEW: ReadonlySet<Mark> = new Set(['START_AGAIN', 'RESTART']);

function move(fact: Fact, { mark, ...clock }: Moved, day: string, tables: Tables): void {
  const running = tables.one<Span>(RUNS, clock.rule.clock, clock.of.about);
  const ran = running !== undefined || (ASKS_WHAT_RAN.has(mark) && hasRun(fact, clock, tables));
  if (goesOn(mark, { ran, isRunning: running !== undefined })) return;
  if (running !== undefined) end(fact, running, day, tables);
  if (BEGINS.has(mark) || (ran && BEGINS_ANEW.has(mark))) begin(fact, clock, day, tables);
}

function goesOn(
  mark: Mark,
  { ran, isRunning }: { readonly ran: boolean; readonly isRunning: boolean },
): boolean {
  if (mark === 'START' || mark === 'START_AGAIN') return isRunning;
  return mark === 'START_FIRST' && ran;
}

/** What is withdrawn or closed waits for nothing; a concern that is to be passed on is an item's: no family ends that by declining. */
function stopAllOf(fact: Fact, day: string, tables: Tables): void {
  if (fact.type === 'RequestWithdrawn') stopAll(fact, { column: 'request', is: fact.stream }, day, tables);
  if (fact.type === 'EpisodeClosed') stopAll(fact, { column: 'episode', is: fact.data.episode }, day, tables);
}

/** Nobody waits for the answer to a step whose place another one took. */
function putAside(fact: Fact, day: string, tables: Tables): void {
  if (fact.type !== 'StepUpProposed') return;
  for (const step of fact.data.supersedes ?? [])
    for (const { clock } of clockRules.filter(({ about }) => about === 'step')) {
      const running = tables.one<Span>(RUNS, clock, step);
      if (running !== undefined) end(fact, running, day, tables);
    }
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
    'SELECT * FROM runs WHERE family = ? AND episode = ? AND until = ? AND stopped_on IS NULL',
    from,
    episode,
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
    `UPDATE runs INDEXED BY runs_still_of_episode SET until = ? WHERE ${RUNNING} AND episode = ? AND family = ?`,
    position,
    episode,
    stream,
  );
}

interface Clock {
  readonly rule: ClockRule;
  readonly of: Of;
}
type Moved = Clock & { readonly mark: Mark };

function begin(fact: Fact, { rule, of }: Clock, day: string, tables: Tables): void {
  const { position } = fact;
  const due_on = rule.due?.(fact) ?? null;
  const run = { ...of, clock: rule.clock, started: position, started_on: day, due_on, stopped_on: null };
  insert(position, run, tables);
}

function stopAll(
  fact: Fact,
  { column, is }: { readonly column: 'request' | 'episode'; readonly is: string },
  day: string,
  tables: Tables,
): void {
  const index = { request: 'runs_of_request', episode: 'runs_still_of_episode' }[column];
  const sql = `SELECT * FROM runs INDEXED BY ${index} WHERE ${RUNNING} AND ${column} = ?`;
  for (const running of tables.all<Span>(sql, is)) end(fact, running, day, tables);
}

/** It ran until the position, and is known as stopped from there on. */
function end({ position }: Fact, running: Span, day: string, tables: Tables): void {
  endSpan(position, running, tables);
  insert(position, { ...running, stopped_on: day }, tables);
}

/** Nothing has run before the first event of a stream. */
function hasRun({ stored }: Fact, { rule: { clock }, of }: Clock, tables: Tables): boolean {
  if (stored.revision === 0) return false;
  const { about, family, request } = of;
  const sql = family === null ? RAN_OF_REQUEST : RAN_OF_FAMILY;
  return tables.one(sql, family ?? request, clock, about) !== undefined;
}

const RAN = `until = ${FOREVER} AND clock = ? AND about = ?`;
const RAN_OF_FAMILY = `SELECT 1 FROM runs INDEXED BY runs_of_family WHERE family = ? AND ${RAN}`;
const RAN_OF_REQUEST = `SELECT 1 FROM runs INDEXED BY runs_of_request WHERE request = ? AND ${RAN}`;

function insert(position: number, run: RunRow, tables: Tables): void {
  const { clock, about, started, started_on, due_on, stopped_on, family, episode, request } = run;
  tables.run(
    `INSERT OR REPLACE INTO runs (clock, about, started, from_position, until, started_on, due_on, stopped_on, family, episode, request)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    clock,
    about,
    started,
    position,
    FOREVER,
    started_on,
    due_on,
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
