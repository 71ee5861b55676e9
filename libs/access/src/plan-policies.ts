import type { AssessmentCommand, PlanCommand } from '#libs/contracts';
import type { CommandPolicy } from './command-policy.ts';

/** Whoever holds the help assesses, leads its team and keeps its plan: a keyworker, also one of a partner, and a manager. */
const planning: CommandPolicy = { KEYWORKER: 'assigned', PARTNER: 'assigned', MANAGER: 'anyone' };

/** Who may give the orders of a family's action plan: part of `commandPolicies`. */
export const planPolicies: Readonly<Record<PlanCommand['type'], CommandPolicy>> = {
  AgreePlan: planning,
  SetGoal: planning,
  AddAction: planning,
  ProgressAction: planning,
  CompleteAction: planning,
  MissAction: planning,
  CancelAction: planning,
  HoldTaf: planning,
  CompleteReview: planning,
  SharePlanCopy: planning,
  WithholdPlanCopy: planning,
  EndPlan: planning,
};

/** Who may give the orders of an assessment: part of `commandPolicies`. */
export const assessmentPolicies: Readonly<Record<AssessmentCommand['type'], CommandPolicy>> = {
  StartAssessment: planning,
  IdentifyNeed: planning,
  IdentifyStrength: planning,
  RecordVoice: planning,
  RecordVoiceNotObtained: planning,
  RecordAnalysis: planning,
  FinaliseAssessment: planning,
  SignAssessment: planning,
  DeclineSignature: planning,
  GiveAssessmentCopy: planning,
  WithholdAssessmentCopy: planning,
  AbandonAssessment: planning,
};

/**
 * Whether somebody sees a plan as one of the team alone: that of the open help, whose team it is. They are told from whom a
 * copy is withheld, for they might hand it on, and not why.
 */
export function seesAsOfTeamAlone(relations: readonly string[]): boolean {
  return relations.every((relation) => relation === 'inTeam');
}
