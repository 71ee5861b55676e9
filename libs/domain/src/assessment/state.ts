import { Rejected } from '#libs/contracts';
import type { Clear, RefusalCode } from '#libs/contracts';
import { isCertainlyAfter } from '#libs/reference';
import type { Past } from '../aggregate.ts';
import { dayOf } from '../days.ts';
import { withheldFromNobody, withheldToo, type Withheld } from '../plan/withheld.ts';

export interface Assessment {
  /** Whether it is of all who are helped, and as which of these: its type is sealed. */
  readonly scope: string;
  readonly children: readonly string[];
  /** FINAL: nothing is found any more; it is signed, and copies go out. ABANDONED: it is over, and what it says stands. */
  readonly status: 'OPEN' | 'FINAL' | 'ABANDONED';
  readonly hasNeed: boolean;
  readonly hasStrength: boolean;
  readonly isAnalysed: boolean;
  /** The day, whole or partial, on which it was complete. */
  readonly finalisedOn?: string;
  /** Who was heard, or of whom it is said why not. */
  readonly heard: ReadonlySet<string>;
  /** Whom it names beside the children: who was heard, refused, or was asked to sign, of the family or not. */
  readonly tellsOf: ReadonlySet<string>;
  /** From whom a copy was withheld. */
  readonly withheld: Withheld;
}

/** The assessments of an episode's help. Guarded by the stream, which is the episode's: one of a type is open at a time. */
export interface AssessmentState {
  readonly all: ReadonlyMap<string, Assessment>;
}

export const initial: AssessmentState = { all: new Map() };

/** What a fact means to later rules. One that does not fit the state changes nothing. */
export function evolve(state: AssessmentState, event: Past<Clear.AssessmentEvent>): AssessmentState {
  switch (event.type) {
    case 'AssessmentStarted': {
      const { scope, children, leftOut = [] } = event.data;
      const nothing = { hasNeed: false, hasStrength: false, isAnalysed: false };
      const nobody = { heard: new Set<string>(), withheld: withheldFromNobody };
      return changed(state, event.data.assessment, {
        scope,
        children,
        status: 'OPEN',
        ...nothing,
        ...nobody,
        tellsOf: new Set(leftOut.flatMap(({ refusedBy }) => refusedBy)),
      });
    }
    case 'NeedIdentified':
      return now(state, event, () => ({ hasNeed: true }));
    case 'StrengthIdentified':
      return now(state, event, () => ({ hasStrength: true }));
    case 'VoiceRecorded':
    case 'VoiceNotObtained': {
      const { person } = event.data;
      return now(state, event, ({ heard, tellsOf }) => ({
        heard: new Set(heard).add(person),
        tellsOf: new Set(tellsOf).add(person),
      }));
    }
    case 'AnalysisRecorded':
      return now(state, event, () => ({ isAnalysed: true }));
    case 'AssessmentFinalised':
      return now(state, event, () => ({ status: 'FINAL', finalisedOn: dayOf(event) }));
    case 'AssessmentCopyWithheld': {
      const { data } = event;
      return now(state, event, ({ withheld }) => ({ withheld: withheldToo(withheld, data) }));
    }
    case 'AssessmentAbandoned':
      return now(state, event, () => ({ status: 'ABANDONED' }));
    case 'FamilySigned': {
      const { signedBy } = event.data;
      return now(state, event, ({ tellsOf }) => ({ tellsOf: new Set([...tellsOf, ...signedBy]) }));
    }
    case 'SignatureDeclined': {
      const { person } = event.data;
      return now(state, event, ({ tellsOf }) => ({ tellsOf: new Set(tellsOf).add(person) }));
    }
    case 'AssessmentCopyGiven':
      return state;
  }
}

function now(
  state: AssessmentState,
  { data: { assessment: id } }: Past<Clear.AssessmentEvent>,
  change: (before: Assessment) => Partial<Assessment>,
): AssessmentState {
  const before = state.all.get(id);
  return before === undefined ? state : changed(state, id, { ...before, ...change(before) });
}

function changed({ all }: AssessmentState, id: string, assessment: Assessment): AssessmentState {
  return { all: new Map(all).set(id, assessment) };
}

