import type { AssessmentCommand, AssessmentEvent, CommandOf, EventOf } from '#libs/contracts';
import { help } from './plan.ts';

// The Hills' Families First Assessment, begun while they are helped: of Ava and Ben.

export const one = { ...help, assessment: 'assessment-1' };

const ffa = {
  ...help,
  type: 'FFA',
  formVersion: 'FFA-2026.1',
  children: ['ava', 'ben'],
  startedBy: 'worker-1',
};
export const start = (changes: Partial<CommandOf<'StartAssessment'>['data']> = {}): AssessmentCommand => ({
  type: 'StartAssessment',
  data: { ...ffa, ...changes },
});
export const started = (changes: Partial<EventOf<'AssessmentStarted'>['data']> = {}): AssessmentEvent => ({
  type: 'AssessmentStarted',
  data: { ...ffa, assessment: 'assessment-1', scope: 'FFA', ...changes },
});
export const profile = { type: 'GRADED_CARE_PROFILE', formVersion: 'GCP-2026.1', children: ['ava'] };

const hunger = { ...one, person: 'ava', need: 'NEGLECT', bees: ['BEE.HEA'], severity: 'HIGH' };
const found = { ...hunger, seen: 'No breakfast on most days.', identifiedBy: 'worker-1' };
export const identify = (changes: Partial<CommandOf<'IdentifyNeed'>['data']> = {}): AssessmentCommand => ({
  type: 'IdentifyNeed',
  data: { ...found, ...changes },
});
export const need: AssessmentEvent = { type: 'NeedIdentified', data: found };
export const strength: AssessmentEvent = {
  type: 'StrengthIdentified',
  data: { ...one, strength: 'They eat together on Sundays.', identifiedBy: 'worker-1' },
};
const spoke = (person: string) => ({
  ...{ ...one, person, method: 'OWN_WORDS', said: 'I like Sundays.', recordedBy: 'worker-1' },
});
export const speak = (person: string): AssessmentCommand => ({ type: 'RecordVoice', data: spoke(person) });
export const voice = (person: string): AssessmentEvent => ({ type: 'VoiceRecorded', data: spoke(person) });
const quiet = (person: string) => ({
  ...{ ...one, person, reason: 'DECLINED', recordedBy: 'worker-1' },
});
export const unheard = (person: string): AssessmentEvent => ({
  type: 'VoiceNotObtained',
  data: quiet(person),
});
export const analysis: AssessmentEvent = {
  type: 'AnalysisRecorded',
  data: { ...one, analysis: 'Mornings are hard since the night shifts.', analysedBy: 'worker-1' },
};

export const finding = (child: string) => ({ child, level: 'L2', send: 'NO_SIGN' });
const findings = { ...one, findings: [finding('ava'), finding('ben')], finalisedBy: 'worker-1' };
export const finalise = (
  changes: Partial<CommandOf<'FinaliseAssessment'>['data']> = {},
): AssessmentCommand => ({ type: 'FinaliseAssessment', data: { ...findings, ...changes } });
export const final: AssessmentEvent = { type: 'AssessmentFinalised', data: findings };

export const abandon = (reason: string): AssessmentCommand => ({
  type: 'AbandonAssessment',
  data: { ...one, reason },
});
export const abandoned: AssessmentEvent = {
  type: 'AssessmentAbandoned',
  data: { ...one, reason: 'FAMILY_DECLINED' },
};

/** All that a complete one needs; nobody says it is complete yet. */
export const ready = [started(), need, strength, voice('ava'), unheard('ben'), analysis];
