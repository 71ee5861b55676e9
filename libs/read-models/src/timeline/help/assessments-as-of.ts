import { assessmentsOf, type Opened } from '#libs/contracts';
import type { AsOfPoint } from '../../as-of.ts';
import { orNull } from '../../or-null.ts';
import type { Tables } from '../../projection.ts';
import type { AssessmentAsOf, AssessmentsAsOf } from './assessment-rows.ts';
import { withLineageIn } from '../lineage.ts';
import { isErasedIn, revisionIn, type OfHelp } from './plan-as-of.ts';
import { tell, type Telling, type ToldEvent } from '../told.ts';

type Draft = Map<string, AssessmentAsOf>;
type Type = Opened.AssessmentEvent['type'];

const nothing = {
  status: 'OPEN',
  ...{ needs: [], strengths: [], voices: [], analyses: [], findings: [] },
  ...{ finalisedBy: null, finalisedOn: null, signatures: [], copies: [], withheld: [] },
  ...{ abandonedOn: null, abandonReason: null, abandonNote: null },
} as const;

const telling: Telling<Draft> = {
  AssessmentStarted: (draft, { data, occurredAt: on }) => {
    const { assessment, episode, scope, children, startedBy } = data;
    const leftOut = (data.leftOut ?? []).map(({ child, refusedBy, ...said }) => ({
      child,
      refusedBy,
      ...orNull(said, 'reason'),
    }));
    const begun = { assessment, episode, scope, children, startedBy, leftOut, on };
    draft.set(assessment, { ...nothing, ...begun, ...orNull(data, 'type', 'formVersion') });
  },
  NeedIdentified: (draft, event) =>
    changed(draft, event, ({ needs }) => ({
      needs: [
        ...needs,
        {
          ...{ id: event.id, on: event.occurredAt, identifiedBy: event.data.identifiedBy },
          ...orNull(event.data, 'person', 'need', 'bees', 'headlines', 'severity', 'seen'),
        },
      ],
    })),
  StrengthIdentified: (draft, event) =>
    changed(draft, event, ({ strengths }) => ({
      strengths: [
        ...strengths,
        {
          ...{ id: event.id, on: event.occurredAt, identifiedBy: event.data.identifiedBy },
          ...orNull(event.data, 'person', 'strength', 'bees'),
        },
      ],
    })),
  VoiceRecorded: (draft, event) =>
    changed(draft, event, ({ voices }) => ({
      voices: [
        ...voices,
        { ...voiceOf(event), heard: true, ...orNull(event.data, 'method', 'said'), reason: null, note: null },
      ],
    })),
  VoiceNotObtained: (draft, event) =>
    changed(draft, event, ({ voices }) => ({
      voices: [
        ...voices,
        {
          ...voiceOf(event),
          heard: false,
          method: null,
          said: null,
          ...orNull(event.data, 'reason', 'note'),
        },
      ],
    })),
  AnalysisRecorded: (draft, event) =>
    changed(draft, event, ({ analyses }) => {
      const { analysedBy } = event.data;
      const said = orNull(event.data, 'analysis');
      return { analyses: [...analyses, { id: event.id, on: event.occurredAt, analysedBy, ...said }] };
    }),
  AssessmentFinalised: (draft, event) =>
    changed(draft, event, () => ({
      status: 'FINAL',
      finalisedBy: event.data.finalisedBy,
      finalisedOn: event.occurredAt,
      findings: event.data.findings.map(({ child, ...said }) => ({
        child,
        ...orNull(said, 'level', 'send'),
      })),
    })),
  FamilySigned: (draft, event) =>
    changed(draft, event, ({ signatures }) => {
      const { signedBy, takenBy } = event.data;
      const signed = { signed: true, on: event.occurredAt, takenBy, reason: null };
      return { signatures: [...signatures, ...signedBy.map((person) => ({ person, ...signed }))] };
    }),
  SignatureDeclined: (draft, event) =>
    changed(draft, event, ({ signatures }) => {
      const { person, takenBy } = event.data;
      const declined = { person, signed: false, on: event.occurredAt, takenBy };
      return { signatures: [...signatures, { ...declined, ...orNull(event.data, 'reason') }] };
    }),
  AssessmentCopyGiven: (draft, event) =>
    changed(draft, event, ({ copies }) => {
      const { to, how, givenBy } = event.data;
      return { copies: [...copies, { to, how, givenBy, on: event.occurredAt }] };
    }),
  AssessmentCopyWithheld: (draft, event) =>
    changed(draft, event, ({ withheld }) => {
      const { from, nobodyElse, decidedBy } = event.data;
      const to = { from, nobodyElse, decidedBy, on: event.occurredAt };
      return { withheld: [...withheld, { ...to, ...orNull(event.data, 'reason') }] };
    }),
  AssessmentAbandoned: (draft, event) =>
    changed(draft, event, () => ({
      status: 'ABANDONED',
      abandonedOn: event.occurredAt,
      abandonReason: event.data.reason ?? null,
      abandonNote: event.data.note ?? null,
    })),
};

function changed(
  draft: Draft,
  { data: { assessment: id } }: ToldEvent<Type>,
  change: (before: AssessmentAsOf) => Partial<AssessmentAsOf>,
): void {
  const before = draft.get(id);
  if (before !== undefined) draft.set(id, { ...before, ...change(before) });
}

function voiceOf({ id, data, occurredAt: on }: ToldEvent<'VoiceRecorded' | 'VoiceNotObtained'>) {
  const { person, recordedBy } = data;
  return { id, person, recordedBy, on };
}

/**
 * The assessments of an episode in a family's story by then, as of both axes, in the order in which they were recorded:
 * where the episode went on in another family, what was assessed there is that one's.
 */
export function assessmentsAsOf(tables: Tables, { family, episode }: OfHelp, at: AsOfPoint): AssessmentsAsOf {
  const scope = withLineageIn(tables, assessmentsOf(episode), family, at);
  const told = tell(tables, { scope, at, telling }, new Map<string, AssessmentAsOf>());
  return {
    episode,
    revision: revisionIn(tables, scope, at),
    erased: isErasedIn(tables, scope, at),
    assessments: [...told.values()],
  };
}