/** Whether it is of all who are helped, and not of one matter: of these one of a type is open at a time. */
export function isWhole({ scope }: Pick<Assessment, 'scope'>): boolean {
  return scope !== 'ONE_MATTER';
}

type Covering = Pick<Assessment, 'scope' | 'children'>;

/** Whether two that are open at once would be one too many, where both are of one matter if that is the same. */
export function overlap(one: Covering, other: Covering): boolean {
  if (one.scope !== other.scope) return false;
  return isWhole(one) || one.children.some((child) => other.children.includes(child));
}

/** An assessment of the help: UNKNOWN_ASSESSMENT. */
export function assessmentOf({ all }: AssessmentState, assessment: string): Assessment {
  const found = all.get(assessment);
  if (found === undefined) throw new Rejected('UNKNOWN_ASSESSMENT', { assessment });
  return found;
}

/** One that is open: UNKNOWN_ASSESSMENT, ASSESSMENT_OVER. */
export function openAssessment(state: AssessmentState, assessment: string): Assessment {
  const found = assessmentOf(state, assessment);
  if (found.status !== 'OPEN') throw new Rejected('ASSESSMENT_OVER', { assessment });
  return found;
}

/** One that was open on the day: what was found by the day of its completion may be told late. */
export function openOn(state: AssessmentState, assessment: string, day: string): Assessment {
  const found = assessmentOf(state, assessment);
  const { finalisedOn } = found;
  if (found.status === 'FINAL' && finalisedOn !== undefined && !isCertainlyAfter(day, finalisedOn))
    return found;
  return openAssessment(state, assessment);
}

/** One that is complete: UNKNOWN_ASSESSMENT, ASSESSMENT_NOT_FINAL. */
export function finalAssessment(state: AssessmentState, assessment: string): Assessment {
  const found = assessmentOf(state, assessment);
  if (found.status !== 'FINAL') throw new Rejected('ASSESSMENT_NOT_FINAL', { assessment });
  return found;
}

/** What is missing of one that is to be complete, beside what is said of each child; undefined where nothing is. */
export function lacking({ hasNeed, hasStrength, isAnalysed }: Assessment): string | undefined {
  if (!hasNeed) return 'need';
  if (!hasStrength) return 'strength';
  return isAnalysed ? undefined : 'analysis';
}

/**
 * What was complete stays so: no amendment takes its last need, strength, voice of a child, or analysis away. What is open
 * again by an amendment is not one too many; whether two are of the same matter is sealed, so it is taken to be.
 */
export function forbids(before: AssessmentState, after: AssessmentState): RefusalCode | undefined {
  const open = [...after.all].filter(([, { status }]) => status === 'OPEN');
  const again = open.filter(([id]) => before.all.get(id)?.status !== 'OPEN');
  if (again.some(([id, one]) => open.some(([other, two]) => other !== id && overlap(one, two))))
    return 'ALREADY_OPEN';
  return [...after.all].some(([id, now]) => isEmptied(before.all.get(id), now))
    ? 'ASSESSMENT_INCOMPLETE'
    : undefined;
}

function isEmptied(was: Assessment | undefined, now: Assessment): boolean {
  if (was?.status !== 'FINAL' || now.status !== 'FINAL') return false;
  const unheard = now.children.some((child) => was.heard.has(child) && !now.heard.has(child));
  return unheard || (lacking(was) === undefined && lacking(now) !== undefined);
}

const RESTS_ON_COMPLETION: ReadonlySet<string> = new Set([
  ...['FamilySigned', 'SignatureDeclined', 'AssessmentCopyGiven', 'AssessmentCopyWithheld'],
]);

/** What is signed, and of what copies go out, was complete. */
export function relies(later: Past<Clear.AssessmentEvent>, earlier: Past<Clear.AssessmentEvent>): boolean {
  return (
    earlier.type === 'AssessmentFinalised' &&
    RESTS_ON_COMPLETION.has(later.type) &&
    later.data.assessment === earlier.data.assessment
  );
}

/** The assessments of an episode that are open, by its events, as corrected. */
export function openAssessments(events: readonly Past<Clear.AssessmentEvent>[]): readonly string[] {
  const { all } = events.reduce(evolve, initial);
  return [...all].filter(([, { status }]) => status === 'OPEN').map(([id]) => id);
}
