import { daysBetween } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageIn } from '../paging.ts';
import type { Tables } from '../projection.ts';
import { isSeen, nothingUnseen } from '../unseen.ts';
import { sinceAgreed } from './agreed.ts';
import { AGREEMENT_ENDED, agreementsEnded } from './agreement-ended.ts';
import { clockRules } from './clock-rules.ts';
import { ofSomebody } from './living.ts';
import type { Holder } from './open-help.ts';
import { planClocks, planRuns } from './plan-clocks.ts';
import { dayOfPoint, districtsOf } from './places.ts';
import { practiceAt } from './practice.ts';
import { runningAt, type Running } from './running.ts';

/** Which running clocks are asked for; whose they are is as of the position. */
export interface DueQuestion extends Holder {
  /** The last day that counts; without it the day the answer is of. */
  readonly by?: string | undefined;
  readonly clocks?: readonly string[] | undefined;
  readonly district?: string | undefined;
}

/** A clock that is due or overdue. Nothing of it is personal. */
export interface DueRow {
  readonly clock: string;
  /** The request, episode, step or action it runs for. */
  readonly about: string;
  readonly started: number;
  readonly startedOn: string;
  /** The last day in time. */
  readonly dueOn: string;
  /** Whole days since that day; 0 while it is in time. */
  readonly daysOverdue: number;
  readonly family: string | null;
  readonly episode: string | null;
  readonly request: string | null;
  readonly district: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly cover: string | null;
}

/** What is due by a day, the longest overdue first. */
export function duePage(
  tables: Tables,
  question: DueQuestion,
  at: AsOfPoint,
  page: PageRequest = {},
): Page<DueRow> {
  const practice = practiceAt(tables, at.position);
  const today = dayOfPoint(at);
  const { by = today, district } = question;
  const { unseen = nothingUnseen } = at;
  const whenDue = (run: Running): Due[] => {
    const dueOn = sooner(run.due_on ?? undefined, practice.dueOn(run.clock, run.started_on));
    return dueOn === undefined || dueOn > by ? [] : [{ ...run, dueOn }];
  };
  const seen = running(tables, question, at).filter(({ family, its_family, request, about }) =>
    [family, its_family, request, about].every((each) => isSeen(unseen, each)),
  );
  // What is agreed puts a day off, never forward: what is not due without it is not due with it.
  const asked = ofSomebody(tables, seen.flatMap(whenDue), at);
  const due = sinceAgreed(asked, tables, at).flatMap(whenDue);
  const districts = districtsOf(tables, due.map(homeOf), at);
  const rows = due.map((run) => dueRow(run, { today, districts }));
  return pageIn(
    rows.filter((row) => district === undefined || row.district === district),
    cursorOf,
    page,
  );
}

type Due = Running & { readonly dueOn: string };

const ofNoRequest = { of_request: null, its_family: null };

function running(tables: Tables, question: DueQuestion, at: AsOfPoint): Running[] {
  const { clocks } = question;
  const isAsked = (clock: string): boolean => clocks === undefined || clocks.includes(clock);
  const told = [
    ...(isAsked(AGREEMENT_ENDED) ? agreementsEnded(tables, question, at) : []),
    ...(planClocks.some(isAsked) ? planRuns(tables, question, at) : []),
  ].filter(({ clock }) => isAsked(clock));
  return [...runningAt(tables, question, at), ...told.map((run) => ({ ...run, ...ofNoRequest }))];
}

/** A day that was named puts the authority's own off no further. */
function sooner(said: string | undefined, limit: string | undefined): string | undefined {
  if (said === undefined || limit === undefined) return said ?? limit;
  return said < limit ? said : limit;
}

/** Whose district counts: a request is where it came in, or was sent to. */
function homeOf({ of_request, family }: Running): string | null {
  return of_request === null ? family : null;
}

function dueRow(run: Due, told: { today: string; districts: ReadonlyMap<string, string> }): DueRow {
  const { clock, about, started, dueOn, its_family, family, episode, agency, keyworker, cover } = run;
  return {
    clock,
    about,
    started,
    startedOn: run.started_on,
    dueOn,
    daysOverdue: Math.max(0, daysBetween(dueOn, told.today)),
    family: family ?? its_family,
    episode,
    request: run.request ?? (about.startsWith('request-') ? about : null),
    district: run.of_request ?? told.districts.get(family ?? '') ?? null,
    agency,
    keyworker,
    cover,
  };
}

const EPOCH = '2000-01-01';
const POSITIONS = 2 ** 32;
const CLOCKS = 2 ** 5;

/** Every clock there is. */
export const clocks: readonly string[] = [...clockRules.map(({ clock }) => clock), ...planClocks];
const numbers = new Map(clocks.map((clock, number) => [clock, number]));

/** One number that orders by day, then by when it began: what one event starts differs by its clock. */
function cursorOf({ dueOn, started, clock }: DueRow): number {
  const day = Math.max(0, daysBetween(EPOCH, dueOn));
  return (day * POSITIONS + started) * CLOCKS + (numbers.get(clock) ?? 0);
}
