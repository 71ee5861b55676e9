import { Database } from '../database.ts';
import type { ModelRows } from '../model-reader.ts';
import type { Tables, Value } from '../projection.ts';

/** A model's empty tables that answer nothing, and note by which plan they would. */
export class Explained implements ModelRows {
  readonly database = new Database(':memory:');
  /** What SQLite says of each statement, in the order in which they are asked, step by step. */
  readonly plans: (readonly string[])[] = [];

  constructor(tables: string) {
    this.database.exec(
      'CREATE TABLE projection (position INTEGER NOT NULL); INSERT INTO projection VALUES (9)',
    );
    this.database.exec(tables);
  }

  tables(): Tables {
    const { memory } = this.database;
    return {
      memory,
      one: <Row>(sql: string, ...values: Value[]) => {
        // How far the model is.
        if (sql.includes('FROM projection')) return this.database.one<Row>(sql, ...values);
        this.#explain(sql, values);
        return undefined;
      },
      all: <Row>(sql: string, ...values: Value[]): Row[] => {
        this.#explain(sql, values);
        return [];
      },
    } as Tables;
  }

  #explain(sql: string, values: readonly Value[]): void {
    const steps = this.database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
    this.plans.push(steps.map(({ detail }) => detail));
  }

  get steps(): string[] {
    return this.plans.flat();
  }

  close(): void {
    this.database.close();
  }
}
