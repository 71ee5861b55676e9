import { Rejected } from '#libs/contracts';
import type { AssessmentEvent, EventOf } from '#libs/contracts';
import type { Around, Facts } from '../aggregate.ts';
import { checkRationale, checkSaid } from '../checks.ts';
import { checkAtWork } from '../correction/named.ts';
import { checkSameAbout, differs, stood, type CorrectedFact } from '../correction/stood.ts';
import { dayOf } from '../days.ts';
import { checkNeed, checkStrength, checkWhyNotHeard } from './finding.ts';
import { checkForm } from './starting.ts';

type DataOf<T extends AssessmentEvent['type']> = EventOf<T>['data'];
type Checks = { readonly [T in AssessmentEvent['type']]?: (data: DataOf<T>, known: CorrectedFact) => void };

/** A corrected fact is one that its own command could have recorded where it stands. Who it names is not corrected. */
export function corrected(event: AssessmentEvent, around: Around, facts: Facts): AssessmentEvent {
  const check = CHECKS[event.type] as
    ((data: AssessmentEvent['data'], known: CorrectedFact) => void) | undefined;
  check?.(event.data, { around, facts });
  return event;
}

const CHECKS: Checks = {
  AssessmentStarted: (started, known) => {
    const { leftOut = [], startedBy } = started;
    for (const field of ['type', 'scope'] as const)
      if (differs(started, field, known)) throw new Rejected('OTHER_RECORD', { field });
    checkForm(started, dayOf(known.around), known.facts);
    checkSameAbout('leftOut', leftOut, known);
    leftOut.forEach(({ reason }, at) => checkRationale(reason, `leftOut.${at}.reason`));
    checkAtWork(startedBy, known);
  },
  NeedIdentified: (need, known) => {
    checkNeed(need);
    checkAtWork(need.identifiedBy, known);
  },
  StrengthIdentified: (strength, known) => {
    checkStrength(strength);
    checkAtWork(strength.identifiedBy, known);
  },
  VoiceRecorded: ({ said, recordedBy }, known) => {
    checkSaid(said, 'said');
    checkAtWork(recordedBy, known);
  },
  VoiceNotObtained: (voice, known) => {
    checkWhyNotHeard(voice);
    checkAtWork(voice.recordedBy, known);
  },
  AnalysisRecorded: ({ analysis, analysedBy }, known) => {
    checkSaid(analysis, 'analysis');
    checkAtWork(analysedBy, known);
  },
  AssessmentFinalised: ({ findings, finalisedBy }, known) => {
    checkSameAbout('findings', findings, known);
    checkNoneLost(findings, known);
    checkAtWork(finalisedBy, known);
  },
  FamilySigned: ({ takenBy }, known) => checkAtWork(takenBy, known),
  SignatureDeclined: ({ reason, takenBy }, known) => {
    if (reason !== undefined) checkSaid(reason, 'reason');
    checkAtWork(takenBy, known);
  },
};

type Finding = { readonly level?: string; readonly send?: string };

/** What a finding says may become other, and not nothing: REQUIRED. */
function checkNoneLost(now: readonly Finding[], known: CorrectedFact): void {
  const before = (stood(known)['findings'] ?? []) as readonly Finding[];
  now.forEach((finding, at) => {
    for (const field of ['level', 'send'] as const)
      if (before[at]?.[field] !== undefined && finding[field] === undefined)
        throw new Rejected('REQUIRED', { field: `findings.${at}.${field}` });
  });
}
