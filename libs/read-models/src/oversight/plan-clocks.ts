import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { openAt, type Holder } from './open-help.ts';
import { dayOfPoint } from './places.ts';
import type { HappeningRow, HeldRow, RunRow } from './table.ts';

/**
 * The clocks of a family's assessment and action plan (HCC, "Timescales"): the assessment is complete, the team first
 * meets, the plan is reviewed, a copy goes to the parents, and each action is done by its day. They are told from what
 * happened when they are asked for: two streams move them, and an episode may go on in another family.
 */
export const planClocks = ['FIRST_TAF', 'PLAN_REVIEW', 'PLAN_COPY', 'PLAN_ACTION', 'FFA_COMPLETE'] as const;

type Helped = Pick<HeldRow, 'family' | 'episode' | 'opened' | 'opened_on' | 'agency' | 'keyworker' | 'cover'>;
type Happened = Pick<
  HappeningRow,
  'position' | 'kind' | 'episode' | 'about' | 'value' | 'occurred_on' | 'occurred_by'
>;

/** A clock of a plan that runs, and whose help it is of. */
export type PlanRun = RunRow & Pick<HeldRow, 'agency' | 'keyworker' | 'cover'>;

/** Those of a holder's help, or of all, that by the position were known to run on the day, of help that is open. */
export function planRuns(tables: Tables, holder: Holder, at: AsOfPoint): PlanRun[] {
  const helped = openAt(tables, holder, at);
  const happened = tables.all<Happened>(
    `SELECT p.position, p.kind, p.episode, p.about, p.value, p.occurred_on, p.occurred_by
     FROM json_each(?1) e CROSS JOIN happenings p INDEXED BY happenings_in_episode ON p.episode = e.value
     WHERE p.episode NOT NULL
       AND p.kind IN ('TAF', 'REVIEWED', 'COPY', 'ACTION', 'ACTION_PUT_OFF', 'ACTION_OVER', 'PLAN', 'PLAN_OVER',
         'ASSESSMENT', 'ASSESSMENT_COMPLETE', 'ASSESSMENT_GIVEN_UP', 'REOPENED')
       AND p.position <= ?2 AND p.until > ?2 AND p.occurred_on <= ?3 ORDER BY p.position`,
    JSON.stringify(helped.map(({ episode }) => episode)),
    at.position,
    dayOfPoint(at),
  );
  const byEpisode = Map.groupBy(happened, ({ episode }) => episode);
  return helped.flatMap((help) => runsOf(help, byEpisode.get(help.episode) ?? []));
}

/** What was before the help was taken up again was of the help that had closed. */
function runsOf(help: Helped, ever: readonly Happened[]): PlanRun[] {
  const again = ever.findLast(({ kind }) => kind === 'REOPENED');
  const happened = again === undefined ? ever : ever.filter((each) => isSince(each, again));
  const ffas = standingFfas(happened);
  const running = [...actionsOf(help, happened), ...openFfas(help, ffas, happened)];
  const hasMet = happened.some(({ kind }) => kind === 'TAF');
  if (!hasMet) return [firstMeeting(help, ffas), ...running];
  return [...reviewOf(help, happened), ...copyOf(help, happened), ...running];
}

interface Begun {
  readonly about?: string;
  readonly started: number;
  readonly startedOn: string;
  readonly dueOn?: string | null;
}

function run(help: Helped, clock: (typeof planClocks)[number], begun: Begun): PlanRun {
  const { family, episode, agency, keyworker, cover } = help;
  const { about = episode, started, startedOn, dueOn = null } = begun;
  return {
    ...{ clock, about, started, started_on: startedOn, due_on: dueOn, stopped_on: null },
    ...{ family, episode, request: null, agency, keyworker, cover },
  };
}

/** Families First Assessments that were not given up, the first begun first. */
function standingFfas(happened: readonly Happened[]): Happened[] {
  const givenUp = aboutOf(happened, 'ASSESSMENT_GIVEN_UP');
  return happened
    .filter(({ kind, value, about }) => kind === 'ASSESSMENT' && value === 'FFA' && !givenUp.has(about))
    .sort((one, other) => (isAfter(one, other) ? 1 : -1));
}

