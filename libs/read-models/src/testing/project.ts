import { expect } from '@jest/globals';
import { isAmendment, type StoredEvent } from '#libs/contracts';
import { Amendments, openedAmendment } from '../projecting/amended.ts';
import { logged, opened, type Opener } from '../fact.ts';
import { Model, type Arrived } from '../projecting/model.ts';
import type { ModelRows } from '../model-reader.ts';
import type { Projection, Tables } from '../projection.ts';
import { tablesOf } from './contents.ts';
import { journalOf } from './journal.ts';

/** Opens what was never sealed. */
const unsealed: Opener = { open: ({ data }) => ({ data, erased: [] }) };

/** A read model in memory, written by the very SQL that runs. */
export class Projected implements ModelRows {
  readonly model: Model;

  /** Begun when the log went up to `head`: what was erased by then is not in it. */
  constructor(projection: Projection, head?: number) {
    this.model = Model.create(projection, ':memory:', head);
    this.model.finish();
  }

  /** Applies the log's events after the model's position, up to another, page by page, each saved. */
  follow(
    log: readonly StoredEvent[],
    { to = log.length - 1, page = log.length, opener = unsealed } = {},
  ): this {
    while (this.model.position < to) {
      const from = this.model.position + 1;
      const news = this.#arrived(log.slice(0, Math.min(from + page, to + 1)), opener);
      const last = news.at(-1);
      if (last === undefined) continue;
      this.model.apply(news, last);
      this.model.save();
    }
    return this;
  }

  tables(): Tables {
    return this.model.tables;
  }

  /** Compares what a query gives. */
  expect(sql: string, rows: readonly object[]): void {
    expect(this.tables().all(sql)).toEqual(rows);
  }

  /** Every row of every table, in order: what two models must agree on. */
  contents(): Record<string, unknown[]> {
    return tablesOf(this.model.tables);
  }

  #arrived(log: readonly StoredEvent[], opener: Opener): Arrived[] {
    const first = this.model.position + 1;
    let { knownAt } = this.model;
    const news = log.slice(first).map((stored, index) => {
      const event = logged(first + index, stored, knownAt);
      knownAt = event.knownAt;
      return event;
    });
    const amendments = new Amendments(journalOf(log));
    amendments.pass(news);
    return news.map((event) =>
      isAmendment(event.type)
        ? openedAmendment(event, amendments.amendedBy(event, [this.model.projection]), opener)
        : opened(event, opener),
    );
  }
}

/** The read model of a log that is projected in one page. */
export function project(projection: Projection, log: readonly StoredEvent[]): Projected {
  return new Projected(projection).follow(log);
}
