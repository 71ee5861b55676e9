import { Rejected } from '#libs/contracts';
import type { Clear } from '#libs/contracts';
import type { Past } from '../aggregate.ts';

interface Answer {
  readonly grade?: string;
  readonly evidence: number;
}

interface Action {
  readonly done: boolean;
  readonly verified: boolean;
}

/** An audit from when it was assigned. */
export interface Assigned {
  readonly status: 'ASSIGNED' | 'PINNED' | 'GRADED' | 'WITHDRAWN';
  readonly episode: string;
  readonly auditor: string;
  readonly pinned?: { readonly position: number; readonly heldBy: string };
  /** The last answer to each question. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Of each immediate concern the questions that it names. */
  readonly concerns: readonly (readonly string[])[];
  /** The grade that counts now, once there is one. */
  readonly grade?: string;
  readonly moderatedBy?: string;
  readonly dispute?: { readonly by: string; readonly isSettled: boolean };
  readonly actions: ReadonlyMap<string, Action>;
}

export type AuditState = { readonly status: 'NONE' } | Assigned;

export function evolve(state: AuditState, event: Past<Clear.AuditEvent>): AuditState {
  if (event.type === 'AuditAssigned') {
    const { episode, auditor } = event.data;
    return { status: 'ASSIGNED', episode, auditor, answers: new Map(), concerns: [], actions: new Map() };
  }
  return state.status === 'NONE' ? state : { ...state, ...changed(state, event) };
}

type Later = Exclude<Past<Clear.AuditEvent>, { type: 'AuditAssigned' }>;

function changed(state: Assigned, { type, data }: Later): Partial<Assigned> {
  switch (type) {
    case 'CaseViewPinned':
      return { status: 'PINNED', pinned: { position: data.position, heldBy: data.heldBy } };
    case 'QuestionAnswered': {
      const { question, grade, evidence = [] } = data;
      const answer = { evidence: evidence.length, ...(grade !== undefined && { grade }) };
      return { answers: new Map([...state.answers, [question, answer]]) };
    }
    case 'ImmediateConcernRaised':
      return { concerns: [...state.concerns, data.questions ?? []] };
    case 'AuditGraded':
      return { status: 'GRADED', grade: data.overall };
    case 'AuditModerated':
      return { grade: data.grade, moderatedBy: data.moderatedBy };
    case 'GradeDisputed':
      return { dispute: { by: data.disputedBy, isSettled: false } };
    case 'GradeDisputeResolved':
      return { grade: data.grade, ...(state.dispute && { dispute: { ...state.dispute, isSettled: true } }) };
    case 'AuditActionSet':
      return acted(state, data.action, { done: false, verified: false });
    case 'AuditActionDone':
      return acted(state, data.action, { done: true, verified: false });
    case 'AuditActionVerified':
      return acted(state, data.action, { done: true, verified: true });
    case 'AuditWithdrawn':
      return { status: 'WITHDRAWN' };
    case 'PractitionerReflectionAdded':
    case 'FamilyFeedbackAdded':
      return {};
  }
}

function acted({ actions }: Assigned, action: string, stands: Action): Partial<Assigned> {
  return { actions: new Map([...actions, [action, stands]]) };
}

/** NOT_FOUND before it was assigned; AUDIT_WITHDRAWN once it was given up. */
export function standing(state: AuditState): Assigned {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status === 'WITHDRAWN') throw new Rejected('AUDIT_WITHDRAWN');
  return state;
}

/** The grade that counts: AUDIT_NOT_GRADED. */
export function graded(state: Assigned): string {
  if (state.grade === undefined) throw new Rejected('AUDIT_NOT_GRADED');
  return state.grade;
}
