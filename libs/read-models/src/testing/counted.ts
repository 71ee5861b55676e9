import type { ModelRows } from '../model-reader.ts';
import type { Tables } from '../projection.ts';

/** A model's rows, and how many statements were asked of them. */
export class Counted implements ModelRows {
  readonly #rows: ModelRows;
  statements = 0;

  constructor(rows: ModelRows) {
    this.#rows = rows;
  }

  tables(): Tables {
    const tables = this.#rows.tables();
    const count = <A extends unknown[], R>(ask: (...asked: A) => R): ((...asked: A) => R) => {
      return (...asked) => {
        this.statements++;
        return ask(...asked);
      };
    };
    return {
      memory: tables.memory,
      run: count(tables.run.bind(tables)),
      one: count(tables.one.bind(tables)),
      all: count(tables.all.bind(tables)),
    } as Tables;
  }
}
