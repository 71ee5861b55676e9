import type { Opened } from '#libs/contracts';
import { after, count, lower, type Say } from './wording.ts';

type DataOf<T extends Opened.AssessmentEvent['type']> = Extract<Opened.AssessmentEvent, { type: T }>['data'];

/** A sentence for each event of the assessments of a family's help. */
export const assessmentSummaries: {
  readonly [T in Opened.AssessmentEvent['type']]: (data: DataOf<T>, say: Say) => string;
} = {
  AssessmentStarted: ({ type, children, leftOut = [] }, say) =>
    `${say('assessment-type', type) || 'Assessment'} started: ${count(children.length, 'child', 'children')}${leftOut.length > 0 ? `, ${leftOut.length} left out` : ''}`,
  NeedIdentified: ({ need, severity, seen }, say) =>
    `Need identified${after(': ', lower(say('need', need)))}${after(', ', lower(say('need-severity', severity)))}${after(': ', seen)}`,
  StrengthIdentified: ({ strength }) => `Strength identified${after(': ', strength)}`,
  VoiceRecorded: ({ method, said }, say) =>
    `Voice recorded${after(', ', lower(say('voice-method', method)))}${after(': ', said)}`,
  VoiceNotObtained: ({ reason, note }, say) =>
    `Voice not obtained${after(': ', lower(say('voice-not-obtained-reason', reason)))}${after(': ', note)}`,
  AnalysisRecorded: ({ analysis }) => `Analysis recorded${after(': ', analysis)}`,
  AssessmentFinalised: ({ findings }) =>
    `Assessment complete: ${count(findings.length, 'child', 'children')}`,
  FamilySigned: ({ signedBy }) => `Assessment signed by ${count(signedBy.length, 'person', 'people')}`,
  SignatureDeclined: ({ reason }) => `Signature declined${after(': ', reason)}`,
  AssessmentCopyGiven: ({ how }, say) => `Copy of the assessment given (${say('contact-method', how)})`,
  AssessmentCopyWithheld: ({ reason }) => `Copy of the assessment withheld${after(': ', reason)}`,
  AssessmentAbandoned: ({ reason, note }, say) =>
    `Assessment given up${after(': ', lower(say('assessment-abandon-reason', reason)))}${after(': ', note)}`,
};
