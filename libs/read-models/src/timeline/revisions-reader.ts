import { amendmentTypes, type EventType } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { ModelRows } from '../model-reader.ts';
import type { Value } from '../projection.ts';
import { numberOf } from './names.ts';
import { seenBy } from './scope.ts';
import type { TimelineRequest } from './table.ts';

type Sees = Pick<TimelineRequest, 'sealed'>;

/** Events that name an episode, and are of the family and no news of the episode. */
const OF_THE_FAMILY: readonly EventType[] = ['FamilySplit', 'FamiliesMerged', 'FamilyMergeReversed'];

const OF_EPISODE = `AND (type IN (SELECT value FROM json_each(?)) OR data ->> '$.episode' = ?
  AND type NOT IN (SELECT value FROM json_each(?)))`;

/**
 * What an order expects: the last revision by then of what it is about, as far as its entries are there for whoever asks;
 * undefined where none is.
 */
export class RevisionsReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  ofStream(stream: string, at: AsOfPoint, sees: Sees = {}): number | undefined {
    return this.#last(stream, at, { ...sees, where: '', values: [] });
  }

  /** Of an episode in the stream of a family that holds it: an order about it is compared with that, and with corrections. */
  ofEpisode(family: string, episode: string, at: AsOfPoint): number | undefined {
    const values = [JSON.stringify(amendmentTypes), episode, JSON.stringify(OF_THE_FAMILY)];
    return this.#last(family, at, { where: OF_EPISODE, values });
  }

  #last(
    stream: string,
    at: AsOfPoint,
    { sealed, where, values }: Sees & { readonly where: string; readonly values: readonly Value[] },
  ): number | undefined {
    const seen = seenBy(at);
    return this.#model.tables().one<{ revision: number }>(
      `SELECT revision FROM events WHERE stream = ${numberOf('?')} AND position <= ?
         ${sealed ? '' : 'AND sealed = 0'} AND ${seen.sql} ${where} ORDER BY position DESC LIMIT 1`,
      stream,
      at.position,
      ...seen.values,
      ...values,
    )?.revision;
  }
}
