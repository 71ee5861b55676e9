import type { AuditActionState } from '../audits/table.ts';

/** Who said it, by account, and when it was recorded. */
interface Said {
  readonly by: string;
  readonly at: string;
}

export interface AuditAnswerAsOf extends Said {
  readonly question: string;
  readonly answer: string;
  readonly grade: string | null;
  /** Ids of entries. */
  readonly evidence: readonly string[];
  readonly comment: string | null;
}

export interface AuditGradedAsOf extends Said {
  readonly overall: string;
  /** What the auditor chose, where the whole was capped, and the questions that capped it. */
  readonly chosen: string | null;
  readonly cappedBy: readonly string[];
  readonly summary: string | null;
}

export interface ImmediateConcernAsOf extends Said {
  readonly position: number;
  readonly questions: readonly string[];
  readonly what: string | null;
  /** A worker. */
  readonly told: string | null;
}

export interface ReflectionAsOf extends Said {
  readonly practitioner: string;
  readonly reflection: string | null;
}

export interface FeedbackAsOf extends Said {
  /** A person, by the bare id. */
  readonly giver: string;
  readonly feedback: string | null;
}

/** A grade that somebody else than the auditor gave. */
export interface JudgedAsOf extends Said {
  readonly grade: string;
  readonly changed: boolean;
  readonly reason: string | null;
}

export interface AuditActionAsOf {
  readonly action: string;
  readonly owner: string;
  readonly due: string;
  readonly state: AuditActionState;
  readonly what: string | null;
  readonly setAt: string;
  readonly doneAt: string | null;
  readonly note: string | null;
  readonly verifiedIn: string | null;
}

/** What an audit says; a text is null where nothing was said, or where its key is gone. */
export interface AuditText {
  /** Something that was said in it is erased. */
  readonly erased: boolean;
  readonly answers: readonly AuditAnswerAsOf[];
  readonly graded: AuditGradedAsOf | null;
  readonly concerns: readonly ImmediateConcernAsOf[];
  readonly reflections: readonly ReflectionAsOf[];
  readonly feedback: readonly FeedbackAsOf[];
  readonly moderation: JudgedAsOf | null;
  readonly dispute: (Said & { readonly reason: string | null }) | null;
  readonly resolution: JudgedAsOf | null;
  readonly actions: readonly AuditActionAsOf[];
}
