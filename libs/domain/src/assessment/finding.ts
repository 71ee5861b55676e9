import { Rejected } from '#libs/contracts';
import type {
  AssessmentEvent,
  FinaliseAssessment,
  IdentifyNeed,
  IdentifyStrength,
  RecordAnalysis,
  RecordVoice,
  RecordVoiceNotObtained,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { recordsOf } from '../disclosure/bars.ts';
import { activeWorker, livingPerson } from '../eligibility.ts';
import { checkBelongs, checkOfFamily, helpFor, isThere } from '../plan/help.ts';
import { isWhole, lacking, openAssessment, openOn, type Assessment, type AssessmentState } from './state.ts';

type Within = { readonly family: string; readonly episode: string; readonly assessment: string };

/** What is found is found in an assessment that was open on the day, of help that is, by a worker at work. */
function within(told: Told<Within>, by: string, state: AssessmentState, facts: Facts): Assessment {
  helpFor(told, facts);
  activeWorker(facts, by, dayOf(told));
  return openOn(state, told.data.assessment, dayOf(told));
}

function checkWhose(person: string | undefined, told: Told<unknown>, facts: Facts): void {
  if (person === undefined) return;
  livingPerson(facts, person, dayOf(told));
  checkBelongs(person, facts);
}

export function identifyNeed(
  told: Told<IdentifyNeed>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { data } = told;
  within(told, data.identifiedBy, state, facts);
  checkWhose(data.person, told, facts);
  checkNeed(data);
  return [{ type: 'NeedIdentified', data }];
}

/** Each Bee and each headline once, and what shows it: DUPLICATE_VALUE, REQUIRED. */
export function checkNeed({
  bees,
  headlines = [],
  seen,
}: Pick<IdentifyNeed, 'bees' | 'headlines' | 'seen'>): void {
  checkDistinct(bees, 'bees');
  checkDistinct(headlines, 'headlines');
  checkSaid(seen, 'seen');
}

export function identifyStrength(
  told: Told<IdentifyStrength>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { data } = told;
  within(told, data.identifiedBy, state, facts);
  checkWhose(data.person, told, facts);
  checkStrength(data);
  return [{ type: 'StrengthIdentified', data }];
}

export function checkStrength({ bees = [], strength }: Pick<IdentifyStrength, 'bees' | 'strength'>): void {
  checkDistinct(bees, 'bees');
  checkSaid(strength, 'strength');
}

/** Somebody of the family, or a parent responsible for somebody of it, wherever they live, is heard. */
export function recordVoice(
  told: Told<RecordVoice>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { data } = told;
  within(told, data.recordedBy, state, facts);
  livingPerson(facts, data.person, dayOf(told));
  checkOfFamily(data.person, facts);
  checkSaid(data.said, 'said');
  return [{ type: 'VoiceRecorded', data }];
}

export function recordVoiceNotObtained(
  told: Told<RecordVoiceNotObtained>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { data } = told;
  within(told, data.recordedBy, state, facts);
  checkOfFamily(data.person, facts);
  checkWhyNotHeard(data);
  return [{ type: 'VoiceNotObtained', data }];
}

/** Another reason than those of the list is said in words: REQUIRED. */
export function checkWhyNotHeard({ reason, note }: Pick<RecordVoiceNotObtained, 'reason' | 'note'>): void {
  if (note !== undefined || reason === 'OTHER') checkSaid(note ?? '', 'note');
}

export function recordAnalysis(
  told: Told<RecordAnalysis>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { data } = told;
  within(told, data.analysedBy, state, facts);
  checkSaid(data.analysis, 'analysis');
  return [{ type: 'AnalysisRecorded', data }];
}

/**
 * I9: complete once a need, a strength and the analysis are there, and of each child still helped a voice or why not, and a
 * finding; a whole assessment proposes a level for each, and says what was found of special educational needs.
 */
export function finaliseAssessment(
  told: Told<FinaliseAssessment>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { data } = told;
  const { children } = helpFor(told, facts);
  activeWorker(facts, data.finalisedBy, dayOf(told));
  const assessment = openAssessment(state, data.assessment);
  const missing = lacking(assessment);
  if (missing !== undefined) throw new Rejected('ASSESSMENT_INCOMPLETE', { missing });
  const { heard } = assessment;
  const found = data.findings.map(({ child }) => child);
  checkDistinct(found, 'findings');
  for (const child of found) checkAssessed(child, assessment, facts);
  for (const child of assessment.children) {
    const records = recordsOf(child, facts);
    const isHelped = records.some((record) => children.has(record));
    if (!isHelped || !isThere(child, told, facts)) continue;
    if (!records.some((record) => heard.has(record)))
      throw new Rejected('ASSESSMENT_INCOMPLETE', { missing: 'voice', child });
    if (!found.includes(child)) throw new Rejected('REQUIRED', { field: 'findings' });
  }
  checkFindings(data.findings, assessment);
  return [{ type: 'AssessmentFinalised', data }];
}

/** A child of the assessment, whose record is there still: NOT_ASSESSED, SUBJECT_ERASED. */
function checkAssessed(child: string, { children }: Assessment, { erased }: Facts): void {
  if (!children.includes(child)) throw new Rejected('NOT_ASSESSED', { child });
  if (erased.has(child)) throw new Rejected('SUBJECT_ERASED', { subject: child });
}

/** Of a whole assessment each finding says a level and what was found of special educational needs: REQUIRED. */
function checkFindings(findings: FinaliseAssessment['findings'], assessment: Assessment): void {
  if (!isWhole(assessment)) return;
  findings.forEach(({ level, send }, at) => {
    if (level === undefined) throw new Rejected('REQUIRED', { field: `findings.${at}.level` });
    if (send === undefined) throw new Rejected('REQUIRED', { field: `findings.${at}.send` });
  });
}
