import type { AsOfPoint } from '../as-of.ts';
import type { ModelRows } from '../model-reader.ts';
import { orNull } from '../or-null.ts';
import { nothingUnseen } from '../unseen.ts';
import type { AuditText } from './audit-text-rows.ts';
import { isErasedIn } from './help/plan-as-of.ts';
import { ofStream } from './pages.ts';
import { placeOf } from './place-of.ts';
import { tell, type Telling } from './told.ts';

type Draft = {
  -readonly [K in keyof AuditText]: AuditText[K] extends readonly (infer E)[] ? E[] : AuditText[K];
};

const telling: Telling<Draft> = {
  QuestionAnswered: (draft, { data, recordedAt: at }) => {
    const { question, answer, evidence = [], answeredBy: by } = data;
    const others = draft.answers.filter((each) => each.question !== question);
    draft.answers = [...others, { question, answer, evidence, by, at, ...orNull(data, 'grade', 'comment') }];
  },
  AuditGraded: (draft, { data, recordedAt: at }) => {
    const { overall, cappedBy = [], gradedBy: by } = data;
    draft.graded = { overall, cappedBy, by, at, ...orNull(data, 'chosen', 'summary') };
  },
  ImmediateConcernRaised: ({ concerns }, { data, position, recordedAt: at }) => {
    const { questions = [], raisedBy: by } = data;
    concerns.push({ position, questions, by, at, ...orNull(data, 'what', 'told') });
  },
  PractitionerReflectionAdded: ({ reflections }, { data, recordedAt: at }) => {
    const { practitioner, recordedBy: by } = data;
    reflections.push({ practitioner, by, at, ...orNull(data, 'reflection') });
  },
  FamilyFeedbackAdded: ({ feedback }, { data, recordedAt: at }) => {
    const { giver, recordedBy: by } = data;
    feedback.push({ giver, by, at, ...orNull(data, 'feedback') });
  },
  AuditModerated: (draft, { data, recordedAt: at }) => {
    const { grade, changed, moderatedBy: by } = data;
    draft.moderation = { grade, changed, by, at, ...orNull(data, 'reason') };
  },
  GradeDisputed: (draft, { data, recordedAt: at }) => {
    draft.dispute = { by: data.disputedBy, at, ...orNull(data, 'reason') };
  },
  GradeDisputeResolved: (draft, { data, recordedAt: at }) => {
    const { grade, changed, resolvedBy: by } = data;
    draft.resolution = { grade, changed, by, at, ...orNull(data, 'reason') };
  },
  AuditActionSet: ({ actions }, { data, recordedAt: setAt }) => {
    const { action, owner, due } = data;
    const open = { state: 'SET', doneAt: null, note: null, verifiedIn: null } as const;
    actions.push({ action, owner, due, setAt, ...open, ...orNull(data, 'what') });
  },
  AuditActionDone: (draft, { data, recordedAt: doneAt }) =>
    act(draft, data.action, { state: 'DONE', doneAt, ...orNull(data, 'note') }),
  AuditActionVerified: (draft, { data: { action, verifiedIn } }) =>
    act(draft, action, { state: 'VERIFIED', verifiedIn }),
};

function act(draft: Draft, action: string, changes: Partial<AuditText['actions'][number]>): void {
  draft.actions = draft.actions.map((each) => (each.action === action ? { ...each, ...changes } : each));
}

/** What audits say in words, folded from their own streams: opened while their keys are there. */
export class AuditTextsReader {
  readonly #model: ModelRows;
  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** All that an audit says, of each question the last answer; what rests on an entry that is not there for whoever asks without words. */
  text(audit: string, at: AsOfPoint): AuditText {
    const tables = this.#model.tables();
    const scope = ofStream(audit, at);
    const draft: Draft = {
      erased: isErasedIn(tables, scope, at),
      ...{ answers: [], concerns: [], reflections: [], feedback: [], actions: [] },
      ...{ graded: null, moderation: null, dispute: null, resolution: null },
    };
    const told = tell(tables, { scope, at, telling }, draft);
    const { unseen = nothingUnseen } = at;
    const isSeen = (entry: string): boolean => {
      const { families = [], subjects = [] } = placeOf(tables, entry) ?? {};
      return (
        !families.some((each) => unseen.families.has(each)) &&
        !subjects.some((each) => unseen.persons.has(each))
      );
    };
    const answers = told.answers.map(({ evidence, ...answer }) => {
      const seen = evidence.filter(isSeen);
      return { ...answer, evidence: seen, ...(seen.length < evidence.length && { comment: null }) };
    });
    return { ...told, answers };
  }
}
