import { Rejected } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import type { Assigned } from './state.ts';

const SAFETY = 'SAFETY';
const NOT_APPLICABLE = 'NOT_APPLICABLE';

type Known = Pick<Facts, 'reference'>;

/** Whether a grade is given to a question that is so answered. */
export function takesGrade(answer: string, on: string, { reference }: Known): boolean {
  return reference.ownerOf('audit-answer', answer, on) !== NOT_APPLICABLE;
}

/** The questions of a day. */
export function questionsOn(on: string, { reference }: Known): string[] {
  return reference.codes('audit-question', on).map(({ code }) => code);
}

/** I19: EVIDENCE_REQUIRED where a grade needs some and there is none. */
export function checkEvidence(grade: string, hasEvidence: boolean, on: string, { reference }: Known): void {
  if (reference.gradingOf(grade, on)?.needsEvidence === true && !hasEvidence)
    throw new Rejected('EVIDENCE_REQUIRED', { grade });
}

/** Whether an answer that was so graded names evidence; of a moderator's grade any answer's will do. */
export function isEvidenced({ answers }: Assigned, grade?: string): boolean {
  return [...answers.values()].some(
    (each) => each.evidence > 0 && (grade === undefined || each.grade === grade),
  );
}

/** What questions of safety allow the whole at most, and which they are. */
export interface Cap {
  readonly grade: string;
  readonly questions: readonly string[];
}

/** The lowest grade that a question of safety caps the whole at; undefined where none does. */
export function capOf({ answers }: Assigned, on: string, { reference }: Known): Cap | undefined {
  const rankOf = (grade: string): number => reference.gradingOf(grade, on)?.rank ?? 0;
  const capping = [...answers].flatMap(([question, { grade }]) => {
    const isOfSafety = reference.ownerOf('audit-question', question, on) === SAFETY;
    const caps = isOfSafety && grade !== undefined ? reference.gradingOf(grade, on)?.caps : undefined;
    return caps === undefined ? [] : [{ question, caps }];
  });
  const [first, ...others] = capping.map(({ caps }) => caps);
  if (first === undefined) return undefined;
  const grade = others.reduce((one, other) => (rankOf(other) < rankOf(one) ? other : one), first);
  return { grade, questions: capping.map(({ question }) => question).sort() };
}

/** The grade, or the cap where that is lower. */
export function cappedTo(grade: string, cap: Cap | undefined, on: string, { reference }: Known): string {
  const rankOf = (each: string): number => reference.gradingOf(each, on)?.rank ?? 0;
  return cap !== undefined && rankOf(grade) > rankOf(cap.grade) ? cap.grade : grade;
}
