import { listPage } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import type {
  FrozenFrameRow,
  SampleCaseRow,
  SampleDesignRow,
  SampleFilter,
  SampleRow,
  SampleSpan,
} from './table.ts';

type CaseRow = Omit<SampleCaseRow, 'heldBy' | 'reserve' | 'replacedBy'> & {
  readonly held_by: string;
  readonly reserve: number;
  readonly replaced_by: string | null;
};

/** Samples of quality assurance. `position` is what an answer is as of, inclusive; without it the newest. */
export class SamplesReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** In the order in which they were designed. */
  list({ state, purpose }: SampleFilter, position = NEWEST, page?: PageRequest): Page<SampleRow> {
    return listPage<SampleSpan, SampleRow>(
      this.#model.tables(),
      { table: 'samples', key: 'since', position, filter: { state, purpose }, toNode: rowOf },
      page,
    );
  }

  sample(sample: string, position = NEWEST): SampleRow | undefined {
    const row = this.#model.tables().one<SampleSpan>(
      `SELECT s.* FROM samples_since i CROSS JOIN samples s ON s.since = i.since
       WHERE i.id = ? AND s.from_position <= ? AND s.until > ?`,
      sample,
      position,
      position,
    );
    return row && rowOf(row);
  }

  /** The sample for which a seed was committed first, in the order of the log. */
  committedFirst(commitment: string): string | undefined {
    const sql = 'SELECT sample FROM samples WHERE commitment = ? ORDER BY from_position LIMIT 1';
    return this.#model.tables().one<{ sample: string }>(sql, commitment)?.sample;
  }

  /** All that were drawn, those that stand by among them: by stratum, and in each by rank. */
  cases(sample: string, position = NEWEST): SampleCaseRow[] {
    const rows = this.#model.tables().all<CaseRow>(
      `SELECT c.episode, c.held_by, c.stratum, c.rank, c.reserve, came.episode AS replaces,
         went.replacement AS replaced_by, went.reason
       FROM cases c
       LEFT JOIN replacements came ON came.sample = ?1 AND came.replacement = c.episode AND came.position <= ?2
       LEFT JOIN replacements went ON went.sample = ?1 AND went.episode = c.episode AND went.position <= ?2
       WHERE c.sample = ?1 AND c.position <= ?2 ORDER BY c.stratum, c.rank`,
      sample,
      position,
    );
    return rows.map(({ held_by: heldBy, reserve, replaced_by: replacedBy, ...row }) => ({
      ...row,
      heldBy,
      reserve: reserve === 1,
      replacedBy,
    }));
  }
}

function rowOf({ sample, since, state, design, commitment, frame, seed, ...said }: SampleSpan): SampleRow {
  return {
    sample,
    since,
    state,
    design: JSON.parse(design) as SampleDesignRow,
    commitment,
    frame: frame === null ? null : (JSON.parse(frame) as FrozenFrameRow),
    seed,
    designedAt: said.designed_at,
  };
}
