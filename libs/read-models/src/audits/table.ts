import type { SpanTable } from '../spans.ts';

/**
 * `audits`: how each stood, by spans; `answers`: what was answered to each question, and until which answer after it;
 * `audit_actions`: what is to be done because of one, by spans; `concerns`: where something was found that cannot wait. No text.
 */
export const auditTables = `
  CREATE TABLE audits (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, audit TEXT NOT NULL,
    episode TEXT NOT NULL, held_by TEXT NOT NULL, sample TEXT, reason TEXT, second_of TEXT, auditor TEXT NOT NULL,
    state TEXT NOT NULL, pinned INTEGER, pinned_for TEXT, overall TEXT, moderated TEXT, settled TEXT, dispute TEXT NOT NULL,
    concern INTEGER NOT NULL, nth INTEGER, graded_at TEXT, assigned_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audits_in_order ON audits (since, from_position);
  CREATE INDEX audits_of_episode ON audits (episode);
  CREATE INDEX audits_of_sample ON audits (sample);
  CREATE INDEX audits_of_auditor ON audits (auditor);
  CREATE INDEX audits_held_by ON audits (held_by);
  CREATE INDEX audits_pinned_for ON audits (pinned_for);
  CREATE INDEX audits_second_of ON audits (second_of);
  CREATE INDEX audits_moderated ON audits (auditor, since) WHERE moderated IS NOT NULL;
  CREATE TABLE audits_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE answers (
    audit TEXT NOT NULL, question TEXT NOT NULL, position INTEGER NOT NULL, until INTEGER NOT NULL, answer TEXT NOT NULL,
    grade TEXT, PRIMARY KEY (audit, question, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit_actions (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, action TEXT NOT NULL, audit TEXT NOT NULL,
    owner TEXT NOT NULL, due TEXT NOT NULL, state TEXT NOT NULL, verified_in TEXT
  ) STRICT;
  CREATE INDEX audit_actions_in_order ON audit_actions (since, from_position);
  CREATE TABLE audit_actions_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE concerns (position INTEGER PRIMARY KEY, audit TEXT NOT NULL) STRICT;
`;

/** How far an audit is. */
export type AuditState = 'ASSIGNED' | 'PINNED' | 'GRADED' | 'WITHDRAWN';
export type DisputeState = 'NONE' | 'OPEN' | 'SETTLED';
export type AuditActionState = 'SET' | 'DONE' | 'VERIFIED';

export type AuditSpan = {
  readonly since: number;
  readonly audit: string;
  readonly episode: string;
  readonly held_by: string;
  readonly sample: string | null;
  readonly reason: string | null;
  readonly second_of: string | null;
  readonly auditor: string;
  readonly state: AuditState;
  readonly pinned: number | null;
  readonly pinned_for: string | null;
  readonly overall: string | null;
  readonly moderated: string | null;
  readonly settled: string | null;
  readonly dispute: DisputeState;
  readonly concern: number;
  readonly nth: number | null;
  readonly graded_at: string | null;
  readonly assigned_at: string;
};

export const auditTable: SpanTable<AuditSpan> = {
  table: 'audits',
  id: 'audit',
  since: 'since',
  columns: [
    ...([
      'since',
      'audit',
      'episode',
      'held_by',
      'sample',
      'reason',
      'second_of',
      'auditor',
      'state',
    ] as const),
    ...(['pinned', 'pinned_for', 'overall', 'moderated', 'settled', 'dispute', 'concern', 'nth'] as const),
    ...(['graded_at', 'assigned_at'] as const),
  ],
};

export type AuditActionSpan = {
  readonly since: number;
  readonly action: string;
  readonly audit: string;
  readonly owner: string;
  readonly due: string;
  readonly state: AuditActionState;
  readonly verified_in: string | null;
};

export const auditActionTable: SpanTable<AuditActionSpan> = {
  table: 'audit_actions',
  id: 'action',
  since: 'since',
  columns: ['since', 'action', 'audit', 'owner', 'due', 'state', 'verified_in'],
};

/** An audit as it stood at a position, without its text. */
export interface AuditRow {
  readonly audit: string;
  /** Position at which it was assigned: the list's order and cursor. */
  readonly since: number;
  readonly episode: string;
  /** The family that held the episode when it was assigned. */
  readonly heldBy: string;
  /** The family whose story is looked at, once the view is pinned. */
  readonly pinnedFor: string | null;
  readonly sample: string | null;
  readonly reason: string | null;
  readonly secondOf: string | null;
  /** An account. */
  readonly auditor: string;
  readonly state: AuditState;
  readonly pinned: number | null;
  /** What the auditor gave. */
  readonly overall: string | null;
  readonly moderated: string | null;
  /** The grade that counts: of a dispute that was settled, else the moderator's, else the auditor's. */
  readonly grade: string | null;
  readonly dispute: DisputeState;
  readonly concern: boolean;
  /** How many the auditor had graded with it. */
  readonly nth: number | null;
  readonly assignedAt: string;
  readonly gradedAt: string | null;
}

export interface AuditFilter {
  readonly auditor?: string | undefined;
  readonly sample?: string | undefined;
  readonly episode?: string | undefined;
  readonly state?: AuditState | undefined;
  readonly concern?: boolean | undefined;
  readonly disputed?: boolean | undefined;
  /** Graded so, or among so many first of an auditor, and not moderated yet. */
  readonly awaiting?: { readonly grades: readonly string[]; readonly first: number } | undefined;
}

export interface AuditActionRow {
  readonly action: string;
  readonly since: number;
  readonly audit: string;
  readonly owner: string;
  readonly due: string;
  readonly state: AuditActionState;
  readonly verifiedIn: string | null;
}

export interface AuditActionFilter {
  readonly owner?: string | undefined;
  readonly state?: AuditActionState | undefined;
  /** Not done, and due before this day. */
  readonly dueBefore?: string | undefined;
}
