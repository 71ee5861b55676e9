import { Rejected } from '#libs/contracts';
import type { Clear, RefusalCode } from '#libs/contracts';
import type { Past } from '../aggregate.ts';

export interface Assessment {
  readonly type: string;
  readonly children: readonly string[];
  /** FINAL: nothing is found any more; it is signed, and copies go out. ABANDONED: it is over, and what it says stands. */
  readonly status: 'OPEN' | 'FINAL' | 'ABANDONED';
  readonly hasNeed: boolean;
  readonly hasStrength: boolean;
  readonly isAnalysed: boolean;
  /** Who was heard, or of whom it is said why not. */
  readonly heard: ReadonlySet<string>;
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
      const { type, children } = event.data;
      const nothing = { hasNeed: false, hasStrength: false, isAnalysed: false, heard: new Set<string>() };
      return changed(state, event.data.assessment, { type, children, status: 'OPEN', ...nothing });
    }
    case 'NeedIdentified':
      return now(state, event, () => ({ hasNeed: true }));
    case 'StrengthIdentified':
      return now(state, event, () => ({ hasStrength: true }));
    case 'VoiceRecorded':
    case 'VoiceNotObtained': {
      const { person } = event.data;
      return now(state, event, ({ heard }) => ({ heard: new Set(heard).add(person) }));
    }
    case 'AnalysisRecorded':
      return now(state, event, () => ({ isAnalysed: true }));
    case 'AssessmentFinalised':
      return now(state, event, () => ({ status: 'FINAL' }));
    case 'AssessmentAbandoned':
      return now(state, event, () => ({ status: 'ABANDONED' }));
    case 'FamilySigned':
    case 'SignatureDeclined':
    case 'AssessmentCopyGiven':
    case 'AssessmentCopyWithheld':
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

/** The assessments of every child and of the family, of which one of a type is open at a time; others are one child's. */
const WHOLE: ReadonlySet<string> = new Set(['FFA', 'FAMILY_HELP']);

/** Whether an assessment of the type is of all who are helped, and not of one matter. */
export function isWhole(type: string): boolean {
  return WHOLE.has(type);
}

/** Whether two that are open at once would be one too many. */
export function overlap(one: Pick<Assessment, 'type' | 'children'>, other: typeof one): boolean {
  if (isWhole(one.type)) return isWhole(other.type);
  return one.type === other.type && one.children.some((child) => other.children.includes(child));
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

/** What corrections leave: no two that overlap are open. */
export function broken({ all }: AssessmentState): RefusalCode | undefined {
  const open = [...all.values()].filter(({ status }) => status === 'OPEN');
  const twice = open.some((one, at) => open.slice(at + 1).some((other) => overlap(one, other)));
  return twice ? 'ALREADY_OPEN' : undefined;
}

/** What was complete stays so: no amendment takes its last need, strength, voice of a child, or analysis away. */
export function forbids(before: AssessmentState, after: AssessmentState): RefusalCode | undefined {
  const emptied = [...after.all].some(([id, now]) => {
    const was = before.all.get(id);
    if (was?.status !== 'FINAL' || now.status !== 'FINAL') return false;
    const unheard = now.children.some((child) => was.heard.has(child) && !now.heard.has(child));
    return unheard || (lacking(was) === undefined && lacking(now) !== undefined);
  });
  return emptied ? 'ASSESSMENT_INCOMPLETE' : undefined;
}

/** The assessments of an episode that are open, by its events, as corrected. */
export function openAssessments(events: readonly Past<Clear.AssessmentEvent>[]): readonly string[] {
  const { all } = events.reduce(evolve, initial);
  return [...all].filter(([, { status }]) => status === 'OPEN').map(([id]) => id);
}