function openFfas(help: Helped, ffas: readonly Happened[], happened: readonly Happened[]): PlanRun[] {
  const complete = aboutOf(happened, 'ASSESSMENT_COMPLETE');
  return ffas
    .filter(({ about }) => !complete.has(about))
    .map(({ about, position: started, occurred_on: startedOn }) =>
      run(help, 'FFA_COMPLETE', { about: about ?? '', started, startedOn }),
    );
}

function aboutOf(happened: readonly Happened[], kind: Happened['kind']): ReadonlySet<string | null> {
  return new Set(happened.filter((each) => each.kind === kind).map(({ about }) => about));
}

/** The guidance counts from the start of the assessment; where there is none, it runs from when help opened. */
function firstMeeting(help: Helped, [ffa]: readonly Happened[]): PlanRun {
  const { position: started, occurred_on: startedOn } = ffa ?? {
    position: help.opened,
    occurred_on: help.opened_on,
  };
  return run(help, 'FIRST_TAF', { started, startedOn });
}

/** From the last meeting or review; by the day that a review named, where that is sooner. */
function reviewOf(help: Helped, happened: readonly Happened[]): PlanRun[] {
  if (happened.findLast(({ kind }) => kind === 'PLAN' || kind === 'PLAN_OVER')?.kind === 'PLAN_OVER')
    return [];
  const last = lastOf(happened, (kind) => kind === 'TAF' || kind === 'REVIEWED');
  if (last === undefined) return [];
  const { position: started, occurred_on: startedOn, value: dueOn } = last;
  return [run(help, 'PLAN_REVIEW', { started, startedOn, dueOn })];
}

/** From the first meeting after which no copy went to anybody. */
function copyOf(help: Helped, happened: readonly Happened[]): PlanRun[] {
  const copies = happened.filter(({ kind }) => kind === 'COPY');
  const [first] = happened
    .filter(({ kind }) => kind === 'TAF')
    .filter((met) => !copies.some((copy) => isSince(copy, met)))
    .sort((one, other) => (isAfter(one, other) ? 1 : -1));
  if (first === undefined) return [];
  return [run(help, 'PLAN_COPY', { started: first.position, startedOn: first.occurred_on })];
}

function actionsOf(help: Helped, happened: readonly Happened[]): PlanRun[] {
  const open = new Map<string, PlanRun>();
  for (const each of happened) {
    const action = each.about ?? '';
    const next = afterwards(each, open.get(action), help);
    if (next === undefined) open.delete(action);
    else open.set(action, next);
    if (each.kind === 'PLAN_OVER') open.clear();
  }
  return [...open.values()];
}

/** The clock of an action once something happened to it. */
function afterwards(each: Happened, before: PlanRun | undefined, help: Helped): PlanRun | undefined {
  const { kind, about, value: dueOn, position: started, occurred_on: startedOn } = each;
  if (kind === 'ACTION') return run(help, 'PLAN_ACTION', { about: about ?? '', started, startedOn, dueOn });
  if (kind === 'ACTION_OVER') return undefined;
  return kind === 'ACTION_PUT_OFF' && before ? { ...before, due_on: dueOn ?? before.due_on } : before;
}

/** Whether it was after something else; where both may have been of one day, whether it was recorded later. */
function isSince(one: Happened, other: Happened): boolean {
  if (one.occurred_by < other.occurred_on) return false;
  return one.occurred_on > other.occurred_by || one.position > other.position;
}

/** By the first day on which it may have been; of one day what was recorded later. */
function isAfter(one: Happened, other: Happened): boolean {
  return one.occurred_on === other.occurred_on
    ? one.position > other.position
    : one.occurred_on > other.occurred_on;
}

function lastOf(
  happened: readonly Happened[],
  is: (kind: Happened['kind']) => boolean,
): Happened | undefined {
  return happened
    .filter(({ kind }) => is(kind))
    .reduce<Happened | undefined>(
      (last, each) => (last === undefined || isAfter(each, last) ? each : last),
      undefined,
    );
}
