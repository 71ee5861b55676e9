import { Rejected } from '#libs/contracts';
import type { AnswerAuditQuestion, AuditEvent, GradeAudit, RaiseImmediateConcern } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, checkSaid, present } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker } from '../eligibility.ts';
import { ownAudit } from './assigning.ts';
import { capOf, cappedTo, checkEvidence, isEvidenced, questionsOn, takesGrade } from './grades.ts';
import { standing, type Assigned, type AuditState } from './state.ts';

/** An answer, or another in its place, of the case as it stood at the pinned position. */
export function answerQuestion(
  told: Told<AnswerAuditQuestion>,
  state: AuditState,
  facts: Facts,
): AuditEvent[] {
  const audit = ownAudit(state, told);
  const { pinned } = beingAnswered(audit);
  const { question, answer, grade, evidence = [], comment } = told.data;
  checkDistinct(evidence, 'evidence');
  if (comment !== undefined) checkSaid(comment, 'comment');
  checkGrade(told, facts);
  for (const entry of evidence) checkEntry(entry, pinned.position, facts);
  const listed = evidence.length > 0 ? [...evidence] : undefined;
  const said = present({ grade, evidence: listed, comment });
  return [{ type: 'QuestionAnswered', data: { question, answer, ...said, answeredBy: told.actor.user } }];
}

/** A grade is of a question that applies, and where it needs evidence not without. */
function checkGrade(told: Told<AnswerAuditQuestion>, facts: Facts): void {
  const { answer, grade, evidence = [] } = told.data;
  if (grade === undefined) return;
  const on = dayOf(told);
  if (!takesGrade(answer, on, facts)) throw new Rejected('GRADE_NOT_TAKEN', { field: 'grade' });
  checkEvidence(grade, evidence.length > 0, on, facts);
}

/** An entry of the case that whoever answers may see, and that stood there by then. */
function checkEntry(entry: string, position: number, { evidence }: Facts): void {
  const found = evidence?.get(entry);
  if (found === undefined) throw new Rejected('UNKNOWN_ENTRY', { entry });
  if (found.position > position) throw new Rejected('EVIDENCE_AFTER_VIEW', { entry });
}

function beingAnswered(audit: Assigned): Required<Pick<Assigned, 'pinned'>> {
  if (audit.status === 'GRADED') throw new Rejected('AUDIT_GRADED');
  if (audit.pinned === undefined) throw new Rejected('VIEW_NOT_PINNED');
  return { pinned: audit.pinned };
}

/**
 * The whole, once every question of the day is answered. A question of safety whose grade caps it caps it, and is an immediate
 * concern, which is raised with the same order where nobody raised it by hand.
 */
export function gradeAudit(told: Told<GradeAudit>, state: AuditState, facts: Facts): AuditEvent[] {
  const audit = ownAudit(state, told);
  beingAnswered(audit);
  const { overall: chosen, summary } = told.data;
  const on = dayOf(told);
  const question = questionsOn(on, facts).find((each) => !audit.answers.has(each));
  if (question !== undefined) throw new Rejected('QUESTION_UNANSWERED', { question });
  if (summary !== undefined) checkSaid(summary, 'summary');
  const cap = capOf(audit, on, facts);
  const overall = cappedTo(chosen, cap, on, facts);
  checkEvidence(overall, isEvidenced(audit, overall), on, facts);
  const { user } = told.actor;
  const { questions: capping = [] } = cap ?? {};
  const capped = overall !== chosen && { chosen, cappedBy: [...capping] };
  const graded = { overall, ...capped, ...present({ summary }), gradedBy: user };
  return [{ type: 'AuditGraded', data: graded }, ...raised(notRaised(audit, capping), user)];
}

function raised(questions: string[], user: string): AuditEvent[] {
  return questions.length === 0
    ? []
    : [{ type: 'ImmediateConcernRaised', data: { questions, raisedBy: user } }];
}

/** The questions of which no concern was raised: one that names none is of all. */
function notRaised({ concerns }: Assigned, questions: readonly string[]): string[] {
  if (concerns.some((named) => named.length === 0)) return [];
  const raised = concerns.flat();
  return questions.filter((each) => !raised.includes(each));
}

/** At any time: by the auditor, or by whoever leads. */
export function raiseConcern(
  told: Told<RaiseImmediateConcern>,
  state: AuditState,
  facts: Facts,
): AuditEvent[] {
  if (told.actor.role === 'AUDITOR') ownAudit(state, told);
  else standing(state);
  const { questions = [], what, told: manager } = told.data;
  checkDistinct(questions, 'questions');
  checkSaid(what, 'what');
  if (manager !== undefined) activeWorker(facts, manager, dayOf(told));
  const data = {
    ...(questions.length > 0 && { questions: [...questions] }),
    what,
    ...(manager !== undefined && { told: manager }),
    raisedBy: told.actor.user,
  };
  return [{ type: 'ImmediateConcernRaised', data }];
}
