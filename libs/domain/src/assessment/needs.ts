import type { AssessmentCommand, StartAssessment } from '#libs/contracts';
import type { Needs } from '../aggregate.ts';
import { copyNeeds } from '../plan/help.ts';
import type { AssessmentState } from './state.ts';

/** What the rule of a command asks of other streams. */
export function needs({ type, data }: AssessmentCommand, { all }: AssessmentState): Needs {
  const { family, episode } = data;
  const ofFamily: Needs = { families: [family], membersOf: family, belongedTo: family };
  switch (type) {
    case 'StartAssessment':
      return {
        ...ofFamily,
        agreementsIn: [family, episode],
        assessmentTypesOf: episode,
        workers: [data.startedBy],
        ...whoseRefusal(data),
      };
    case 'IdentifyNeed':
    case 'IdentifyStrength':
      return { ...ofFamily, workers: [data.identifiedBy], persons: listed(data.person) };
    case 'RecordVoice':
    case 'RecordVoiceNotObtained':
      return {
        ...ofFamily,
        workers: [data.recordedBy],
        persons: [data.person],
        linksOf: [data.person],
      };
    case 'RecordAnalysis':
      return { families: [family], workers: [data.analysedBy] };
    case 'FinaliseAssessment': {
      const children = all.get(data.assessment)?.children ?? [];
      return {
        families: [family],
        workers: [data.finalisedBy],
        persons: children,
        linksOf: children,
        erasedAmong: children,
      };
    }
    case 'SignAssessment':
      return { ...ofFamily, workers: [data.takenBy], persons: data.signedBy, linksOf: data.signedBy };
    case 'DeclineSignature':
      return { ...ofFamily, workers: [data.takenBy], persons: [data.person], linksOf: [data.person] };
    case 'GiveAssessmentCopy':
      return {
        ...ofFamily,
        ...copyNeeds(data.to, all.get(data.assessment)?.tellsOf),
        workers: [data.givenBy],
      };
    case 'WithholdAssessmentCopy':
      return { families: [family], workers: [data.decidedBy], persons: [data.from] };
    case 'AbandonAssessment':
      return { families: [family] };
  }
}

function whoseRefusal({ children, leftOut = [] }: StartAssessment): Needs {
  const refusing = leftOut.flatMap(({ refusedBy }) => refusedBy);
  return { persons: refusing, linksOf: [...children, ...leftOut.map(({ child }) => child), ...refusing] };
}

function listed(id: string | undefined): string[] {
  return id === undefined ? [] : [id];
}
