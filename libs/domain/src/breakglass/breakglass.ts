import { Rejected, visible } from '#libs/contracts';
import type {
  BreakGlass,
  BreakglassCommand,
  BreakglassEvent,
  Clear,
  ReviewBreakGlass,
} from '#libs/contracts';
import { addHours, bankHolidays, londonDay, workingDays } from '#libs/reference';
import type { Aggregate, Circumstances, Facts, Past, Told } from '../aggregate.ts';
import { checkBegun } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, checkTwoPeople } from '../eligibility.ts';

/** How long the record of a family stays open, and how long ago at most whoever opens it signed in. */
const HOURS_OPEN = 4;
const SECONDS_SINCE_SIGN_IN = 300;
/** Fewer characters say nothing. */
const SHORTEST_REASON = 20;
/** Working days within which each use is reviewed; afterwards the right to another lapses. */
const DAYS_TO_REVIEW = 2;

export interface GlassUse {
  readonly family: string;
  readonly usedAt: string;
  readonly until: string;
  readonly outcome?: string;
}

/** A worker's uses, by their ids. */
export type BreakGlassState = ReadonlyMap<string, GlassUse>;

function breakGlass(told: Told<BreakGlass>, state: BreakGlassState, facts: Facts): BreakglassEvent[] {
  const { worker, family, ...why } = told.data;
  const { connections = [] } = activeWorker(facts, worker, dayOf(told));
  checkBegun(facts, family);
  if (facts.belonged.some((person) => connections.includes(person)))
    throw new Rejected('CONFLICT_OF_INTEREST');
  if (visible(why.explanation).length < SHORTEST_REASON) throw new Rejected('REASON_REQUIRED');
  checkSignedIn(told);
  if (familiesOpen(state, told.recordedAt).has(family)) return [];
  if ([...state.values()].some((use) => isLapsed(use, told, facts))) throw new Rejected('BREAK_GLASS_LAPSED');
  const until = addHours(told.recordedAt, HOURS_OPEN);
  return [{ type: 'BreakGlassUsed', data: { use: `use-${told.newId(1)}`, family, ...why, until } }];
}

function checkSignedIn({ signedInAgo }: Circumstances): void {
  if (signedInAgo === undefined || signedInAgo > SECONDS_SINCE_SIGN_IN)
    throw new Rejected('REAUTHENTICATION_REQUIRED');
}

function isLapsed({ outcome, usedAt }: GlassUse, told: Circumstances, { reference }: Facts): boolean {
  return (
    outcome === undefined &&
    londonDay(told.recordedAt) > glassReviewDueOn(usedAt, reference.codes('bank-holiday'))
  );
}

/**
 * The last day in London on which a use at an instant may be reviewed before the right to another lapses, by the codes of
 * the bank holidays that are known.
 */
export function glassReviewDueOn(usedAt: string, holidays: readonly { readonly code: string }[]): string {
  const days = workingDays(bankHolidays(holidays));
  return days.add(londonDay(usedAt), DAYS_TO_REVIEW);
}

/**
 * Nobody reviews their own. What was found unjustified closes the record at once. Whoever finds otherwise than an earlier
 * review says why.
 */
function review(told: Told<ReviewBreakGlass>, state: BreakGlassState, facts: Facts): BreakglassEvent[] {
  const { worker, use, ...reviewed } = told.data;
  const used = state.get(use);
  if (used === undefined) throw new Rejected('NOT_FOUND');
  if (facts.workers.get(worker)?.user === told.actor.user) throw new Rejected('SELF_APPROVAL');
  checkTwoPeople(facts, worker, reviewed.reviewedBy);
  activeWorker(facts, reviewed.reviewedBy, dayOf(told));
  checkSaysWhyOtherwise(told.data, used);
  return [{ type: 'BreakGlassReviewed', data: { use, family: used.family, ...reviewed } }];
}

function checkSaysWhyOtherwise({ use, outcome, note = '' }: ReviewBreakGlass, before: GlassUse): void {
  const isOtherwise = before.outcome !== undefined && before.outcome !== outcome;
  if (isOtherwise && visible(note).length < SHORTEST_REASON)
    throw new Rejected('REVIEWED_OTHERWISE', { use });
}

function evolve(state: BreakGlassState, event: Past<Clear.BreakglassEvent>): BreakGlassState {
  const { use } = event.data;
  const before = state.get(use);
  if (event.type === 'BreakGlassUsed') {
    const { family, until } = event.data;
    return new Map(state).set(use, { family, usedAt: event.recordedAt, until });
  }
  return before === undefined ? state : new Map(state).set(use, { ...before, outcome: event.data.outcome });
}

/** The families whose records a worker may read at an instant, by the worker's stream of uses. */
export function familiesOpenBy(
  events: readonly Past<Clear.BreakglassEvent>[],
  at: string,
): ReadonlySet<string> {
  return familiesOpen(events.reduce<BreakGlassState>(evolve, new Map()), at);
}

function familiesOpen(state: BreakGlassState, at: string): ReadonlySet<string> {
  const open = [...state.values()].filter(({ until, outcome }) => until > at && outcome !== 'NOT_JUSTIFIED');
  return new Set(open.map(({ family }) => family));
}

/** Emergency access, one worker's: each use to one family, for hours, with a reason, and reviewed. Guarded by the stream. */
export const breakglass: Aggregate<
  BreakGlassState,
  BreakglassCommand,
  BreakglassEvent,
  Clear.BreakglassEvent
> = {
  category: 'breakglass',
  initial: new Map(),
  needs: ({ type, data }) =>
    type === 'BreakGlass'
      ? { workers: [data.worker], begun: [data.family], belongedTo: data.family }
      : { workers: [data.worker, data.reviewedBy] },
  decide: (command, state, facts) => {
    switch (command.type) {
      case 'BreakGlass':
        return breakGlass(command, state, facts);
      case 'ReviewBreakGlass':
        return review(command, state, facts);
    }
  },
  evolve,
  families: () => [],
  seen: () => undefined,
};
