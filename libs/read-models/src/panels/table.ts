import { FOREVER } from '../projection.ts';
import type { SpanTable } from '../spans.ts';

/**
 * Spans of panels, of their members and of their items; `children`, `lacking`, `conflicted`, `evidence` are JSON.
 * `citations`: positions of the entries that the papers of an item held.
 */
export const panelTables = `
  CREATE TABLE panel_references (
    reference TEXT PRIMARY KEY, panel TEXT NOT NULL, district TEXT NOT NULL, date TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX references_of_panel ON panel_references (panel);
  CREATE TABLE spans_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE spans (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, scheduled INTEGER NOT NULL, panel TEXT NOT NULL,
    reference TEXT NOT NULL, district TEXT NOT NULL, date TEXT NOT NULL, cadence TEXT NOT NULL,
    quorum_rule TEXT NOT NULL, chair TEXT, status TEXT NOT NULL, lacking TEXT
  ) STRICT;
  CREATE INDEX spans_in_order ON spans (scheduled, from_position);
  CREATE TABLE members_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE members (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, known INTEGER NOT NULL, id TEXT NOT NULL,
    panel TEXT NOT NULL, member TEXT NOT NULL, agency TEXT NOT NULL, agency_type TEXT, standing TEXT NOT NULL,
    chairing INTEGER NOT NULL, remote INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX members_in_order ON members (known, from_position);
  CREATE INDEX members_of_panel ON members (panel, known);
  CREATE TABLE items_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE items (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, tabled INTEGER NOT NULL, id TEXT NOT NULL,
    panel TEXT NOT NULL, item TEXT NOT NULL, family TEXT, sending INTEGER, evidence TEXT NOT NULL,
    state TEXT NOT NULL, revision INTEGER NOT NULL, conflicted TEXT NOT NULL, outcome TEXT, children TEXT,
    agency TEXT, keyworker TEXT, decided_by TEXT, reviewed INTEGER NOT NULL, allocation TEXT, deferred_until TEXT
  ) STRICT;
  CREATE TABLE citations (
    entry INTEGER NOT NULL, panel TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (entry, panel, item)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX citations_of_panel ON citations (panel);
  CREATE INDEX items_in_order ON items (tabled, from_position);
  CREATE INDEX items_of_panel ON items (panel, tabled);
  CREATE INDEX panels_of_item ON items (item, tabled);
  CREATE INDEX items_of_conflict ON items (tabled) WHERE until = ${FOREVER} AND conflicted != '[]';
  CREATE INDEX items_left_open ON items (tabled)
    WHERE until = ${FOREVER} AND (state = 'DEFERRED' OR allocation = 'DECLINED');
  CREATE INDEX items_offered ON items (agency) WHERE until = ${FOREVER} AND allocation = 'OFFERED';
`;

export type PanelSpan = {
  readonly scheduled: number;
  readonly panel: string;
  readonly reference: string;
  readonly district: string;
  readonly date: string;
  readonly cadence: string;
  readonly quorum_rule: string;
  readonly chair: string | null;
  readonly status: PanelStatus;
  readonly lacking: string | null;
};

export type MemberSpan = {
  readonly known: number;
  readonly id: string;
  readonly panel: string;
  readonly member: string;
  readonly agency: string;
  readonly agency_type: string | null;
  readonly standing: MemberStanding;
  readonly chairing: number;
  readonly remote: number;
};

export type ItemSpan = {
  readonly tabled: number;
  readonly id: string;
  readonly panel: string;
  readonly item: string;
  readonly family: string | null;
  readonly sending: number | null;
  readonly evidence: string;
  readonly state: ItemState;
  readonly revision: number;
  readonly conflicted: string;
  readonly outcome: string | null;
  readonly children: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly decided_by: string | null;
  readonly reviewed: number;
  readonly allocation: AllocationAnswer | null;
  readonly deferred_until: string | null;
};

export const panelSpans: SpanTable<PanelSpan> = {
  table: 'spans',
  id: 'panel',
  since: 'scheduled',
  columns: [
    'scheduled',
    'panel',
    'reference',
    'district',
    'date',
    'cadence',
    'quorum_rule',
    'chair',
    'status',
    'lacking',
  ],
};

export const memberSpans: SpanTable<MemberSpan> = {
  table: 'members',
  id: 'id',
  since: 'known',
  columns: ['known', 'id', 'panel', 'member', 'agency', 'agency_type', 'standing', 'chairing', 'remote'],
};

export const itemSpans: SpanTable<ItemSpan> = {
  table: 'items',
  id: 'id',
  since: 'tabled',
  columns: [
    'tabled',
    'id',
    'panel',
    'item',
    'family',
    'sending',
    'evidence',
    'state',
    'revision',
    'conflicted',
    'outcome',
    'children',
    'agency',
    'keyworker',
    'decided_by',
    'reviewed',
    'allocation',
    'deferred_until',
  ],
};

export type PanelStatus = 'SCHEDULED' | 'QUORATE' | 'ADJOURNED' | 'CLOSED';
export type MemberStanding = 'EXPECTED' | 'ATTENDED' | 'APOLOGISED';
export type ItemState = 'TABLED' | 'DEFERRED' | 'DECIDED' | 'WITHDRAWN';
export type AllocationAnswer = 'OFFERED' | 'ACCEPTED' | 'DECLINED';

/** A panel as of a position. */
export interface PanelRow {
  readonly panel: string;
  readonly reference: string;
  /** Position of its scheduling. */
  readonly scheduled: number;
  readonly district: string;
  readonly date: string;
  readonly cadence: string;
  readonly quorumRule: string;
  readonly chair: string | null;
  readonly status: PanelStatus;
  /** What its quorum lacked when it was last convened. */
  readonly lacking: readonly string[];
}

/** The days are inclusive. */
export interface PanelFilter {
  readonly district?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Who may be a member of panels: a worker, or whoever is of an agency where they are no worker of the record's. */
export interface Sitter {
  readonly worker?: string | undefined;
  readonly agency: string;
}

/** A panel as it is now, by what says how long its members read its papers. */
export type Board = Pick<PanelRow, 'panel' | 'status' | 'date'>;

export interface PanelMemberRow {
  readonly member: string;
  readonly agency: string;
  readonly agencyType: string | null;
  readonly standing: MemberStanding;
  readonly chairing: boolean;
  readonly remote: boolean;
}

/** A request or an episode on an agenda, as of a position. Nothing of it is personal. */
export interface PanelItemRow {
  readonly panel: string;
  /** A request's stream, or an episode. */
  readonly item: string;
  readonly tabled: number;
  readonly family: string | null;
  readonly sending: number | null;
  readonly evidence: readonly number[];
  readonly state: ItemState;
  /** The version that a form about it sees. */
  readonly revision: number;
  readonly conflicted: readonly string[];
  readonly outcome: string | null;
  /** Child -> level. */
  readonly levels: Readonly<Record<string, string>>;
  /** The agency it was allocated to; where that ended before it answered, its successor. */
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly decidedBy: string | null;
  readonly reviewed: boolean;
  readonly allocation: AllocationAnswer | null;
  readonly deferredUntil: string | null;
}
