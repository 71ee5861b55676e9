import { listPage } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import { nothingUnseen } from '../unseen.ts';
import type { Page, PageRequest } from '../page.ts';
import type {
  DisclosureFilter,
  DisclosureRow,
  DisclosureSpan,
  GlassFilter,
  GlassSpan,
  GlassUseRow,
  VoiceRow,
  VoiceSpan,
} from './table.ts';

/** Agreements and disclosures. `position` is what an answer is as of, inclusive; without it the newest. */
export class SharingReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** What was said last, by each who was asked, about agreement for these persons, in the order in which it was said. */
  voicesAbout(persons: readonly string[], position = NEWEST): VoiceRow[] {
    const rows = this.#model.tables().all<VoiceSpan & { readonly lapsed: number }>(
      `SELECT v.*, EXISTS (SELECT 1 FROM lapses l WHERE l.person = v.person AND l.holder = v.by AND (l.position > v.said OR l.ended_on > v.said_by)
         AND l.since <= ?2 AND l.until > ?2) AS lapsed
       FROM json_each(?1) asked CROSS JOIN voices v ON v.person = asked.value
       WHERE v.from_position <= ?2 AND v.until > ?2 ORDER BY v.said`,
      JSON.stringify(persons),
      position,
    );
    return rows.map(({ person, by, says, agencies, formerly, lapsed }) => ({
      lapsed: lapsed === 1,
      person,
      by,
      says,
      agencies: JSON.parse(agencies) as string[],
      formerly: JSON.parse(formerly) as string[],
    }));
  }

  /**
   * Persons about whom somebody refused, or withdrew what was agreed, or lets an agency be told no longer, or for whom
   * somebody's parental responsibility ended.
   */
  personsNotAgreedFor(position = NEWEST): string[] {
    const rows = this.#model.tables().all<{ person: string }>(
      `SELECT DISTINCT person FROM voices WHERE (says IN ('REFUSES', 'WITHDREW') OR formerly <> '[]')
           AND from_position <= ?1 AND until > ?1
         UNION SELECT person FROM lapses WHERE since <= ?1 AND until > ?1`,
      position,
    );
    return rows.map(({ person }) => person);
  }

  disclosure(disclosure: string, position = NEWEST): DisclosureRow | undefined {
    const row = this.#model.tables().one<DisclosureSpan>(
      `SELECT s.* FROM disclosures_since d CROSS JOIN disclosures s ON s.since = d.since
       WHERE d.id = ? AND s.from_position <= ? AND s.until > ?`,
      disclosure,
      position,
      position,
    );
    return row && rowOf(row);
  }

  /** In the order in which they were asked for or decided. */
  disclosures(filter: DisclosureFilter, position = NEWEST, page?: PageRequest): Page<DisclosureRow> {
    const { family, agency, state, unseen = nothingUnseen } = filter;
    return listPage<DisclosureSpan, DisclosureRow>(
      this.#model.tables(),
      {
        table: 'disclosures',
        key: 'since',
        position,
        filter: {
          family,
          agency,
          state,
          overridden: filter.overridden,
          in_error: filter.inError,
        },
        without: { column: 'family', ids: unseen.families },
        toNode: rowOf,
      },
      page,
    );
  }

  /** Each time somebody broke the glass, in that order. */
  glassUses(filter: GlassFilter, position = NEWEST, page?: PageRequest): Page<GlassUseRow> {
    const { worker, unreviewed, unseen = nothingUnseen } = filter;
    return listPage<GlassSpan, GlassUseRow>(
      this.#model.tables(),
      {
        ...{ table: 'glass_uses', key: 'since', position, toNode: useOf },
        filter: { worker, outcome: unreviewed === true ? null : undefined },
        without: { column: 'family', ids: unseen.families },
      },
      page,
    );
  }
}

function useOf({
  used_at: usedAt,
  open_until: openUntil,
  reviewed_by: reviewedBy,
  ...span
}: GlassSpan): GlassUseRow {
  const { use, since, worker, family, outcome } = span;
  return { use, since, worker, family, usedAt, openUntil, outcome, reviewedBy };
}

function rowOf({ disclosure, family, agency, since, state, ...span }: DisclosureSpan): DisclosureRow {
  return {
    disclosure,
    family,
    agency,
    since,
    state,
    overridden: span.overridden === 1,
    acknowledged: span.acknowledged === 1,
    inError: span.in_error === 1,
  };
}
