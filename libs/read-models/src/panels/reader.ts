import { listPage } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import { FOREVER, type Value } from '../projection.ts';
import type {
  Board,
  ItemSpan,
  MemberSpan,
  PanelItemRow,
  PanelFilter,
  PanelMemberRow,
  PanelRow,
  PanelSpan,
  Sitter,
} from './table.ts';

/** Panels and their agendas. `position` is what an answer is as of, inclusive; without it the newest. */
export class PanelsReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  panel(panel: string, position = NEWEST): PanelRow | undefined {
    const row = this.#model.tables().one<PanelSpan>(
      `SELECT s.* FROM spans_since p CROSS JOIN spans s ON s.scheduled = p.since
       WHERE p.id = ? AND s.from_position <= ? AND s.until > ? ORDER BY s.from_position DESC LIMIT 1`,
      panel,
      position,
      position,
    );
    return row && panelOf(row);
  }

  /** In the order in which they were scheduled. */
  list({ district, from, to }: PanelFilter, position = NEWEST, page?: PageRequest): Page<PanelRow> {
    const between = { column: 'date', from, to };
    const asked = { filter: { district }, between, position, toNode: panelOf };
    const tables = this.#model.tables();
    return listPage<PanelSpan, PanelRow>(tables, { table: 'spans', key: 'scheduled', ...asked }, page);
  }

  /** The panel's stream. */
  byReference(reference: string): string | undefined {
    const sql = 'SELECT panel FROM panel_references WHERE reference = ?';
    return this.#model.tables().one<{ panel: string }>(sql, reference)?.panel;
  }

  /** The panel of a district on a day. */
  onDay(district: string, date: string): string | undefined {
    const sql = 'SELECT panel FROM panel_references WHERE district = ? AND date = ?';
    return this.#model.tables().one<{ panel: string }>(sql, district, date)?.panel;
  }

  /** The district's next panel, not yet closed, on the day or later. */
  next(district: string, day: string): PanelRow | undefined {
    const row = this.#model.tables().one<PanelSpan>(
      `SELECT * FROM spans WHERE district = ? AND date >= ? AND status != 'CLOSED'
         AND from_position <= ? AND until > ? ORDER BY date LIMIT 1`,
      district,
      day,
      NEWEST,
      NEWEST,
    );
    return row && panelOf(row);
  }

  /** Those expected, present and excused, in the order in which they became known. */
  members(panel: string, position = NEWEST): PanelMemberRow[] {
    return this.#model
      .tables()
      .all<MemberSpan>(
        'SELECT * FROM members WHERE panel = ? AND from_position <= ? AND until > ? ORDER BY known',
        panel,
        position,
        position,
      )
      .map(memberOf);
  }

  /** The agenda, in the order in which it was tabled. */
  items(panel: string, position = NEWEST): PanelItemRow[] {
    const sql = 'SELECT * FROM items WHERE panel = ? AND from_position <= ? AND until > ? ORDER BY tabled';
    return this.#items(sql, panel, position, position);
  }

  /** The items, as they are now, whose papers held the entry at a position. */
  citing(entry: number): PanelItemRow[] {
    return this.#items(
      `SELECT i.* FROM citations c CROSS JOIN items i ON i.panel = c.panel AND i.item = c.item
       WHERE c.entry = ? AND i.until = ${FOREVER} ORDER BY i.tabled`,
      entry,
    );
  }

  /** The panels that had a request or an episode on their agenda by then, the earliest first. */
  panelsOf(item: string, position = NEWEST): string[] {
    const sql = 'SELECT DISTINCT panel FROM items WHERE item = ? AND tabled <= ? ORDER BY tabled';
    const rows = this.#model.tables().all<{ panel: string }>(sql, item, position);
    return rows.map(({ panel }) => panel);
  }

  /**
   * Where panels are with a request or an episode now: of a request's last sending the one that decided, else the last; of
   * an episode, which may come before a panel again, the last.
   */
  item(item: string): PanelItemRow | undefined {
    return this.#items(
      `SELECT * FROM items WHERE item = ? AND until = ${FOREVER}
       ORDER BY sending DESC, sending NOT NULL AND state = 'DECIDED' AND allocation IS NOT 'DECLINED' DESC,
         tabled DESC LIMIT 1`,
      item,
    )[0];
  }

  /** The panels, as they are now, that have any of these on their agenda and that somebody sits on. */
  boardsOf(items: readonly string[], sitter: Sitter): Board[] {
    return this.#boards(
      'json_each(?1) asked CROSS JOIN items i ON i.item = asked.value',
      JSON.stringify(items),
      sitter,
    );
  }

  /** The same whose papers, of something on their agenda, held the entry at a position. */
  boardsCiting(entry: number, sitter: Sitter): Board[] {
    const cited = 'citations e CROSS JOIN items i ON e.entry = ?1 AND i.panel = e.panel AND i.item = e.item';
    return this.#boards(cited, entry, sitter);
  }

  /** What was withdrawn is no longer before a panel; whoever declared a conflict of interest about it does not sit on it. */
  #boards(of: string, asked: Value, { worker, agency }: Sitter): Board[] {
    return this.#model.tables().all<Board>(
      `SELECT DISTINCT p.panel, p.status, p.date FROM ${of}
         CROSS JOIN members m ON m.panel = i.panel AND m.until = ${FOREVER}
           AND (m.member = ?2 OR ?2 IS NULL AND m.agency = ?3)
         CROSS JOIN spans_since s ON s.id = i.panel
         CROSS JOIN spans p ON p.scheduled = s.since AND p.until = ${FOREVER}
       WHERE i.until = ${FOREVER} AND i.state != 'WITHDRAWN' AND NOT EXISTS (
         SELECT 1 FROM items c WHERE c.until = ${FOREVER} AND c.conflicted != '[]'
           AND (c.item = i.item OR c.family = i.family)
           AND m.member IN (SELECT value FROM json_each(c.conflicted))
       )`,
      asked,
      worker ?? null,
      agency,
    );
  }

  /** Items about which a worker ever declared a conflict of interest, as they are now. */
  conflictsOf(worker: string): PanelItemRow[] {
    return this.#items(
      `SELECT * FROM items WHERE until = ${FOREVER} AND conflicted != '[]'
         AND ? IN (SELECT value FROM json_each(conflicted)) ORDER BY tabled`,
      worker,
    );
  }

  /** Who ever declared a conflict of interest about an item, or about its family, before any panel. */
  conflictedAbout(item: string): string[] {
    const sql = `SELECT DISTINCT m.value AS member FROM items c CROSS JOIN json_each(c.conflicted) m
       WHERE c.until = ${FOREVER} AND c.conflicted != '[]'
         AND (c.item = ?1 OR c.family IN (SELECT family FROM items WHERE item = ?1)) ORDER BY member`;
    const rows = this.#model.tables().all<{ member: string }>(sql, item);
    return rows.map(({ member }) => member);
  }

  /** Items of earlier panels, of any district, that wait for one of the day: deferred till then, or declined by an agency. */
  waiting(day: string): PanelItemRow[] {
    return this.#items(
      `SELECT i.* FROM items i CROSS JOIN spans_since s ON s.id = i.panel
         CROSS JOIN spans p ON p.scheduled = s.since AND p.until = ${FOREVER}
       WHERE ${LEFT_OPEN} AND p.date < ?1
         AND (i.state = 'DEFERRED' AND i.deferred_until <= ?1 OR i.allocation = 'DECLINED' AND p.status = 'CLOSED')
         AND NOT EXISTS (SELECT 1 FROM items later WHERE later.item = i.item AND later.tabled > i.tabled)
       ORDER BY i.tabled`,
      day,
    );
  }

  /** What an agency was asked to take on and has not answered, as it is now. */
  offeredTo(agency: string): PanelItemRow[] {
    return this.#items(
      `SELECT * FROM items WHERE until = ${FOREVER} AND allocation = 'OFFERED' AND agency = ? ORDER BY tabled`,
      agency,
    );
  }

  #items(sql: string, ...values: Value[]): PanelItemRow[] {
    return this.#model
      .tables()
      .all<ItemSpan>(sql, ...values)
      .map(itemOf);
  }
}

