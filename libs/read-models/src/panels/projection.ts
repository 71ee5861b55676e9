import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { SPAN, type Projection, type Tables } from '../projection.ts';
import { Spans, WITHIN_STREAM } from '../spans.ts';
import {
  itemSpans,
  memberSpans,
  panelSpans,
  panelTables,
  type ItemSpan,
  type MemberSpan,
  type PanelSpan,
} from './table.ts';

const ofPanels = new Spans<PanelSpan>(panelSpans);
const ofMembers = new Spans<MemberSpan>(memberSpans);
const ofItems = new Spans<ItemSpan>(itemSpans);

/** Panels, who was expected and came, and what became of every item: each a row a stretch of positions. */
export const panels: Projection = {
  name: 'panels',
  version: 7,
  tables: panelTables,
  retold: [
    {
      category: 'panel',
      tables: [
        ...ofPanels.retold,
        { table: 'panel_references', where: 'panel = ?' },
        { table: 'members', where: 'panel = ?', spans: SPAN },
        { table: 'members_since', where: WITHIN_STREAM },
        { table: 'items', where: 'panel = ?', spans: SPAN },
        { table: 'items_since', where: WITHIN_STREAM },
        { table: 'citations', where: 'panel = ?' },
      ],
    },
  ],
  on: {
    PanelScheduled: schedule,
    PanelMemberExpected: (fact, tables) => member(fact, tables, { standing: 'EXPECTED' }),
    PanelMemberAttended: (fact, tables) => {
      const { agencyType, chairing, remote } = fact.data;
      member(fact, tables, {
        standing: 'ATTENDED',
        agency_type: agencyType,
        chairing: Number(chairing),
        remote: Number(remote),
      });
    },
    PanelMemberApologised: (fact, tables) =>
      member(fact, tables, { standing: 'APOLOGISED', chairing: 0, remote: 0 }),
    PanelQuorate: (fact, tables) => panel(fact, tables, { status: 'QUORATE', lacking: null }),
    PanelAdjourned: (fact, tables) =>
      panel(fact, tables, { status: 'ADJOURNED', lacking: JSON.stringify(fact.data.lacking) }),
    PanelClosed: (fact, tables) => panel(fact, tables, { status: 'CLOSED' }),
    ItemTabled: table,
    ItemWithdrawn: (fact, tables) => item(fact, tables, () => ({ state: 'WITHDRAWN' })),
    ConflictOfInterestDeclared: (fact, tables) =>
      item(fact, tables, ({ conflicted }) => {
        const known = JSON.parse(conflicted) as string[];
        return { conflicted: JSON.stringify([...known, fact.data.member]) };
      }),
    ItemDecided: (fact, tables) => item(fact, tables, () => ({ ...decided(fact), reviewed: 0 })),
    DecisionReviewed: (fact, tables) => item(fact, tables, () => ({ ...decided(fact), reviewed: 1 })),
    ItemDeferred: (fact, tables) =>
      item(fact, tables, () => ({ state: 'DEFERRED', deferred_until: fact.data.until })),
    AllocationOffered: (fact, tables) => {
      const { agency } = fact.data;
      item(fact, tables, () => ({ allocation: 'OFFERED', agency }));
    },
    AllocationAccepted: (fact, tables) => {
      const { keyworker } = fact.data;
      item(fact, tables, () => ({ allocation: 'ACCEPTED', keyworker }));
    },
    AllocationDeclined: (fact, tables) => item(fact, tables, () => ({ allocation: 'DECLINED' })),
  },
};

function schedule(fact: FactOf<'PanelScheduled'>, tables: Tables): void {
  const { reference, district, date, cadence, quorumRule, chair = null } = fact.data;
  tables.run(
    'INSERT INTO panel_references (reference, panel, district, date) VALUES (?, ?, ?, ?)',
    reference,
    fact.stream,
    district,
    date,
  );
  ofPanels.begin(tables, {
    scheduled: fact.position,
    panel: fact.stream,
    reference,
    district,
    date,
    cadence,
    quorum_rule: quorumRule,
    chair,
    status: 'SCHEDULED',
    lacking: null,
  });
}

function panel({ stream, position }: Fact, tables: Tables, changes: Partial<PanelSpan>): void {
  ofPanels.change(tables, position, stream, () => changes);
}

type OfMember = Extract<Opened.PanelEvent, { data: { member: string; agency: string } }>;

function member(fact: Fact<OfMember>, tables: Tables, changes: Partial<MemberSpan>): void {
  const { member: worker, agency } = fact.data;
  const id = `${fact.stream} ${worker}`;
  if (isKnown('members', id, tables)) {
    ofMembers.change(tables, fact.position, id, () => ({ agency, ...changes }));
    return;
  }
  ofMembers.begin(tables, {
    known: fact.position,
    id,
    panel: fact.stream,
    member: worker,
    agency,
    agency_type: null,
    standing: 'EXPECTED',
    chairing: 0,
    remote: 0,
    ...changes,
  });
}

function table(fact: FactOf<'ItemTabled'>, tables: Tables): void {
  const { item: tabled, family = null, sending = null, evidencePositions } = fact.data;
  const entered = {
    family,
    sending,
    evidence: JSON.stringify(evidencePositions),
    state: 'TABLED',
    revision: fact.stored.revision,
    outcome: null,
    children: null,
    agency: null,
    keyworker: null,
    decided_by: null,
    reviewed: 0,
    allocation: null,
    deferred_until: null,
  } as const;
  for (const entry of evidencePositions)
    tables.run(
      'INSERT OR IGNORE INTO citations (entry, panel, item) VALUES (?, ?, ?)',
      entry,
      fact.stream,
      tabled,
    );
  const id = itemId(fact.stream, tabled);
  if (isKnown('items', id, tables)) {
    ofItems.change(tables, fact.position, id, () => entered);
    return;
  }
  const conflicted = '[]';
  ofItems.begin(tables, {
    tabled: fact.position,
    id,
    panel: fact.stream,
    item: tabled,
    conflicted,
    ...entered,
  });
}

type OfItem = Extract<Opened.PanelEvent, { data: { item: string } }>;

function item(fact: Fact<OfItem>, tables: Tables, changes: (item: ItemSpan) => Partial<ItemSpan>): void {
  const { revision } = fact.stored;
  const { family } = fact.data;
  ofItems.change(tables, fact.position, itemId(fact.stream, fact.data.item), (last) => ({
    ...changes(last),
    ...(family === undefined ? {} : { family }),
    revision,
  }));
}

function decided({ data }: FactOf<'ItemDecided' | 'DecisionReviewed'>): Partial<ItemSpan> {
  const { outcome, children = [], agency = null, keyworker = null, decidedBy } = data;
  const levels = Object.fromEntries(children.map(({ child, level }) => [child, level]));
  return {
    state: 'DECIDED',
    outcome,
    children: JSON.stringify(levels),
    agency,
    keyworker,
    decided_by: decidedBy,
    allocation: null,
    deferred_until: null,
  };
}

function itemId(stream: string, tabled: string): string {
  return `${stream} ${tabled}`;
}

function isKnown(of: 'members' | 'items', id: string, tables: Tables): boolean {
  return tables.one(`SELECT since FROM ${of}_since WHERE id = ?`, id) !== undefined;
}
