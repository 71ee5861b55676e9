import { amendmentTypes, type EventType } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { ModelRows } from '../model-reader.ts';
import { numberOf } from './names.ts';
import { seenBy, type Scope } from './scope.ts';
import type { TimelineRequest } from './table.ts';

type Sees = Pick<TimelineRequest, 'sealed'>;

/** Events that name an episode, and are of the family and no news of the episode. */
const OF_THE_FAMILY: readonly EventType[] = ['FamilySplit', 'FamiliesMerged', 'FamilyMergeReversed'];

const OF_EPISODE = `AND (type IN (SELECT value FROM json_each(?)) OR data ->> '$.episode' = ?
  AND type NOT IN (SELECT value FROM json_each(?)))`;

/**
 * What an order expects: the last revision by then of what it is about, as far as its entries are there for whoever asks; where
 * none is, the one with which it began. Undefined where it had not begun.
 */
export class RevisionsReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  ofStream(stream: string, at: AsOfPoint, sees: Sees = {}): number | undefined {
    return this.#last(stream, at, { ...sees, of: ALL });
  }

  /** Of an episode in the stream of a family that holds it: an order about it is compared with that, and with corrections. */
  ofEpisode(family: string, episode: string, at: AsOfPoint): number | undefined {
    const values = [JSON.stringify(amendmentTypes), episode, JSON.stringify(OF_THE_FAMILY)];
    return this.#last(family, at, { of: { sql: OF_EPISODE, values } });
  }

  #last(
    stream: string,
    at: AsOfPoint,
    { sealed = false, of }: Sees & { readonly of: Scope },
  ): number | undefined {
    const { sql, values } = seenBy(at);
    const seen = {
      sql: `${of.sql} ${sealed ? '' : 'AND sealed = 0'} AND ${sql}`,
      values: [...of.values, ...values],
    };
    return this.#one(stream, at, seen, 'DESC') ?? this.#one(stream, at, of, 'ASC');
  }

  #one(
    stream: string,
    { position }: AsOfPoint,
    { sql, values }: Scope,
    order: 'ASC' | 'DESC',
  ): number | undefined {
    return this.#model.tables().one<{ revision: number }>(
      `SELECT revision FROM events WHERE stream = ${numberOf('?')} AND position <= ? ${sql}
       ORDER BY position ${order} LIMIT 1`,
      stream,
      position,
      ...values,
    )?.revision;
  }
}

const ALL: Scope = { sql: '', values: [] };
