import type { PlanCommand } from '#libs/contracts';
import type { CommandPolicy } from './command-policy.ts';

/** Whoever holds the help leads its team and keeps its plan: a keyworker, also one of a partner, and a manager. */
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