/** As the index of them says it, so that it is used: what a panel put off, or has back, as it is now. */
const LEFT_OPEN = `i.until = ${FOREVER} AND (i.state = 'DEFERRED' OR i.allocation = 'DECLINED')`;

function panelOf({ quorum_rule: quorumRule, lacking, ...row }: PanelSpan): PanelRow {
  const { panel, reference, scheduled, district, date, cadence, chair, status } = row;
  return {
    panel,
    reference,
    scheduled,
    district,
    date,
    cadence,
    quorumRule,
    chair,
    status,
    lacking: parsed(lacking, []),
  };
}

function memberOf({ agency_type: agencyType, chairing, remote, ...row }: MemberSpan): PanelMemberRow {
  const { member, agency, standing } = row;
  return { member, agency, agencyType, standing, chairing: chairing === 1, remote: remote === 1 };
}

function itemOf(span: ItemSpan): PanelItemRow {
  const { decided_by: decidedBy, deferred_until: deferredUntil, reviewed, ...row } = span;
  const { panel, item, tabled, family, sending, state, revision, outcome, agency, keyworker, allocation } =
    row;
  return {
    panel,
    item,
    tabled,
    family,
    sending,
    evidence: parsed(row.evidence, []),
    state,
    revision,
    conflicted: parsed(row.conflicted, []),
    outcome,
    levels: parsed(row.children, {}),
    agency,
    keyworker,
    decidedBy,
    reviewed: reviewed === 1,
    allocation,
    deferredUntil,
  };
}

function parsed<T>(json: string | null, none: T): T {
  return json === null ? none : (JSON.parse(json) as T);
}
