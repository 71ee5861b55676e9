import type { AssessmentCommand } from '#libs/contracts';
import type { CommandPolicy } from './command-policy.ts';

/** Whoever holds the help assesses: a keyworker, also one of a partner, and a manager. */
const assessing: CommandPolicy = { KEYWORKER: 'assigned', PARTNER: 'assigned', MANAGER: 'anyone' };

/** Who may give the orders of an assessment: part of `commandPolicies`. */
export const assessmentPolicies: Readonly<Record<AssessmentCommand['type'], CommandPolicy>> = {
  StartAssessment: assessing,
  IdentifyNeed: assessing,
  IdentifyStrength: assessing,
  RecordVoice: assessing,
  RecordVoiceNotObtained: assessing,
  RecordAnalysis: assessing,
  FinaliseAssessment: assessing,
  SignAssessment: assessing,
  DeclineSignature: assessing,
  GiveAssessmentCopy: assessing,
  WithholdAssessmentCopy: assessing,
  AbandonAssessment: assessing,
};
