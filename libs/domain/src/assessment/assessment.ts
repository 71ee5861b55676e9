import type { AssessmentCommand, AssessmentEvent, Clear } from '#libs/contracts';
import type { Aggregate, Circumstances, Facts } from '../aggregate.ts';
import { corrected } from './corrected.ts';
import {
  finaliseAssessment,
  identifyNeed,
  identifyStrength,
  recordAnalysis,
  recordVoice,
  recordVoiceNotObtained,
} from './finding.ts';
import { needs } from './needs.ts';
import { declineSignature, giveAssessmentCopy, signAssessment, withholdAssessmentCopy } from './signing.ts';
import { abandonAssessment, startAssessment } from './starting.ts';
import { evolve, forbids, initial, relies, type AssessmentState } from './state.ts';

function decide(
  command: AssessmentCommand & Circumstances,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  switch (command.type) {
    case 'StartAssessment':
      return startAssessment(command, state, facts);
    case 'IdentifyNeed':
      return identifyNeed(command, state, facts);
    case 'IdentifyStrength':
      return identifyStrength(command, state, facts);
    case 'RecordVoice':
      return recordVoice(command, state, facts);
    case 'RecordVoiceNotObtained':
      return recordVoiceNotObtained(command, state, facts);
    case 'RecordAnalysis':
      return recordAnalysis(command, state, facts);
    case 'FinaliseAssessment':
      return finaliseAssessment(command, state, facts);
    case 'SignAssessment':
      return signAssessment(command, state, facts);
    case 'DeclineSignature':
      return declineSignature(command, state, facts);
    case 'GiveAssessmentCopy':
      return giveAssessmentCopy(command, state, facts);
    case 'WithholdAssessmentCopy':
      return withholdAssessmentCopy(command, state, facts);
    case 'AbandonAssessment':
      return abandonAssessment(command, state, facts);
  }
}

/**
 * The assessments of an episode of help. The stream is named after the episode, so that it guards that one of a type is open,
 * wherever the episode goes on; which family holds it, and whether it is open, are facts of the moment.
 */
export const assessment: Aggregate<
  AssessmentState,
  AssessmentCommand,
  AssessmentEvent,
  Clear.AssessmentEvent
> = {
  category: 'assessment',
  initial,
  needs,
  decide,
  evolve,
  corrected,
  forbids,
  relies,
  firstIsAsAny: true,
  families: () => [],
  seen: () => undefined,
};
